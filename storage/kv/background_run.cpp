#include "storage/kv/background_run.hpp"

#include <utility>

#include "storage/base/bytes.hpp"

namespace entente::storage {

BackgroundRun::BackgroundRun(std::unique_ptr<SortedRun> run)
    : run_(std::move(run)), thread_([this] { write_blocks(); }) {}

BackgroundRun::~BackgroundRun() {
  {
    const std::lock_guard lock(mutex_);
    waiting_.clear();
    closed_ = true;
  }
  changed_.notify_all();
  if (thread_.joinable()) thread_.join();
}

Status BackgroundRun::put(std::string_view key, std::string_view value) {
  append_string(block_, key);
  append_string(block_, value);
  return block_.size() < block_bytes ? Status() : hand_over();
}

Status BackgroundRun::hand_over() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return waiting_.size() < waiting_max || !failed_.has_value(); });
  if (!failed_.has_value()) return failed_;
  waiting_.push_back(std::move(block_));
  lock.unlock();
  changed_.notify_all();
  block_.clear();
  block_.reserve(block_bytes + block_bytes / 8);
  return {};
}

Result<std::unique_ptr<SortedRun>> BackgroundRun::finish() {
  if (!block_.empty()) ENTENTE_TRY(hand_over());
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  changed_.notify_all();
  thread_.join();
  ENTENTE_TRY(failed_);
  return std::move(run_);
}

void BackgroundRun::write_blocks() {
  while (true) {
    std::string block;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [&] { return !waiting_.empty() || closed_; });
      if (waiting_.empty()) return;
      block = std::move(waiting_.front());
      waiting_.pop_front();
    }
    changed_.notify_all();
    Status written = write(block);
    if (written.has_value()) continue;
    const std::lock_guard lock(mutex_);
    failed_ = std::move(written);
    waiting_.clear();
    changed_.notify_all();
    return;
  }
}

Status BackgroundRun::write(std::string_view block) {
  ByteReader in(block);
  while (in.remaining() > 0) {
    const std::string_view key = in.string();
    const std::string_view value = in.string();
    ENTENTE_TRY(run_->put(key, value));
  }
  return {};
}

}  // namespace entente::storage
