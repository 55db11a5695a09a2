#pragma once

#include <memory>

#include "entente/options.hpp"
#include "entente/result.hpp"
#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// Opens, or makes, the store in the folder `options.path` on RocksDB: one column family per key
/// family. Errors: not_found, not_a_database, format_version, corruption, locked (another process
/// has it open for writing; the message names it), io_error, disk_full. A folder with other content
/// is left as it is. The caller must not open the same path for writing twice in one process.
Result<std::shared_ptr<KvStore>> open_rocks_store(const OpenOptions& options);

}  // namespace entente::storage
