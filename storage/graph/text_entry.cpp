#include "storage/graph/text_entry.hpp"

#include <algorithm>

#include "storage/base/bytes.hpp"
#include "storage/format/key.hpp"
#include "storage/graph/index_entry.hpp"
#include "storage/text/analyzer.hpp"

namespace entente::storage {
namespace {

constexpr std::uint32_t list_gap = 100;

class EntryBuilder {
 public:
  EntryBuilder(const IndexDefinition& definition, const Analyzer& analyzer, std::uint64_t id)
      : definition_(definition), analyzer_(analyzer), id_(id) {}

  TextEntries build(const Properties& properties) {
    TextEntries entries;
    for (std::uint32_t field = 0; field < definition_.properties.size(); ++field) {
      const Value* value = find_property(properties, definition_.properties[field]);
      entries.lengths.push_back(value == nullptr ? 0 : add(*value, field, entries));
    }
    return entries;
  }

 private:
  std::uint64_t add(const Value& value, std::uint32_t field, TextEntries& entries) {
    std::map<std::string, std::vector<std::uint32_t>> positions;
    std::uint64_t length = 0;
    std::uint32_t offset = 0;
    const auto take = [&](const Value& text) {
      if (!text.is_string()) return;
      std::uint32_t last = 0;
      for (TextTerm& term : analyzer_.terms(text.as_string())) {
        last = term.position;
        positions[std::move(term.term)].push_back(offset + term.position);
        ++length;
      }
      offset += last + list_gap;
    };
    if (value.is_list()) {
      for (const Value& item : value.as_list()) take(item);
    } else {
      take(value);
    }
    for (auto& [term, places] : positions) {
      TextKey key{definition_.id, field, term, id_};
      entries.postings.emplace(key.encode(), encode_text_posting({length, std::move(places)}));
    }
    return length;
  }

  const IndexDefinition& definition_;
  const Analyzer& analyzer_;
  std::uint64_t id_;
};

template <class Record>
TextEntries entries_of(const IndexDefinition& definition, std::uint64_t id, const Record& record) {
  const Analyzer* analyzer = find_analyzer(definition.analyzer);
  if (analyzer == nullptr || !concerns(definition, record)) {
    return {{}, std::vector<std::uint64_t>(definition.properties.size(), 0)};
  }
  return EntryBuilder(definition, *analyzer, id).build(record.properties);
}

}  // namespace

std::string encode_text_posting(const TextPosting& posting) {
  std::string out;
  append_varint(out, posting.length);
  std::uint32_t before = 0;
  for (const std::uint32_t position : posting.positions) {
    append_varint(out, position - before);
    before = position;
  }
  return out;
}

Result<TextPosting> decode_text_posting(std::string_view bytes) {
  ByteReader in(bytes);
  TextPosting posting;
  posting.length = in.varint();
  std::uint32_t position = 0;
  while (in.ok() && in.remaining() > 0) {
    const std::uint32_t delta = in.varint_32();
    const bool impossible = (!posting.positions.empty() && delta == 0) ||
                            __builtin_add_overflow(position, delta, &position);
    if (impossible) in.fail();
    posting.positions.push_back(position);
  }
  const bool sound =
      in.ok() && !posting.positions.empty() && posting.positions.size() <= posting.length;
  if (!sound) return corruption_error("text posting");
  return posting;
}

Result<TextPosting> decode_text_posting_head(std::string_view bytes, std::uint64_t& frequency) {
  ByteReader in(bytes);
  TextPosting posting;
  posting.length = in.varint();
  frequency = 0;
  // The last byte of every varint has its high bit clear.
  for (const char c : bytes.substr(bytes.size() - in.remaining())) {
    if ((static_cast<unsigned char>(c) & 0x80U) == 0) ++frequency;
  }
  if (!in.ok() || frequency == 0) return corruption_error("text posting");
  return posting;
}

TextEntries text_entries(const IndexDefinition& definition, std::uint64_t id,
                         const NodeRecord& record) {
  return entries_of(definition, id, record);
}

TextEntries text_entries(const IndexDefinition& definition, std::uint64_t id,
                         const RelationshipRecord& record) {
  return entries_of(definition, id, record);
}

}  // namespace entente::storage
