#include <rocksdb/status.h>

#include "storage/kv/rocks_support.hpp"

namespace entente::storage {

namespace {

ErrorClass class_of(const rocksdb::Status& status) {
  if (status.IsNoSpace() || status.subcode() == rocksdb::Status::kSpaceLimit)
    return ErrorClass::disk_full;
  // The file system's message is all that is left of ENOSPC on some paths.
  if (status.ToString().find("No space left on device") != std::string::npos) {
    return ErrorClass::disk_full;
  }
  if (status.IsCorruption()) return ErrorClass::corruption;
  // RocksDB calls it an invalid argument when files of the store are missing.
  if (status.IsInvalidArgument() || status.IsNotFound() || status.IsPathNotFound()) {
    return ErrorClass::corruption;
  }
  // RocksDB's own lock: a tool works on the files, or they are open twice in this process.
  if (status.ToString().find("lock hold by") != std::string::npos ||
      status.ToString().find("While lock file") != std::string::npos) {
    return ErrorClass::locked;
  }
  if (status.IsBusy() || status.IsTryAgain()) return ErrorClass::locked;
  return ErrorClass::io_error;
}

std::string hint_of(ErrorClass error_class) {
  switch (error_class) {
    case ErrorClass::disk_full: return "free some space and try again";
    case ErrorClass::corruption: return "run entente check, or restore a backup";
    default: return {};
  }
}

}  // namespace

Error rocks_error(const std::string& what, const rocksdb::Status& status) {
  const ErrorClass error_class = class_of(status);
  return Error::plain(error_class, what + ": " + status.ToString(), hint_of(error_class));
}

}  // namespace entente::storage
