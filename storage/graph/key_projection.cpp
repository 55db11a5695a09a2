#include "storage/graph/key_projection.hpp"

#include <algorithm>
#include <bit>
#include <limits>
#include <map>
#include <utility>

#include "storage/base/checksum.hpp"
#include "storage/format/key.hpp"

namespace entente::storage {

namespace {

Error too_many() {
  return Error::plain(ErrorClass::limit_exceeded, "an index has too many entries to be in memory");
}

}  // namespace

std::uint64_t KeyProjection::hash(std::string_view values) { return checksum(values); }

std::string KeyProjection::source_prefix() const {
  const IndexId index(name().id);
  return unique_ ? UniqueKey::prefix(index) : IndexKey::prefix(index);
}

Result<KeyProjection::Entry> KeyProjection::decode(std::string_view key,
                                                   std::string_view value) const {
  if (!unique_) {
    ENTENTE_ASSIGN(const IndexKey entry, IndexKey::decode(key));
    return Entry{entry.values, entry.element};
  }
  ENTENTE_ASSIGN(const UniqueKey entry, UniqueKey::decode(key));
  ENTENTE_ASSIGN(const std::uint64_t element, decode_unique_value(value));
  return Entry{entry.values, element};
}

// ---- base
// -----------------------------------------------------------------------------------------------

Status KeyProjection::add(std::string_view key, std::string_view value) {
  ENTENTE_ASSIGN(const Entry entry, decode(key, value));
  if (elements_.size() >= std::numeric_limits<std::uint32_t>::max()) return too_many();
  append(entry.values, entry.element);
  return {};
}

std::string_view KeyProjection::values_at(std::uint32_t number) const {
  const std::uint64_t end = number + 1 < begins_.size() ? begins_[number + 1] : values_.size();
  return std::string_view(values_).substr(begins_[number], end - begins_[number]);
}

void KeyProjection::append(std::string_view values, std::uint64_t element) {
  const bool same =
      !begins_.empty() && values_at(static_cast<std::uint32_t>(begins_.size() - 1)) == values;
  if (!same) {
    begins_.push_back(values_.size());
    first_elements_.push_back(static_cast<std::uint32_t>(elements_.size()));
    values_.append(values);
  }
  elements_.push_back(element);
}

void KeyProjection::finish() {
  first_elements_.push_back(static_cast<std::uint32_t>(elements_.size()));
  values_.shrink_to_fit();
  begins_.shrink_to_fit();
  first_elements_.shrink_to_fit();
  elements_.shrink_to_fit();
  // At most half full.
  slots_.assign(std::bit_ceil(std::max<std::size_t>(16, begins_.size() * 2)), 0);
  const std::size_t mask = slots_.size() - 1;
  for (std::uint32_t number = 0; number < begins_.size(); ++number) {
    std::size_t at = static_cast<std::size_t>(hash(values_at(number))) & mask;
    while (slots_[at] != 0) at = (at + 1) & mask;
    slots_[at] = number + 1;
  }
}

void KeyProjection::prefetch(std::uint64_t hash) const {
  __builtin_prefetch(&slots_[static_cast<std::size_t>(hash) & (slots_.size() - 1)]);
}

std::span<const std::uint64_t> KeyProjection::find_in_base(std::string_view values,
                                                           std::uint64_t hash) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t at = static_cast<std::size_t>(hash) & mask; slots_[at] != 0;
       at = (at + 1) & mask) {
    const std::uint32_t number = slots_[at] - 1;
    if (values_at(number) != values) continue;
    const std::uint32_t begin = first_elements_[number];
    return std::span(elements_).subspan(begin, first_elements_[number + 1] - begin);
  }
  return {};
}

std::size_t KeyProjection::bytes() const {
  return values_.capacity() + begins_.capacity() * sizeof(std::uint64_t) +
         (first_elements_.capacity() + slots_.capacity()) * sizeof(std::uint32_t) +
         elements_.capacity() * sizeof(std::uint64_t) + log_.bytes();
}

// ---- commits
// --------------------------------------------------------------------------------------------

Status KeyProjection::note(const WriteBatch::Entry& change, std::uint64_t commit) {
  if (change.family != source()) return {};
  const std::string prefix = source_prefix();
  if (change.kind == WriteKind::erase_range) {
    // The index is being dropped, or one that cannot be told apart from it by a range.
    return Error::plain(ErrorClass::internal, "entries of an index are erased one by one");
  }
  if (!change.key.starts_with(prefix)) return {};
  Change noted{{}, 0, change.kind == WriteKind::put};
  if (unique_ && !noted.there) {
    ENTENTE_ASSIGN(const UniqueKey key, UniqueKey::decode(change.key));
    noted.values = key.values;
  } else {
    ENTENTE_ASSIGN(const Entry entry, decode(change.key, change.value));
    noted.values = entry.values;
    noted.element = entry.element;
  }
  const std::uint64_t at = hash(noted.values);
  log_.add(at, commit, std::move(noted));
  return {};
}

void KeyProjection::find(std::string_view values, std::uint64_t hash, std::uint64_t commit,
                         std::vector<std::uint64_t>& elements) const {
  const std::span<const std::uint64_t> base = find_in_base(values, hash);
  if (log_.size() == 0) {
    elements.insert(elements.end(), base.begin(), base.end());
    return;
  }
  // Element to whether it is there, by the newest change.
  std::map<std::uint64_t, bool> changed;
  bool replaced = false;
  {
    const auto held = log_.lock();
    log_.visit(hash, commit, [&](const Change& change) {
      if (change.values != values) return true;
      if (unique_) {
        // Whoever held the values before, only the last one counts.
        replaced = true;
        if (change.there) changed.emplace(change.element, true);
        return false;
      }
      changed.emplace(change.element, change.there);
      return true;
    });
  }
  const std::size_t first = elements.size();
  for (const std::uint64_t element : base) {
    if (!replaced && !changed.contains(element)) elements.push_back(element);
  }
  for (const auto& [element, there] : changed) {
    if (there) elements.push_back(element);
  }
  std::sort(elements.begin() + static_cast<std::ptrdiff_t>(first), elements.end());
}

std::shared_ptr<ElementProjection> KeyProjection::merged(std::uint64_t commit) const {
  // The newest state of everything that changed, in the order of the base.
  std::map<std::pair<std::string, std::uint64_t>, bool> changed;
  {
    const auto held = log_.lock();
    log_.visit_all(commit, [&](const Change& change) {
      // Of a unique entry only the values are known when it goes.
      changed[{change.values, unique_ ? 0 : change.element}] = change.there;
    });
  }
  auto result = std::make_shared<KeyProjection>(name(), unique_, commit, id_end());
  std::vector<std::uint64_t> found;
  const auto add_changed = [&](const auto& entry) {
    if (!entry.second) return;
    if (!unique_) {
      result->append(entry.first.first, entry.first.second);
      return;
    }
    found.clear();
    find(entry.first.first, hash(entry.first.first), commit, found);
    for (const std::uint64_t element : found) result->append(entry.first.first, element);
  };
  auto next = changed.begin();
  for (std::uint32_t number = 0; number < begins_.size(); ++number) {
    const std::string_view values = values_at(number);
    for (std::uint32_t i = first_elements_[number]; i < first_elements_[number + 1]; ++i) {
      const std::uint64_t element = unique_ ? 0 : elements_[i];
      const auto before = [&] {
        if (next == changed.end()) return false;
        const int order = std::string_view(next->first.first).compare(values);
        return order < 0 || (order == 0 && next->first.second < element);
      };
      while (before()) add_changed(*next++);
      if (next != changed.end() && next->first.first == values && next->first.second == element) {
        add_changed(*next++);
      } else {
        result->append(values, elements_[i]);
      }
    }
  }
  while (next != changed.end()) add_changed(*next++);
  result->finish();
  return result;
}

void KeyProjection::copy_log_to(ElementProjection& merged) const {
  log_.copy_after(merged.commit(), dynamic_cast<KeyProjection&>(merged).log_);
}

}  // namespace entente::storage
