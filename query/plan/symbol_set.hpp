#pragma once

#include <cstdint>
#include <initializer_list>
#include <vector>

#include "query/eval/symbol.hpp"

namespace entente::query {

/// A set of symbols as bits. Value type.
class SymbolSet {
 public:
  SymbolSet() = default;
  SymbolSet(std::initializer_list<Slot> slots) {
    for (const Slot slot : slots) add(slot);
  }
  explicit SymbolSet(const std::vector<Slot>& slots) {
    for (const Slot slot : slots) add(slot);
  }

  /// Adding no_slot does nothing, so that optional symbols need no test.
  void add(Slot slot) {
    if (slot == no_slot) return;
    if (slot / 64 >= words_.size()) words_.resize(slot / 64 + 1);
    words_[slot / 64] |= 1ULL << (slot % 64);
  }
  void remove(Slot slot) {
    if (slot != no_slot && slot / 64 < words_.size()) words_[slot / 64] &= ~(1ULL << (slot % 64));
  }
  void add(const SymbolSet& other) {
    if (other.words_.size() > words_.size()) words_.resize(other.words_.size());
    for (std::size_t i = 0; i < other.words_.size(); ++i) words_[i] |= other.words_[i];
  }
  void remove(const SymbolSet& other) {
    for (std::size_t i = 0; i < other.words_.size() && i < words_.size(); ++i) {
      words_[i] &= ~other.words_[i];
    }
  }
  /// Removes what is not in `other`.
  void keep(const SymbolSet& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      words_[i] &= i < other.words_.size() ? other.words_[i] : 0;
    }
  }
  [[nodiscard]] bool contains(Slot slot) const {
    return slot / 64 < words_.size() && (words_[slot / 64] >> (slot % 64) & 1U) != 0;
  }
  /// True if every symbol of `other` is in this set.
  [[nodiscard]] bool covers(const SymbolSet& other) const {
    for (std::size_t i = 0; i < other.words_.size(); ++i) {
      const std::uint64_t mine = i < words_.size() ? words_[i] : 0;
      if ((other.words_[i] & ~mine) != 0) return false;
    }
    return true;
  }
  [[nodiscard]] bool intersects(const SymbolSet& other) const {
    for (std::size_t i = 0; i < other.words_.size() && i < words_.size(); ++i) {
      if ((other.words_[i] & words_[i]) != 0) return true;
    }
    return false;
  }
  [[nodiscard]] bool empty() const {
    for (const std::uint64_t word : words_) {
      if (word != 0) return false;
    }
    return true;
  }
  /// Ascending.
  [[nodiscard]] std::vector<Slot> slots() const {
    std::vector<Slot> result;
    for (std::size_t i = 0; i < words_.size() * 64; ++i) {
      if (contains(static_cast<Slot>(i))) result.push_back(static_cast<Slot>(i));
    }
    return result;
  }

 private:
  std::vector<std::uint64_t> words_;
};

}  // namespace entente::query
