#include "storage/graph/graph_store.hpp"

#include "storage/graph/graph_engine.hpp"
#include "storage/kv/memory_store.hpp"

namespace entente::storage {

Result<std::shared_ptr<GraphStore>> GraphStore::open(const OpenOptions& options) {
  if (options.path.empty() || options.path == ":memory:") {
    OpenOptions memory = options;
    // There is nothing to read in a new in-memory database, so a read-only one makes no sense.
    memory.read_only = false;
    ENTENTE_ASSIGN(auto engine, GraphEngine::create(make_memory_store(), memory));
    return std::shared_ptr<GraphStore>(std::move(engine));
  }
  return Error::plain(ErrorClass::io_error, "cannot open '" + options.path + "'");
}

}  // namespace entente::storage
