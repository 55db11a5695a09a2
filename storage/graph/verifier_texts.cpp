#include "storage/base/bytes.hpp"
#include "storage/base/checksum.hpp"
#include "storage/graph/text_entry.hpp"
#include "storage/graph/verifier.hpp"

namespace entente::storage {

namespace {

/// A posting is compared by its checksum: the terms of all texts would fill the temporary files.
std::string text_entry(std::string_view key, std::string_view posting) {
  std::string entry(key);
  append_big_endian_64(entry, checksum(posting));
  return entry;
}

constexpr std::size_t checksum_bytes = 8;

std::string_view key_of(std::string_view entry) {
  return entry.substr(0, entry.size() - checksum_bytes);
}

}  // namespace

template <class Record>
Status Verifier::expect_texts(const IndexDefinition& definition, std::uint64_t id,
                              const Record& record) {
  const TextEntries texts = text_entries(definition, id, record);
  for (const auto& [key, posting] : texts.postings) {
    ENTENTE_TRY(expected_text_.add(text_entry(key, posting)));
  }
  if (!texts.postings.empty()) ++counted_[StatisticKey::index_entries(definition.id)];
  for (std::uint32_t field = 0; field < texts.lengths.size(); ++field) {
    if (texts.lengths[field] == 0) continue;
    ++counted_[StatisticKey::text_elements(definition.id, field)];
    counted_[StatisticKey::text_terms(definition.id, field)] +=
        static_cast<std::int64_t>(texts.lengths[field]);
  }
  return {};
}

template Status Verifier::expect_texts(const IndexDefinition& definition, std::uint64_t id,
                                       const NodeRecord& record);
template Status Verifier::expect_texts(const IndexDefinition& definition, std::uint64_t id,
                                       const RelationshipRecord& record);

std::string Verifier::describe_posting(std::string_view key) const {
  const auto decoded = TextKey::decode(key);
  if (!decoded) return "a posting";
  return "term '" + decoded->term + "' of element " + std::to_string(decoded->element) +
         " in index " + index_name(decoded->index);
}

Status Verifier::check_texts() {
  ENTENTE_TRY(expected_text_.finish());
  std::string wanted;
  ENTENTE_ASSIGN(bool more, expected_text_.next(wanted));
  const auto skip_below = [&](std::string_view bound, bool all) -> Status {
    while (more && (all || key_of(wanted) < bound)) {
      find("index_missing", describe_posting(key_of(wanted)) + " is missing");
      ENTENTE_ASSIGN(more, expected_text_.next(wanted));
    }
    return {};
  };
  const Status scanned =
      scan(KeyFamily::text, {}, [&](std::string_view key, std::string_view value) -> Status {
        if (is_unfinished(key)) return {};
        ++report_.index_entries;
        if (!TextKey::decode(key) || !decode_text_posting(value)) {
          find("index_damaged", "a posting cannot be read");
        }
        ENTENTE_TRY(skip_below(key, false));
        if (!more || key_of(wanted) != key) {
          find("index_stray", describe_posting(key) + " is in no text");
          return {};
        }
        if (wanted != text_entry(key, value)) {
          find("text_wrong", describe_posting(key) + " has other places than the text");
        }
        ENTENTE_ASSIGN(more, expected_text_.next(wanted));
        return {};
      });
  ENTENTE_TRY(scanned);
  return skip_below({}, true);
}

}  // namespace entente::storage
