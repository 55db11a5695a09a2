#include "ingest/pipeline/input_paths.hpp"

#include <fmt/format.h>
#include <fnmatch.h>
#include <glob.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

#include "ingest/readers/reader.hpp"

namespace entente::ingest {

namespace {

namespace fs = std::filesystem;

bool matches_one(const std::vector<std::string>& patterns, const std::string& path) {
  const std::string name = path.substr(path.rfind('/') + 1);
  return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
    return ::fnmatch(pattern.c_str(), name.c_str(), 0) == 0 ||
           ::fnmatch(pattern.c_str(), path.c_str(), 0) == 0;
  });
}

std::vector<std::string> files_of_folder(const std::string& folder, const IngestOptions& options,
                                         std::vector<SkippedInput>& skipped) {
  std::vector<std::string> files;
  std::error_code code;
  fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, code);
  for (; !code && at != fs::recursive_directory_iterator(); at.increment(code)) {
    const std::string name = at->path().filename().string();
    std::error_code unknown;
    if (name.starts_with('.')) {
      if (at->is_directory(unknown)) at.disable_recursion_pending();
      continue;
    }
    if (!at->is_regular_file(unknown)) continue;
    const std::string relative = at->path().lexically_relative(folder).generic_string();
    if (is_included(relative, options)) files.push_back(at->path().generic_string());
  }
  if (code) {
    skipped.push_back(
        {folder, Error::plain(ErrorClass::io_error,
                              fmt::format("'{}' cannot be read: {}", folder, code.message()))});
  }
  if (files.empty() && !code) {
    skipped.push_back(
        {folder, Error::plain(ErrorClass::not_found,
                              fmt::format("'{}' is a folder without documents", folder),
                              "files are chosen by their endings, or by --include")});
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<std::string> files_of_pattern(const std::string& pattern) {
  std::vector<std::string> files;
  glob_t found{};
  if (::glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found) == 0) {
    for (std::size_t i = 0; i < found.gl_pathc; ++i) files.emplace_back(found.gl_pathv[i]);
  }
  ::globfree(&found);
  // By bytes, not by the language of whoever runs it.
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

bool is_included(std::string_view path, const IngestOptions& options) {
  if (path.starts_with('.') || path.find("/.") != std::string_view::npos) return false;
  const std::string text(path);
  if (matches_one(options.exclude, text)) return false;
  return options.include.empty() ? has_document_ending(path) : matches_one(options.include, text);
}

std::vector<std::string> expand_path(const std::string& path, const IngestOptions& options,
                                     std::vector<SkippedInput>& skipped) {
  std::error_code code;
  if (fs::is_directory(path, code)) return files_of_folder(path, options, skipped);
  const bool pattern = path.find_first_of("*?[") != std::string::npos;
  if (!pattern || fs::exists(path, code)) return {path};
  std::vector<std::string> files;
  for (const std::string& found : files_of_pattern(path)) {
    if (!fs::is_directory(found, code)) files.push_back(found);
  }
  if (files.empty()) {
    skipped.push_back(
        {path, Error::plain(ErrorClass::not_found, fmt::format("no file matches '{}'", path))});
  }
  return files;
}

std::vector<std::string> expand_paths(const std::vector<std::string>& paths,
                                      const IngestOptions& options,
                                      std::vector<SkippedInput>& skipped) {
  std::vector<std::string> files;
  std::set<std::string> seen;
  for (const std::string& path : paths) {
    for (std::string& file : expand_path(path, options, skipped)) {
      if (seen.insert(file).second) files.push_back(std::move(file));
    }
  }
  return files;
}

bool is_within(std::string_view path, std::string_view given) {
  while (given.size() > 1 && given.ends_with('/')) given.remove_suffix(1);
  if (!path.starts_with(given)) return false;
  return path.size() == given.size() || path[given.size()] == '/' || given == "/";
}

}  // namespace entente::ingest
