#include "query/exec/csv_file.hpp"

#include <algorithm>
#include <filesystem>

namespace entente::query {

Result<CsvFile> CsvFile::open(const std::string& path, char separator) {
  std::ifstream stream(path, std::ios::binary);
  std::error_code ignored;
  if (!stream || std::filesystem::is_directory(path, ignored)) {
    return Error::plain(ErrorClass::io_error, "Cannot read the file " + path);
  }
  char mark[3] = {};
  stream.read(mark, 3);
  if (stream.gcount() != 3 || mark[0] != '\xEF' || mark[1] != '\xBB' || mark[2] != '\xBF') {
    stream.clear();
    stream.seekg(0);
  }
  return CsvFile(std::move(stream), path, separator);
}

int CsvFile::get() {
  const int c = stream_.get();
  if (c == '\n') ++line_;
  return c;
}

Result<bool> CsvFile::next(std::vector<Field>& fields) {
  fields.clear();
  record_line_ = line_;
  if (stream_.peek() == std::ifstream::traits_type::eof()) return false;
  std::string field;
  bool quoted = false;
  const auto finish = [&] {
    fields.push_back(field.empty() && !quoted ? Field() : Field(std::move(field)));
    field.clear();
    quoted = false;
  };
  while (true) {
    const int c = get();
    if (c == std::ifstream::traits_type::eof() || c == '\n') {
      if (!quoted && !field.empty() && field.back() == '\r') field.pop_back();
      finish();
      return true;
    }
    if (c == separator_) {
      finish();
    } else if (c == '"' && field.empty() && !quoted) {
      ENTENTE_ASSIGN(field, quoted_field());
      quoted = true;
    } else if (!(quoted && c == '\r')) {
      field.push_back(static_cast<char>(c));
    }
  }
}

/// The rest of a field behind its opening quote, up to the closing one.
Result<std::string> CsvFile::quoted_field() {
  std::string field;
  while (true) {
    const int c = get();
    if (c == std::ifstream::traits_type::eof()) {
      return Error::plain(ErrorClass::input_error, "A quote in " + path_ + " is never closed");
    }
    if (c != '"') {
      field.push_back(static_cast<char>(c));
    } else if (stream_.peek() == '"') {
      field.push_back('"');
      get();
    } else {
      return field;
    }
  }
}

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// Replaces %XX by the byte it stands for.
Result<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded.push_back(text[i]);
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      return Error::plain(ErrorClass::argument_error,
                          "The URL has a % without two hexadecimal digits: " + std::string(text),
                          "write %25 for a percent sign");
    }
    decoded.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return decoded;
}

/// The path a URL or a bare name stands for. file:///a.csv is a.csv below the import folder.
Result<std::string> file_name(std::string_view url) {
  for (const std::string_view prefix : {"file:///", "file://localhost/", "file:/"}) {
    if (url.starts_with(prefix)) return percent_decoded(url.substr(prefix.size()));
  }
  if (url.find("://") != std::string_view::npos) {
    return Error::plain(ErrorClass::argument_error,
                        "LOAD CSV reads local files only, not " + std::string(url),
                        "put the file into the import folder and write file:///name.csv");
  }
  return std::string(url);
}

}  // namespace

Result<std::string> import_path(const std::string& folder, std::string_view url) {
  namespace fs = std::filesystem;
  if (folder.empty()) {
    return Error::plain(ErrorClass::argument_error,
                        "LOAD CSV is off: the database was opened without an import folder",
                        "open it with OpenOptions::import_folder set");
  }
  ENTENTE_ASSIGN(const std::string name, file_name(url));
  std::error_code error;
  const fs::path root = fs::weakly_canonical(folder, error);
  if (error) return Error::plain(ErrorClass::io_error, "Cannot read the folder " + folder);
  const fs::path wanted(name);
  const fs::path path = fs::weakly_canonical(wanted.is_absolute() ? wanted : root / wanted, error);
  if (error) return Error::plain(ErrorClass::io_error, "Cannot read the file " + name);
  const auto [root_end, rest] = std::mismatch(root.begin(), root.end(), path.begin(), path.end());
  if (root_end != root.end()) {
    return Error::plain(ErrorClass::argument_error,
                        "The file " + name + " lies outside of the import folder");
  }
  return path.string();
}

}  // namespace entente::query
