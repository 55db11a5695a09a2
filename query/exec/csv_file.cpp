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

Result<bool> CsvFile::next(std::vector<Field>& fields) {
  fields.clear();
  if (stream_.peek() == std::ifstream::traits_type::eof()) return false;
  std::string field;
  bool quoted = false;
  const auto finish = [&] {
    fields.push_back(field.empty() && !quoted ? Field() : Field(std::move(field)));
    field.clear();
    quoted = false;
  };
  while (true) {
    const int c = stream_.get();
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
    const int c = stream_.get();
    if (c == std::ifstream::traits_type::eof()) {
      return Error::plain(ErrorClass::input_error, "A quote in " + path_ + " is never closed");
    }
    if (c != '"') {
      field.push_back(static_cast<char>(c));
    } else if (stream_.peek() == '"') {
      field.push_back('"');
      stream_.get();
    } else {
      return field;
    }
  }
}

Result<std::string> import_path(const std::string& folder, std::string_view url) {
  namespace fs = std::filesystem;
  if (folder.empty()) {
    return Error::plain(ErrorClass::argument_error,
                        "LOAD CSV is off: the database was opened without an import folder",
                        "open it with OpenOptions::import_folder set");
  }
  std::string name(url);
  for (const std::string_view prefix : {"file:///", "file://", "file:/"}) {
    if (name.starts_with(prefix)) {
      name.erase(0, prefix.size());
      break;
    }
  }
  if (name.find("://") != std::string::npos) {
    return Error::plain(ErrorClass::argument_error, "LOAD CSV reads local files only, not " + name);
  }
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
