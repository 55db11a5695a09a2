#include "query/api/plan_cache.hpp"

namespace entente::query {

std::string PlanCache::key_of(std::string_view text, std::uint64_t disabled_rules) {
  std::string key(text);
  key.push_back('\0');
  key += std::to_string(disabled_rules);
  return key;
}

std::shared_ptr<const CompiledStatement> PlanCache::find(std::string_view text,
                                                         std::uint64_t disabled_rules) {
  if (text.size() > text_bytes_max) return nullptr;
  const std::string key = key_of(text, disabled_rules);
  const std::lock_guard lock(mutex_);
  const auto it = by_key_.find(key);
  if (it == by_key_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, it->second);
  return it->second->statement;
}

void PlanCache::put(std::string_view text, std::uint64_t disabled_rules,
                    std::shared_ptr<const CompiledStatement> statement) {
  if (text.size() > text_bytes_max) return;
  std::string key = key_of(text, disabled_rules);
  const std::lock_guard lock(mutex_);
  if (const auto it = by_key_.find(key); it != by_key_.end()) {
    it->second->statement = std::move(statement);
    entries_.splice(entries_.begin(), entries_, it->second);
    return;
  }
  entries_.push_front({std::move(key), std::move(statement)});
  by_key_.emplace(entries_.front().key, entries_.begin());
  if (entries_.size() > statements_max) {
    by_key_.erase(entries_.back().key);
    entries_.pop_back();
  }
}

void PlanCache::clear() {
  const std::lock_guard lock(mutex_);
  by_key_.clear();
  entries_.clear();
}

}  // namespace entente::query
