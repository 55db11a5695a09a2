#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entente::storage {

/// Reference-counted pointer whose count lives in the object. As thread-safe as shared_ptr, but it
/// can tell reliably that it is the only owner, which is what copy-on-write needs.
template <class T>
class Ref {
 public:
  Ref() = default;
  explicit Ref(T* owned) : object_(owned) {}
  Ref(const Ref& o) : object_(o.object_) {
    if (object_ != nullptr) object_->references.fetch_add(1, std::memory_order_relaxed);
  }
  Ref(Ref&& o) noexcept : object_(std::exchange(o.object_, nullptr)) {}
  Ref& operator=(Ref o) noexcept {
    std::swap(object_, o.object_);
    return *this;
  }
  ~Ref() {
    if (object_ != nullptr && object_->references.fetch_sub(1, std::memory_order_acq_rel) == 1) {
      delete object_;
    }
  }
  T* operator->() const { return object_; }
  T& operator*() const { return *object_; }
  [[nodiscard]] T* get() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }
  [[nodiscard]] bool unique() const {
    return object_->references.load(std::memory_order_acquire) == 1;
  }

 private:
  T* object_ = nullptr;
};

/// An ordered map of byte strings as a copy-on-write B+ tree: copying the map is O(1) and gives an
/// independent version; changing one version copies only the path to the changed leaf, and nothing
/// at all while no other version shares it. Thread rule: one thread may change a map object while
/// others read or destroy copies of it made before.
class PersistentMap {
 public:
  struct Entry {
    Entry(std::string_view k, std::string v) : key(k), value(std::move(v)) {}
    std::atomic<std::uint32_t> references{1};
    const std::string key;
    const std::string value;
  };
  struct Node;

  PersistentMap();
  PersistentMap(const PersistentMap&);
  PersistentMap(PersistentMap&&) noexcept;
  PersistentMap& operator=(const PersistentMap&);
  PersistentMap& operator=(PersistentMap&&) noexcept;
  ~PersistentMap();

  /// The value at `key`, or nullptr; good until this version is changed or destroyed.
  [[nodiscard]] const std::string* find(std::string_view key) const;
  /// Inserts or replaces.
  void put(std::string_view key, std::string value);
  /// True if the key was there.
  bool erase(std::string_view key);
  [[nodiscard]] std::uint64_t size() const { return size_; }
  /// Sum of the lengths of all keys and values.
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

  /// A position in one version, which must outlive the cursor and not change meanwhile.
  class Cursor {
   public:
    explicit Cursor(const PersistentMap& map) : map_(&map) {}
    void seek_first();
    void seek_last();
    /// To the first pair with a key >= `key`.
    void seek(std::string_view key);
    /// To the last pair with a key <= `key`.
    void seek_for_previous(std::string_view key);
    [[nodiscard]] bool valid() const { return !path_.empty(); }
    void next();
    void previous();
    [[nodiscard]] const Entry& entry() const;

   private:
    struct Step {
      const Node* node;
      std::uint32_t index;
    };
    void descend_first(const Node* node);
    void descend_last(const Node* node);

    const PersistentMap* map_;
    std::vector<Step> path_;
  };

 private:
  Ref<Node> root_;
  std::uint64_t size_ = 0;
  std::uint64_t bytes_ = 0;
};

}  // namespace entente::storage
