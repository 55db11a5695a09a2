#include "storage/kv/database_folder.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>

#include "storage/format/version.hpp"
#include "storage/kv/file_lock.hpp"

namespace entente::storage {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view marker_name = "ENTENTE";
constexpr std::string_view marker_head = "Entente database\nformat ";

std::string marker_text() {
  return std::string(marker_head) + std::to_string(format_version) + "\n";
}

Error damaged(const std::string& path, const std::string& what) {
  return Error::plain(ErrorClass::corruption, "the database " + path + " is damaged: " + what,
                      "restore it from a backup");
}

Error foreign(const std::string& path, const std::string& what) {
  return Error::plain(ErrorClass::not_a_database, path + " is not an Entente database: " + what,
                      "give the path of an empty or new folder");
}

Error missing(const OpenOptions& options) {
  return Error::plain(ErrorClass::not_found, "there is no database at " + options.path);
}

Status check_marker(const std::string& path) {
  std::ifstream in(path + "/" + std::string(marker_name), std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in && !in.eof()) return damaged(path, "the file ENTENTE cannot be read");
  if (!text.starts_with(marker_head)) return damaged(path, "the file ENTENTE has wrong content");
  std::uint32_t version = 0;
  const char* first = text.data() + marker_head.size();
  const auto parsed = std::from_chars(first, text.data() + text.size(), version);
  if (parsed.ec != std::errc() || parsed.ptr == first) {
    return damaged(path, "the file ENTENTE names no format version");
  }
  ENTENTE_ASSIGN([[maybe_unused]] const FormatAction action, check_format_version(version));
  return {};
}

/// What stands in a folder, as far as it concerns us.
struct Content {
  bool empty = true;
  bool marker = false;
  bool lock = false;
  bool others = false;
};

Result<Content> list(const std::string& path) {
  Content content;
  std::error_code error;
  fs::directory_iterator it(path, error);
  for (; !error && it != fs::directory_iterator(); it.increment(error)) {
    content.empty = false;
    const std::string name = it->path().filename().string();
    if (name == marker_name) {
      content.marker = true;
    } else if (name == "LOCK") {
      content.lock = true;
    } else if (name != "data" && name != "ingest") {
      content.others = true;
    }
  }
  if (error) return system_error("cannot read the folder " + path, error.value());
  return content;
}

/// Looks into data/ of a folder without a marker. Errors unless a making that was interrupted can
/// have left exactly this behind.
Status check_unfinished(const std::string& path, const std::string& data_path) {
  bool head = false;
  bool tables = false;
  std::error_code error;
  if (fs::exists(data_path, error)) {
    fs::directory_iterator it(data_path, error);
    for (; !error && it != fs::directory_iterator(); it.increment(error)) {
      const std::string name = it->path().filename().string();
      const std::string extension = it->path().extension().string();
      head = head || name == "CURRENT";
      tables = tables || extension == ".sst";
      const bool known = name == "CURRENT" || name == "IDENTITY" || name == "LOCK" ||
                         name.starts_with("MANIFEST-") || name.starts_with("OPTIONS-") ||
                         extension == ".log" || extension == ".sst" || extension == ".dbtmp";
      if (!known) return foreign(path, "the folder holds other files");
    }
  }
  if (error) return system_error("cannot read the folder " + data_path, error.value());
  // RocksDB would take these tables for rubbish of a database that it may make anew.
  if (tables && !head) return damaged(path, "the files ENTENTE and data/CURRENT are missing");
  return {};
}

/// Makes the entries of a folder durable.
Status sync_folder(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return system_error("cannot open the folder " + path, errno);
  const int outcome = ::fsync(descriptor);
  const int number = errno;
  ::close(descriptor);
  if (outcome != 0) return system_error("cannot sync the folder " + path, number);
  return {};
}

Status write_durably(const std::string& path, std::string_view text) {
  const int descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (descriptor < 0) return system_error("cannot create " + path, errno);
  errno = 0;
  const bool written =
      ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(descriptor) == 0;
  const int number = errno == 0 ? ENOSPC : errno;
  ::close(descriptor);
  if (!written) return system_error("cannot write " + path, number);
  return {};
}

}  // namespace

Result<DatabaseFolder> DatabaseFolder::inspect(const OpenOptions& options) {
  const bool may_create = options.create_if_missing && !options.read_only;
  std::error_code error;
  const fs::file_status status = fs::status(options.path, error);
  if (status.type() == fs::file_type::not_found) {
    if (!may_create) return missing(options);
    return DatabaseFolder(options.path, true);
  }
  if (error) return system_error("cannot open " + options.path, error.value());
  if (status.type() != fs::file_type::directory) return foreign(options.path, "it is a file");

  ENTENTE_ASSIGN(const Content content, list(options.path));
  DatabaseFolder folder(options.path, !content.marker);
  if (content.marker) {
    ENTENTE_TRY(check_marker(options.path));
    if (!fs::exists(folder.data_path() + "/CURRENT", error)) {
      return damaged(options.path, "the file data/CURRENT is missing");
    }
    return folder;
  }
  // The lock comes first when a database is made: without it, nothing in there is ours.
  if (content.others || (!content.empty && !content.lock)) {
    return foreign(options.path, "the folder holds other files");
  }
  ENTENTE_TRY(check_unfinished(options.path, folder.data_path()));
  if (!may_create) return missing(options);
  return folder;
}

Status DatabaseFolder::create() const {
  std::error_code error;
  fs::create_directories(path_, error);
  if (error) return system_error("cannot create the folder " + path_, error.value());
  return {};
}

Status DatabaseFolder::mark_finished() const {
  const std::string marker = path_ + "/" + std::string(marker_name);
  const std::string unfinished = path_ + "/ingest/" + std::string(marker_name);
  ENTENTE_TRY(write_durably(unfinished, marker_text()));
  std::error_code error;
  fs::rename(unfinished, marker, error);
  if (error) return system_error("cannot create " + marker, error.value());
  return sync_folder(path_);
}

Status DatabaseFolder::prepare_ingest() const {
  std::error_code error;
  fs::remove_all(ingest_path(), error);
  if (!error) fs::create_directory(ingest_path(), error);
  if (error) return system_error("cannot create " + ingest_path(), error.value());
  return {};
}

}  // namespace entente::storage
