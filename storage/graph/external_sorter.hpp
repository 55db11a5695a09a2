#pragma once

#include <algorithm>
#include <cassert>
#include <cstring>
#include <memory>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "entente/result.hpp"
#include "storage/base/bytes.hpp"
#include "storage/graph/spill_file.hpp"

namespace entente::storage {

/// How items are written to and read from spill files: plain memory by default, strings with their
/// length before them. bytes() is what an item takes in memory.
template <class Item>
struct SpillCodec {
  static_assert(std::is_trivially_copyable_v<Item>);
  static std::size_t bytes(const Item&) { return sizeof(Item); }
  static void append(std::string& out, const Item& item) {
    out.append(reinterpret_cast<const char*>(&item), sizeof item);
  }
  /// False if `bytes` ends before the item does; else moves past it.
  static bool read(std::string_view& bytes, Item& item) {
    if (bytes.size() < sizeof item) return false;
    std::memcpy(&item, bytes.data(), sizeof item);
    bytes.remove_prefix(sizeof item);
    return true;
  }
};

template <>
struct SpillCodec<std::string> {
  static std::size_t bytes(const std::string& item) {
    constexpr std::size_t small_string_bytes = 15;
    return sizeof item + (item.size() > small_string_bytes ? item.size() + 16 : 0);
  }
  static void append(std::string& out, const std::string& item) { append_string(out, item); }
  static bool read(std::string_view& bytes, std::string& item) {
    ByteReader in(bytes);
    const std::string_view text = in.string();
    if (!in.ok()) return false;
    item = text;
    bytes.remove_prefix(bytes.size() - in.remaining());
    return true;
  }
};

/// Sorts any number of items in bounded memory: full buffers are sorted and spilled as runs, and
/// the runs are merged as they are read (Knuth, TAOCP vol. 3, §5.4). Equal items are all kept. Use:
/// add() all, finish() once, then next() until it gives false. Not thread-safe.
template <class Item>
class ExternalSorter {
 public:
  /// `memory_bytes` bounds the buffer; the merge takes read_bytes per run. `folder` as SpillFile.
  ExternalSorter(std::size_t memory_bytes, std::string folder)
      : memory_bytes_(memory_bytes), folder_(std::move(folder)) {}

  Status add(Item item) {
    assert(!finished_);
    buffer_bytes_ += SpillCodec<Item>::bytes(item);
    buffer_.push_back(std::move(item));
    return buffer_bytes_ < memory_bytes_ ? Status() : spill();
  }

  Status finish() {
    assert(!finished_);
    finished_ = true;
    if (runs_.empty()) {
      std::sort(buffer_.begin(), buffer_.end());
      return {};
    }
    if (!buffer_.empty()) ENTENTE_TRY(spill());
    std::vector<Item>().swap(buffer_);
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      ENTENTE_TRY(runs_[i].file->rewind());
      ENTENTE_ASSIGN(const bool more, refill(runs_[i]));
      if (more) heap_.push_back(i);
    }
    std::make_heap(heap_.begin(), heap_.end(), later());
    return {};
  }

  /// Moves the next item in ascending order to `out`; false at the end.
  Result<bool> next(Item& out) {
    assert(finished_);
    if (runs_.empty()) {
      if (position_ == buffer_.size()) return false;
      out = std::move(buffer_[position_++]);
      return true;
    }
    if (heap_.empty()) return false;
    std::pop_heap(heap_.begin(), heap_.end(), later());
    Run& run = runs_[heap_.back()];
    out = std::move(run.head);
    ENTENTE_ASSIGN(const bool more, refill(run));
    if (more) {
      std::push_heap(heap_.begin(), heap_.end(), later());
    } else {
      heap_.pop_back();
    }
    return true;
  }

  /// All items, in no certain order, instead of finish() and next(), for whoever sorts them
  /// himself. Only if nothing was spilled.
  std::vector<Item> take() {
    assert(!finished_ && runs_.empty());
    finished_ = true;
    return std::move(buffer_);
  }
  /// Number of runs spilled so far.
  [[nodiscard]] std::size_t spilled_runs() const { return runs_.size(); }

 private:
  static constexpr std::size_t write_bytes = 1UL << 20U;
  static constexpr std::size_t read_bytes = 256UL << 10U;

  struct Run {
    std::unique_ptr<SpillFile> file;
    std::string bytes;
    std::size_t position = 0;
    Item head{};
  };

  auto later() {
    return [this](std::size_t a, std::size_t b) { return runs_[b].head < runs_[a].head; };
  }

  Status spill() {
    std::sort(buffer_.begin(), buffer_.end());
    Run run;
    ENTENTE_ASSIGN(run.file, SpillFile::create(folder_));
    std::string bytes;
    for (const Item& item : buffer_) {
      SpillCodec<Item>::append(bytes, item);
      if (bytes.size() < write_bytes) continue;
      ENTENTE_TRY(run.file->write(bytes));
      bytes.clear();
    }
    ENTENTE_TRY(run.file->write(bytes));
    runs_.push_back(std::move(run));
    buffer_.clear();
    buffer_bytes_ = 0;
    return {};
  }

  // Reads the next item of a run into its head; false at its end.
  Result<bool> refill(Run& run) {
    while (true) {
      std::string_view rest = std::string_view(run.bytes).substr(run.position);
      if (!rest.empty() && SpillCodec<Item>::read(rest, run.head)) {
        run.position = run.bytes.size() - rest.size();
        return true;
      }
      std::string more;
      ENTENTE_TRY(run.file->read(more, read_bytes));
      if (more.empty()) {
        if (!rest.empty()) {
          return Error::plain(ErrorClass::io_error, "a temporary file ended before its time");
        }
        return false;
      }
      run.bytes.erase(0, run.position);
      run.bytes += more;
      run.position = 0;
    }
  }

  std::size_t memory_bytes_;
  std::string folder_;
  std::vector<Item> buffer_;
  std::size_t buffer_bytes_ = 0;
  std::size_t position_ = 0;
  bool finished_ = false;
  std::vector<Run> runs_;
  /// Positions in runs_, smallest head on top.
  std::vector<std::size_t> heap_;
};

}  // namespace entente::storage
