#include "query/api/plan_cache.hpp"

namespace entente::query {

std::shared_ptr<const CompiledStatement> PlanCache::find(std::string_view text,
                                                         std::uint64_t disabled_rules) {
  if (text.size() > text_bytes_max) return nullptr;
  const std::lock_guard lock(mutex_);
  const auto it = by_key_.find({text, disabled_rules});
  if (it == by_key_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, it->second);
  return it->second->statement;
}

void PlanCache::put(std::string_view text, std::uint64_t disabled_rules,
                    std::shared_ptr<const CompiledStatement> statement) {
  if (text.size() > text_bytes_max) return;
  const std::lock_guard lock(mutex_);
  if (const auto it = by_key_.find({text, disabled_rules}); it != by_key_.end()) {
    it->second->statement = std::move(statement);
    entries_.splice(entries_.begin(), entries_, it->second);
    return;
  }
  entries_.push_front({std::string(text), disabled_rules, std::move(statement)});
  by_key_.emplace(Key{entries_.front().text, disabled_rules}, entries_.begin());
  if (entries_.size() > statements_max) {
    by_key_.erase({entries_.back().text, entries_.back().disabled_rules});
    entries_.pop_back();
  }
}

void PlanCache::clear() {
  const std::lock_guard lock(mutex_);
  by_key_.clear();
  entries_.clear();
}

}  // namespace entente::query
