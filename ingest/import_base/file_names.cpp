#include "ingest/import_base/file_names.hpp"

#include <glob.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <system_error>
#include <utility>

namespace entente {
namespace {

constexpr std::array<std::pair<std::string_view, ImportFormat>, 9> endings = {{
    {"csv", ImportFormat::csv},
    {"tsv", ImportFormat::csv},
    {"jsonl", ImportFormat::json_lines},
    {"ndjson", ImportFormat::json_lines},
    {"json", ImportFormat::json_lines},
    {"nt", ImportFormat::n_triples},
    {"nq", ImportFormat::n_quads},
    {"ttl", ImportFormat::turtle},
    {"trig", ImportFormat::trig},
}};

}  // namespace

std::optional<ImportFormat> import_format_from(std::string_view word) {
  for (const auto& [ending, format] : endings) {
    if (ending == word) return format;
  }
  return std::nullopt;
}

}  // namespace entente

namespace entente::importing {

Result<std::vector<std::string>> expand_paths(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code ignored;
    const bool pattern = path.find_first_of("*?") != std::string::npos;
    if (!pattern || std::filesystem::exists(path, ignored)) {
      files.push_back(path);
      continue;
    }
    glob_t found{};
    const int outcome = ::glob(path.c_str(), 0, nullptr, &found);
    for (std::size_t i = 0; i < found.gl_pathc; ++i) files.emplace_back(found.gl_pathv[i]);
    ::globfree(&found);
    if (outcome != 0) {
      return Error::plain(ErrorClass::not_found, "no file matches " + path);
    }
  }
  return files;
}

Result<ImportFormat> format_of(std::string_view path) {
  std::string name(path);
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  const std::size_t dot = name.rfind('.');
  const auto format = dot == std::string::npos
                          ? std::nullopt
                          : import_format_from(std::string_view(name).substr(dot + 1));
  if (format) return *format;
  return Error::plain(ErrorClass::argument_error,
                      "the name of " + std::string(path) + " does not tell its format",
                      "known endings are .csv, .jsonl, .nt, .nq, .ttl and .trig, each also with "
                      ".gz; --format names one");
}

std::uint64_t bytes_on_disk(const std::string& path) {
  std::error_code failed;
  const std::uintmax_t bytes = std::filesystem::file_size(path, failed);
  return failed ? 0 : bytes;
}

}  // namespace entente::importing
