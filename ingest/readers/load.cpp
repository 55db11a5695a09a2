#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "ingest/readers/reader.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

Error too_large(std::string_view name, std::uint64_t bytes, std::uint64_t bytes_max) {
  return Error::plain(ErrorClass::limit_exceeded,
                      fmt::format("'{}' has {} bytes, more than the {} a document may have", name,
                                  bytes, bytes_max),
                      "split it, or raise the limit of document bytes");
}

}  // namespace

Status check_text(std::string_view name, std::string_view content, std::uint64_t bytes_max) {
  if (content.size() > bytes_max) return too_large(name, content.size(), bytes_max);
  if (content.starts_with("\xFF\xFE") || content.starts_with("\xFE\xFF")) {
    return Error::plain(ErrorClass::input_error, fmt::format("'{}' is UTF-16 text", name),
                        "convert it to UTF-8, for example with iconv");
  }
  if (const auto zero = content.find('\0'); zero != std::string_view::npos) {
    return Error::plain(ErrorClass::input_error,
                        fmt::format("'{}' is a binary file (a zero byte at offset {})", name, zero),
                        "give plain text, Markdown, JSON Lines or CSV");
  }
  if (const auto bad = find_invalid_utf8(content)) {
    const auto line =
        1 + std::count(content.begin(), content.begin() + static_cast<std::ptrdiff_t>(*bad), '\n');
    return Error::plain(
        ErrorClass::input_error,
        fmt::format("'{}' is not valid UTF-8 at byte {} (line {})", name, *bad, line),
        "convert it to UTF-8, for example with iconv");
  }
  if (trim(content).empty()) {
    return Error::plain(ErrorClass::input_error, fmt::format("'{}' is empty", name));
  }
  return {};
}

Result<std::string> load_text_file(const std::string& path, std::uint64_t bytes_max) {
  std::error_code code;
  const auto status = std::filesystem::status(path, code);
  if (!std::filesystem::exists(status)) {
    return Error::plain(ErrorClass::not_found, fmt::format("'{}' does not exist", path));
  }
  if (std::filesystem::is_directory(status)) {
    return Error::plain(ErrorClass::input_error, fmt::format("'{}' is a folder, not a file", path),
                        "name the files in it");
  }
  if (std::filesystem::is_regular_file(status)) {
    // A file that is too large is not even opened.
    const auto size = std::filesystem::file_size(path, code);
    if (!code && size > bytes_max) return too_large(path, size, bytes_max);
  }
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return Error::plain(ErrorClass::io_error,
                        fmt::format("'{}' cannot be opened: {}", path, std::strerror(errno)));
  }
  // Read in pieces, since pipes and devices have no size; one byte over the limit is enough to
  // know.
  std::string content;
  std::string piece(64 * 1024, '\0');
  while (content.size() <= bytes_max) {
    file.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    content.append(piece.data(), static_cast<std::size_t>(file.gcount()));
    if (!file) break;
  }
  if (file.bad()) {
    return Error::plain(ErrorClass::io_error,
                        fmt::format("'{}' cannot be read: {}", path, std::strerror(errno)));
  }
  ENTENTE_TRY(check_text(path, content, bytes_max));
  return content;
}

}  // namespace entente::ingest
