#pragma once

#include <memory>

#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// A store that lives in memory and ends with its last handle: for in-memory databases, tests and
/// fuzzers. Same behaviour as the store on disk. Snapshots are O(1) and readers never block.
std::shared_ptr<KvStore> make_memory_store();

}  // namespace entente::storage
