#include "storage/catalog/dictionary.hpp"

#include <mutex>

#include "storage/base/bytes.hpp"

namespace entente::storage {

Status Dictionary::load(const KvReader& reader) {
  const std::unique_lock lock(mutex_);
  const auto it = reader.scan(KeyFamily::names, {}, ScanOrder::ascending);
  for (; it->valid(); it->next()) {
    ENTENTE_ASSIGN(const NameKey key, NameKey::decode(it->key()));
    Names& all = names(key.kind);
    if (key.id != all.texts.size()) return corruption_error("dictionary: a number is missing");
    const std::string& text = all.texts.emplace_back(it->value());
    if (!all.numbers.emplace(text, key.id).second) {
      return corruption_error("dictionary: a name has two numbers");
    }
  }
  return it->status();
}

std::optional<std::uint32_t> Dictionary::find(NameKind kind, std::string_view name) const {
  const std::shared_lock lock(mutex_);
  const Names& all = names(kind);
  const auto it = all.numbers.find(name);
  if (it == all.numbers.end()) return std::nullopt;
  return it->second;
}

Result<std::uint32_t> Dictionary::get_or_create(NameKind kind, std::string_view name,
                                                KvStore& store) {
  if (const auto known = find(kind, name)) return *known;
  if (name.empty() || name.size() > max_name_bytes) {
    return Error::plain(ErrorClass::argument_error,
                        "a name must have 1 to " + std::to_string(max_name_bytes) + " bytes");
  }
  const std::unique_lock lock(mutex_);
  Names& all = names(kind);
  if (const auto it = all.numbers.find(name); it != all.numbers.end()) return it->second;
  const auto id = static_cast<std::uint32_t>(all.texts.size());
  if (id >= AdjacencyKey::type_end) {
    return Error::plain(ErrorClass::limit_exceeded, "too many different names");
  }
  WriteBatch batch;
  batch.put(KeyFamily::names, NameKey{kind, id}.encode(), name);
  ENTENTE_TRY(store.write(batch, {.sync = false}));
  const std::string& text = all.texts.emplace_back(name);
  all.numbers.emplace(text, id);
  version_.fetch_add(1, std::memory_order_release);
  return id;
}

std::string_view Dictionary::name(NameKind kind, std::uint32_t id) const {
  const std::shared_lock lock(mutex_);
  const Names& all = names(kind);
  return id < all.texts.size() ? std::string_view(all.texts[id]) : std::string_view();
}

std::uint32_t Dictionary::size(NameKind kind) const {
  const std::shared_lock lock(mutex_);
  return static_cast<std::uint32_t>(names(kind).texts.size());
}

}  // namespace entente::storage
