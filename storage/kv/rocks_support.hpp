#pragma once

#include <memory>
#include <string>
#include <vector>

#include "entente/options.hpp"
#include "entente/result.hpp"
#include "storage/format/key_family.hpp"

namespace rocksdb {
class Cache;
class Env;
class MergeOperator;
class Status;
struct ColumnFamilyOptions;
struct DBOptions;
}  // namespace rocksdb

/// Parts of the store on RocksDB; included by storage/kv/rocks_*.cpp only.
namespace entente::storage {

/// An Error for a RocksDB status that is not ok; `what` says what was tried.
Error rocks_error(const std::string& what, const rocksdb::Status& status);

/// Runs the merge functions of storage/format/merge.hpp inside RocksDB.
std::shared_ptr<rocksdb::MergeOperator> make_rocks_merge_operator(MergeKind kind);

/// True for families whose keys are read because something else names them: nearly every read finds
/// its key, so that filters in the last level would only cost space and time.
bool has_known_keys(KeyFamily family);

/// Where a database whose commits wait for the disk keeps its files: logs have their length ahead.
/// Lives as long as the process.
rocksdb::Env* synced_log_environment();

/// Options of the whole store, with the reasons.
rocksdb::DBOptions rocks_options(const OpenOptions& options);
/// Options of one family; `cache` is shared by all.
rocksdb::ColumnFamilyOptions rocks_family_options(KeyFamily family, const OpenOptions& options,
                                                  const std::shared_ptr<rocksdb::Cache>& cache);

}  // namespace entente::storage
