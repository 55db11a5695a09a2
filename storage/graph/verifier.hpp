#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "entente/maintenance.hpp"
#include "storage/catalog/schema.hpp"
#include "storage/format/elements.hpp"
#include "storage/format/key.hpp"
#include "storage/graph/external_sorter.hpp"
#include "storage/kv/kv_store.hpp"

namespace entente::storage {

/// A number for each of many ids, in chunks, so that one absurd id costs one chunk. 0 means absent.
template <class Number>
class IdTable {
 public:
  void set(std::uint64_t id, Number number) {
    auto& chunk = chunks_[id >> chunk_bits];
    if (!chunk) chunk = std::make_unique<Chunk>();
    (*chunk)[id & (chunk_size - 1)] = number;
  }
  [[nodiscard]] Number get(std::uint64_t id) const {
    const auto it = chunks_.find(id >> chunk_bits);
    return it == chunks_.end() ? Number{0} : (*it->second)[id & (chunk_size - 1)];
  }

 private:
  static constexpr std::uint64_t chunk_bits = 14;
  static constexpr std::uint64_t chunk_size = 1ULL << chunk_bits;
  using Chunk = std::array<Number, chunk_size>;
  std::unordered_map<std::uint64_t, std::unique_ptr<Chunk>> chunks_;
};

/// One run of the verifier over one snapshot. Each part reads some families, compares them with
/// what earlier parts learnt, and leaves what later ones need. The parts are spread over
/// verifier_*.cpp; run() calls them in order.
class Verifier {
 public:
  Verifier(KvStore& store, std::shared_ptr<const KvSnapshot> snapshot, const CheckOptions& options);

  /// Checks everything. An error only if there was no way to check (temporary files, for example).
  Result<CheckReport> run();

 private:
  /// One entry of an adjacency list, in the order in which the family is scanned.
  struct Adjacent {
    std::uint64_t node;
    std::uint64_t list;
    std::uint64_t neighbour;
    std::uint64_t relationship;
    friend auto operator<=>(const Adjacent&, const Adjacent&) = default;
  };
  using Visit = std::function<Status(std::string_view key, std::string_view value)>;

  // Support (verifier.cpp).
  void find(std::string_view invariant, std::string message);
  /// Visits all pairs below `prefix`. A store error ends the scan and becomes a finding.
  Status scan(KeyFamily family, const std::string& prefix, const Visit& visit);
  /// True if the key exists; its value is in value_. A store error becomes a finding.
  bool get(KeyFamily family, const std::string& key);
  Status begin_part(std::string_view part);
  Status check_stop();
  [[nodiscard]] std::string name_of(NameKind kind, std::uint32_t id) const;
  [[nodiscard]] bool known(NameKind kind, std::uint32_t id) const;
  void check_properties(const Properties& properties, const std::string& owner);

  // verifier.cpp
  Status check_store();
  Status check_meta();
  Status check_names();
  Status check_schema();
  Status check_statistics();

  // verifier_elements.cpp
  Status check_nodes();
  Status check_node(std::string_view key, std::string_view value);
  Status compare_label_blocks();
  Status check_labels();
  Status check_relationships();
  Status check_relationship(std::string_view key, std::string_view value);
  Status check_adjacency();
  Status compare_list(std::string_view key, std::string_view value);
  Status skip_expected_below(const Adjacent& bound, bool report);
  void count_ends(const RelationshipRecord& record);

  // verifier_indexes.cpp
  template <class Record>
  Status expect_index_entries(EntityKind entity, std::uint64_t id, const Record& record);
  [[nodiscard]] std::string index_name(IndexId id) const;
  Status check_index_family(KeyFamily family, ExternalSorter<std::string>& expected);
  Status check_indexes();
  [[nodiscard]] bool is_unfinished(std::string_view key) const;
  std::optional<std::string> actual_entry(KeyFamily family, std::string_view key,
                                          std::string_view value);
  [[nodiscard]] std::string describe_entry(std::string_view entry) const;

  // verifier_texts.cpp
  template <class Record>
  Status expect_texts(const IndexDefinition& definition, std::uint64_t id, const Record& record);
  Status check_texts();
  [[nodiscard]] std::string describe_posting(std::string_view key) const;

  // verifier_evidence.cpp
  Status check_documents();
  Status check_claims();
  Status check_mentions();
  Status check_aliases();
  bool document_exists(DocumentId id);

  KvStore& store_;
  std::shared_ptr<const KvSnapshot> snapshot_;
  const CheckOptions& options_;
  CheckReport report_;
  std::string value_;
  std::uint64_t visited_ = 0;

  std::array<std::vector<std::string>, 3> names_;
  std::uint64_t node_end_ = 1;
  std::uint64_t relationship_end_ = 1;
  std::uint64_t document_end_ = 1;
  std::uint64_t index_end_ = 1;
  std::vector<IndexDefinition> indexes_;
  /// Indexes whose entries are there before, or without, their definition.
  std::vector<IndexId> unfinished_;

  /// Label set of each node, counted from 1.
  IdTable<std::uint32_t> node_label_sets_;
  std::map<std::vector<LabelId>, std::uint32_t> label_set_numbers_;
  std::vector<std::vector<LabelId>> label_sets_{{}};
  IdTable<std::uint8_t> relationship_exists_;

  /// The block of nodes being read, the slots of its nodes by label, and all blocks compared.
  std::uint64_t label_block_ = 0;
  std::map<LabelId, std::vector<std::uint16_t>> block_slots_;
  std::set<std::pair<LabelId, std::uint64_t>> compared_blocks_;

  ExternalSorter<Adjacent> expected_adjacency_;
  Adjacent next_expected_{};
  bool has_expected_ = false;
  ExternalSorter<std::string> expected_index_;
  ExternalSorter<std::string> expected_unique_;
  /// Text keys, each with the checksum of its posting behind.
  ExternalSorter<std::string> expected_text_;
  std::map<StatisticKey, std::int64_t> counted_;
};

}  // namespace entente::storage
