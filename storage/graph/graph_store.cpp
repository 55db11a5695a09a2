#include "storage/graph/graph_store.hpp"

#include <condition_variable>
#include <filesystem>
#include <map>
#include <mutex>

#include "storage/graph/graph_engine.hpp"
#include "storage/kv/memory_store.hpp"
#include "storage/kv/rocks_store.hpp"

namespace entente::storage {

namespace {

/// The engines of this process that are open for writing, by path: the lock of a folder excludes
/// other processes only. Read-only opens are not in it: each sees the state of its own opening.
class OpenEngines {
 public:
  static OpenEngines& instance() {
    // Never destroyed: an engine may be closed by a static object's destructor.
    static auto* engines = new OpenEngines;
    return *engines;
  }

  Result<std::shared_ptr<GraphStore>> open(const OpenOptions& options) {
    const std::string path = canonical(options.path);
    {
      std::unique_lock lock(mutex_);
      while (true) {
        const auto it = engines_.find(path);
        if (it == engines_.end()) break;
        if (auto engine = it->second.lock()) return std::shared_ptr<GraphStore>(std::move(engine));
        // Somebody is opening it or closing it right now.
        changed_.wait(lock);
      }
      engines_.emplace(path, std::weak_ptr<GraphEngine>());
    }
    auto engine = open_engine(options);
    if (!engine) {
      closed(path);
      return std::move(engine).error();
    }
    std::shared_ptr<GraphEngine> shared(std::move(engine).value().release(),
                                        [path](GraphEngine* last) {
                                          delete last;
                                          instance().closed(path);
                                        });
    const std::lock_guard lock(mutex_);
    engines_[path] = shared;
    changed_.notify_all();
    return std::shared_ptr<GraphStore>(std::move(shared));
  }

  static Result<std::unique_ptr<GraphEngine>> open_engine(const OpenOptions& options) {
    ENTENTE_ASSIGN(auto store, open_rocks_store(options));
    return GraphEngine::create(std::move(store), options);
  }

 private:
  void closed(const std::string& path) {
    const std::lock_guard lock(mutex_);
    engines_.erase(path);
    changed_.notify_all();
  }

  static std::string canonical(const std::string& path) {
    std::error_code error;
    const auto full = std::filesystem::weakly_canonical(path, error);
    if (error) return path;
    // "kg.db/" and "kg.db" are one folder.
    return full.has_filename() ? full.string() : full.parent_path().string();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::map<std::string, std::weak_ptr<GraphEngine>> engines_;
};

}  // namespace

Result<std::shared_ptr<GraphStore>> GraphStore::open(const OpenOptions& options) {
  if (options.path.empty() || options.path == ":memory:") {
    OpenOptions memory = options;
    // There is nothing to read in a new in-memory database, so a read-only one makes no sense.
    memory.read_only = false;
    ENTENTE_ASSIGN(auto engine, GraphEngine::create(make_memory_store(), memory));
    return std::shared_ptr<GraphStore>(std::move(engine));
  }
  if (options.read_only) {
    ENTENTE_ASSIGN(auto engine, OpenEngines::open_engine(options));
    return std::shared_ptr<GraphStore>(std::move(engine));
  }
  return OpenEngines::instance().open(options);
}

}  // namespace entente::storage
