#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "query/api/compiled_statement.hpp"

namespace entente::query {

/// The statements that were run last, by text: least recently used ones go first. Thread-safe.
class PlanCache {
 public:
  /// Statements kept. Texts with literals instead of parameters would fill any cache, so it is
  /// bounded tightly enough to stay in a few megabytes.
  static constexpr std::size_t statements_max = 256;
  /// Longer texts are not kept: they are bulk statements that will not come back.
  static constexpr std::size_t text_bytes_max = 64U << 10U;

  /// nullptr if the text is not there.
  std::shared_ptr<const CompiledStatement> find(std::string_view text,
                                                std::uint64_t disabled_rules);
  void put(std::string_view text, std::uint64_t disabled_rules,
           std::shared_ptr<const CompiledStatement> statement);
  void clear();

 private:
  /// The text is that of the entry, or of the question.
  struct Key {
    std::string_view text;
    std::uint64_t disabled_rules = 0;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      return std::hash<std::string_view>()(key.text) ^ (key.disabled_rules * 0x9E3779B97F4A7C15ULL);
    }
  };
  struct Entry {
    std::string text;
    std::uint64_t disabled_rules;
    std::shared_ptr<const CompiledStatement> statement;
  };

  std::mutex mutex_;
  /// Most recently used first.
  std::list<Entry> entries_;
  std::unordered_map<Key, std::list<Entry>::iterator, KeyHash> by_key_;
};

}  // namespace entente::query
