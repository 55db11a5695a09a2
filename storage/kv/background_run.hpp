#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// Writes a sorted run by a thread of its own, so that whoever makes the pairs need not wait for
/// their compression: pairs are copied into blocks, of which a few may wait at a time. An error of
/// the run is returned by a later put(), or by finish(). Used by one thread at a time.
class BackgroundRun {
 public:
  explicit BackgroundRun(std::unique_ptr<SortedRun> run);
  BackgroundRun(const BackgroundRun&) = delete;
  BackgroundRun& operator=(const BackgroundRun&) = delete;
  /// Without finish(), drops what waits.
  ~BackgroundRun();

  /// Adds a pair behind all earlier ones; the errors of SortedRun::put().
  Status put(std::string_view key, std::string_view value);
  /// Waits until every pair is in the run, and gives it back. Nothing may follow.
  Result<std::unique_ptr<SortedRun>> finish();

 private:
  /// Bytes of a block, and how many may wait: enough that neither side waits for a moment's delay
  /// of the other.
  static constexpr std::size_t block_bytes = 256UL << 10U;
  static constexpr std::size_t waiting_max = 8;

  /// Hands the current block over. The error that the thread met, if it did.
  Status hand_over();
  void write_blocks();
  Status write(std::string_view block);

  std::unique_ptr<SortedRun> run_;
  std::string block_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> waiting_;
  bool closed_ = false;
  Status failed_;
  std::thread thread_;
};

}  // namespace entente::storage
