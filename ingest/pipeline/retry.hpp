#pragma once

#include <chrono>
#include <thread>

#include "entente/as_of.hpp"
#include "storage/graph/graph_store.hpp"

namespace entente::ingest {

/// Runs `work(transaction)`, which says whether there is anything to commit, and commits; a
/// conflict with another writer is tried again.
template <class Work>
Status with_retry(storage::GraphStore& store, Work work) {
  constexpr int attempts_max = 20;
  for (int attempt = 1;; ++attempt) {
    ENTENTE_ASSIGN(auto transaction, store.begin(storage::AccessMode::write));
    ENTENTE_ASSIGN(const bool changed, work(*transaction));
    if (!changed) return {};
    Status committed = transaction->commit();
    if (committed || committed.error().error_class != ErrorClass::conflict ||
        attempt == attempts_max) {
      return committed;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(attempt));
  }
}

/// What the recorded clock shows.
inline RecordedTime recorded_now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

}  // namespace entente::ingest
