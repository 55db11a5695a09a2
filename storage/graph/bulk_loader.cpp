#include "storage/graph/bulk_loader.hpp"

#include <algorithm>
#include <cassert>
#include <iterator>
#include <limits>
#include <memory>
#include <utility>

#include "storage/base/bytes.hpp"
#include "storage/base/parallel.hpp"
#include "storage/format/adjacency_list.hpp"
#include "storage/format/counter.hpp"
#include "storage/format/label_block.hpp"
#include "storage/format/record.hpp"
#include "storage/graph/index_entry.hpp"
#include "storage/graph/schema_text.hpp"
#include "storage/graph/text_entry.hpp"

namespace entente::storage {
namespace {

constexpr std::uint32_t absent_node = std::numeric_limits<std::uint32_t>::max();

Error not_empty_error() {
  return Error::plain(ErrorClass::transaction_state, "the database holds nodes already",
                      "bulk loading needs an empty database");
}

Result<bool> has_nodes(const KvReader& reader) {
  const auto it = reader.scan(KeyFamily::nodes, {}, ScanOrder::ascending);
  const bool found = it->valid();
  if (!found) ENTENTE_TRY(it->status());
  return found;
}

std::uint64_t pair_key(std::uint32_t label_set, RelationshipTypeId type) {
  return static_cast<std::uint64_t>(label_set) << 32U | type.value;
}

}  // namespace

BulkLoader::BulkLoader(std::shared_ptr<GraphEngine> engine, BulkLoadOptions options)
    : engine_(std::move(engine)),
      options_(std::move(options)),
      adjacency_(options_.memory_bytes_max / 2, options_.temporary_folder) {}

BulkLoader::~BulkLoader() {
  if (writing_) engine_->committer().abandon(base_commit_);
}

Result<std::unique_ptr<BulkLoader>> BulkLoader::begin(std::shared_ptr<GraphStore> store,
                                                      BulkLoadOptions options) {
  auto engine = std::dynamic_pointer_cast<GraphEngine>(std::move(store));
  assert(engine != nullptr && "GraphEngine is the one implementation of GraphStore");
  if (engine->options().read_only) {
    return Error::plain(ErrorClass::read_only, "the database was opened read-only");
  }
  std::unique_ptr<BulkLoader> loader(new BulkLoader(std::move(engine), std::move(options)));
  ENTENTE_TRY(loader->open_runs());
  return loader;
}

Status BulkLoader::open_runs() {
  const CommittedState state = engine_->committer().begin(true);
  base_commit_ = state.commit;
  writing_ = true;
  ENTENTE_ASSIGN(const bool occupied, has_nodes(*state.snapshot));
  if (occupied) return not_empty_error();
  ENTENTE_ASSIGN(auto nodes, engine_->store().begin_run(KeyFamily::nodes));
  ENTENTE_ASSIGN(auto relationships, engine_->store().begin_run(KeyFamily::relationships));
  node_run_ = std::make_unique<BackgroundRun>(std::move(nodes));
  relationship_run_ = std::make_unique<BackgroundRun>(std::move(relationships));
  for (const IndexDefinition& definition : *state.indexes) {
    const std::uint64_t share = options_.memory_bytes_max / 2 / state.indexes->size();
    indexes_.push_back(std::make_unique<IndexRun>(IndexRun{
        definition, ExternalSorter<std::string>(share, options_.temporary_folder), 0, {}, {}}));
    indexes_.back()->text_elements.resize(definition.properties.size());
    indexes_.back()->text_terms.resize(definition.properties.size());
  }
  // Entries of all indexes together must ascend, and keys begin with the index.
  std::sort(indexes_.begin(), indexes_.end(),
            [](const auto& a, const auto& b) { return a->definition.id < b->definition.id; });
  return {};
}

Result<LabelId> BulkLoader::label(std::string_view name) {
  ENTENTE_ASSIGN(const std::uint32_t id,
                 engine_->dictionary().get_or_create(NameKind::label, name, engine_->store()));
  return LabelId(id);
}

Result<RelationshipTypeId> BulkLoader::relationship_type(std::string_view name) {
  ENTENTE_ASSIGN(const std::uint32_t id, engine_->dictionary().get_or_create(
                                             NameKind::relationship_type, name, engine_->store()));
  return RelationshipTypeId(id);
}

Result<PropertyKeyId> BulkLoader::property_key(std::string_view name) {
  ENTENTE_ASSIGN(const std::uint32_t id, engine_->dictionary().get_or_create(
                                             NameKind::property_key, name, engine_->store()));
  return PropertyKeyId(id);
}

Result<std::uint64_t> BulkLoader::next_id(IdAllocator& allocator, IdBlock& block) {
  if (block.next == block.end) {
    ENTENTE_ASSIGN(block.next, allocator.allocate(engine_->store(), id_block));
    block.end = block.next + id_block;
  }
  return block.next++;
}

std::uint32_t BulkLoader::label_set(const std::vector<LabelId>& labels) {
  const auto [it, added] =
      label_set_numbers_.try_emplace(labels, static_cast<std::uint32_t>(label_sets_.size()));
  if (added) label_sets_.push_back(labels);
  return it->second;
}

std::optional<std::uint32_t> BulkLoader::label_set_of(NodeId node) const {
  const std::uint64_t position = node.value - first_node_;
  if (node.value < first_node_ || position >= node_label_sets_.size()) return std::nullopt;
  const std::uint32_t set = node_label_sets_[position];
  return set == absent_node ? std::nullopt : std::optional(set);
}

void BulkLoader::close_block(LabelBlocks& blocks) {
  if (blocks.slots.empty()) return;
  blocks.finished.emplace_back(blocks.block, encode_label_block(blocks.slots));
  blocks.slots.clear();
}

void BulkLoader::add_to_label(LabelId label, NodeId node) {
  LabelBlocks& blocks = labels_[label];
  if (LabelKey::block_of(node) != blocks.block) {
    close_block(blocks);
    blocks.block = LabelKey::block_of(node);
  }
  blocks.slots.push_back(LabelKey::slot_of(node));
  ++blocks.count;
}

template <class Record>
Status BulkLoader::add_texts(IndexRun& run, std::uint64_t id, const Record& record) {
  const TextEntries texts = text_entries(run.definition, id, record);
  for (const auto& [key, posting] : texts.postings) {
    // Keys are no prefixes of one another, so that a posting behind its key does not disturb the
    // order; the last four bytes tell where it begins.
    std::string entry = key + posting;
    append_big_endian_32(entry, static_cast<std::uint32_t>(posting.size()));
    ENTENTE_TRY(run.entries.add(std::move(entry)));
  }
  for (std::size_t field = 0; field < texts.lengths.size(); ++field) {
    run.text_terms[field] += texts.lengths[field];
    if (texts.lengths[field] > 0) ++run.text_elements[field];
  }
  if (!texts.postings.empty()) ++run.count;
  return {};
}

// Before anything of the record is added, so that the caller may leave it out and go on.
template <class Record>
Status BulkLoader::check(EntityKind entity, std::uint64_t id, const Record& record) const {
  for (const auto& index : indexes_) {
    const IndexDefinition& definition = index->definition;
    if (definition.entity != entity || !concerns(definition, record)) continue;
    if (const auto breach = find_breach(definition, record.properties)) {
      return SchemaText(engine_->dictionary()).breach(definition, id, *breach, record.properties);
    }
    if (definition.kind == IndexKind::full_text) continue;
    const auto values = index_entry_values(definition, record);
    if (values && values->size() > IndexKey::max_values_bytes) {
      return SchemaText::too_long(definition, values->size());
    }
  }
  return {};
}

template <class Record>
Status BulkLoader::add_index_entries(EntityKind entity, std::uint64_t id, const Record& record) {
  if (!indexes_.empty()) ENTENTE_TRY(check(entity, id, record));
  for (const auto& index : indexes_) {
    const IndexDefinition& definition = index->definition;
    if (definition.entity != entity || !concerns(definition, record)) continue;
    if (definition.kind == IndexKind::full_text) {
      ENTENTE_TRY(add_texts(*index, id, record));
      continue;
    }
    const auto values = index_entry_values(definition, record);
    if (!values) continue;
    ENTENTE_TRY(index->entries.add(IndexKey{definition.id, *values, id}.encode()));
    ++index->count;
  }
  return {};
}

Result<NodeId> BulkLoader::add_node(const NodeRecord& record) {
  ENTENTE_ASSIGN(const std::uint64_t id, next_id(engine_->node_ids(), node_ids_));
  const NodeId node(id);
  if (node_label_sets_.empty()) first_node_ = id;
  ENTENTE_TRY(add_index_entries(EntityKind::node, id, record));
  node_label_sets_.resize(id - first_node_, absent_node);
  node_label_sets_.push_back(label_set(record.labels));
  for (const LabelId label : record.labels) add_to_label(label, node);
  ++node_count_;
  ENTENTE_TRY(node_run_->put(NodeKey{node}.encode(), encode_node(record)));
  return node;
}

void BulkLoader::count_ends(RelationshipTypeId type, std::uint32_t source_set,
                            std::uint32_t target_set) {
  ++types_[type];
  ++from_sets_[pair_key(source_set, type)];
  ++to_sets_[pair_key(target_set, type)];
}

Result<RelationshipId> BulkLoader::add_relationship(const RelationshipRecord& record) {
  const auto source_set = label_set_of(record.source);
  const auto target_set = label_set_of(record.target);
  if (!source_set || !target_set) {
    const NodeId missing = source_set ? record.target : record.source;
    return Error::plain(ErrorClass::entity_not_found,
                        "there is no node " + std::to_string(missing.value));
  }
  ENTENTE_ASSIGN(const std::uint64_t id, next_id(engine_->relationship_ids(), relationship_ids_));
  ENTENTE_TRY(add_index_entries(EntityKind::relationship, id, record));
  const std::uint64_t type = record.type.value;
  ENTENTE_TRY(adjacency_.add({record.source.value, type, record.target.value, id}));
  ENTENTE_TRY(adjacency_.add(
      {record.target.value, type | AdjacencyKey::type_end, record.source.value, id}));
  count_ends(record.type, *source_set, *target_set);
  ++relationship_count_;
  ENTENTE_TRY(relationship_run_->put(RelationshipKey{RelationshipId(id)}.encode(),
                                     encode_relationship(record)));
  return RelationshipId(id);
}

// ---- finishing
// -------------------------------------------------------------------------------------

/// Encodes lists from entries in order; next() gives the next one, nullptr at the end.
template <class Next>
Status BulkLoader::write_lists(Next next, Runs& runs) {
  ENTENTE_ASSIGN(auto run, engine_->store().begin_run(KeyFamily::adjacency));
  std::vector<NodeId> neighbours;
  std::vector<RelationshipId> relationships;
  std::string list;
  ENTENTE_ASSIGN(const Adjacent* current, next());
  while (current != nullptr) {
    const Adjacent head = *current;
    neighbours.clear();
    relationships.clear();
    while (current != nullptr && current->node == head.node && current->list == head.list) {
      neighbours.emplace_back(current->neighbour);
      relationships.emplace_back(current->relationship);
      ENTENTE_ASSIGN(current, next());
    }
    const bool incoming = (head.list & AdjacencyKey::type_end) != 0;
    const AdjacencyKey key{
        NodeId(head.node), incoming ? Direction::incoming : Direction::outgoing,
        RelationshipTypeId(static_cast<std::uint32_t>(head.list) & ~AdjacencyKey::type_end)};
    list.clear();
    append_adjacency(list, neighbours, relationships);
    ENTENTE_TRY(run->put(key.encode(), list));
  }
  runs.push_back(std::move(run));
  return {};
}

Status BulkLoader::write_sorted_adjacency(Runs& runs) {
  ENTENTE_TRY(adjacency_.finish());
  Adjacent current{};
  return write_lists(
      [&]() -> Result<const Adjacent*> {
        ENTENTE_ASSIGN(const bool more, adjacency_.next(current));
        return more ? &current : nullptr;
      },
      runs);
}

Status BulkLoader::write_adjacency_of(std::span<Adjacent> items, Runs& runs) {
  std::sort(items.begin(), items.end());
  auto at = items.begin();
  return write_lists(
      [&]() -> Result<const Adjacent*> {
        return at == items.end() ? nullptr : std::to_address(at++);
      },
      runs);
}

/// A node before which about half of the items are.
std::uint64_t BulkLoader::middle_node(std::span<const Adjacent> items) {
  constexpr std::size_t samples = 1023;
  std::vector<std::uint64_t> nodes;
  for (std::size_t i = 0; i < items.size(); i += items.size() / samples + 1) {
    nodes.push_back(items[i].node);
  }
  const auto middle = nodes.begin() + static_cast<std::ptrdiff_t>(nodes.size() / 2);
  std::nth_element(nodes.begin(), middle, nodes.end());
  return *middle;
}

/// Adds tasks for parts of the items: a list is never divided.
void BulkLoader::divide_adjacency(std::span<Adjacent> items, std::vector<Task>& tasks) {
  constexpr std::size_t items_per_part = 1UL << 18U;
  const auto add = [&](std::span<Adjacent> part) {
    tasks.emplace_back([this, part](Runs& runs) { return write_adjacency_of(part, runs); });
  };
  if (items.size() <= items_per_part) return add(items);
  const std::uint64_t node = middle_node(items);
  const auto size_until = [&](auto is_before) {
    const auto bound = std::partition(items.begin(), items.end(), is_before);
    return static_cast<std::size_t>(bound - items.begin());
  };
  const std::size_t before = size_until([&](const Adjacent& item) { return item.node < node; });
  constexpr std::size_t least_share = 8;
  if (before > items.size() / least_share) {
    divide_adjacency(items.first(before), tasks);
    divide_adjacency(items.subspan(before), tasks);
    return;
  }
  // Most are of this one node.
  const std::size_t with = size_until([&](const Adjacent& item) { return item.node <= node; });
  add(items.first(with));
  if (with < items.size()) divide_adjacency(items.subspan(with), tasks);
}

void BulkLoader::plan_adjacency(std::vector<Task>& tasks) {
  if (adjacency_.spilled_runs() > 0) {
    tasks.emplace_back([this](Runs& runs) { return write_sorted_adjacency(runs); });
    return;
  }
  // The parts depend on what is loaded alone, so that the files do, too.
  adjacent_ = adjacency_.take();
  divide_adjacency(adjacent_, tasks);
}

Status BulkLoader::write_labels(Runs& runs) {
  ENTENTE_ASSIGN(auto run, engine_->store().begin_run(KeyFamily::labels));
  for (auto& [label, blocks] : labels_) {
    close_block(blocks);
    for (const auto& [block, bytes] : blocks.finished) {
      ENTENTE_TRY(run->put(LabelKey{label, block}.encode(), bytes));
    }
  }
  runs.push_back(std::move(run));
  return {};
}

Status BulkLoader::write_range_index(IndexRun& run, SortedRun& out) {
  ENTENTE_TRY(run.entries.finish());
  std::string key;
  while (true) {
    ENTENTE_ASSIGN(const bool more, run.entries.next(key));
    if (!more) return {};
    ENTENTE_TRY(out.put(key, {}));
  }
}

Status BulkLoader::write_unique_index(IndexRun& run, SortedRun& out) {
  ENTENTE_TRY(run.entries.finish());
  std::string entry;
  std::string key_before;
  std::uint64_t element_before = 0;
  while (true) {
    ENTENTE_ASSIGN(const bool more, run.entries.next(entry));
    if (!more) return {};
    ENTENTE_ASSIGN(const IndexKey decoded, IndexKey::decode(entry));
    std::string key = UniqueKey{decoded.index, decoded.values}.encode();
    if (key == key_before) {
      const bool nodes = run.definition.entity == EntityKind::node;
      return Error::runtime(ErrorClass::constraint_validation_failed, "UniqueConstraintViolation",
                            std::string(nodes ? "nodes " : "relationships ") +
                                std::to_string(element_before) + " and " +
                                std::to_string(decoded.element) +
                                " have the same value (constraint '" + run.definition.name + "')");
    }
    ENTENTE_TRY(out.put(key, encode_unique_value(decoded.element)));
    key_before = std::move(key);
    element_before = decoded.element;
  }
}

Status BulkLoader::write_text_index(IndexRun& run, SortedRun& out) {
  ENTENTE_TRY(run.entries.finish());
  std::string entry;
  while (true) {
    ENTENTE_ASSIGN(const bool more, run.entries.next(entry));
    if (!more) return {};
    constexpr std::size_t size_bytes = 4;
    const std::string_view bytes = entry;
    const std::size_t size = ByteReader(bytes.substr(bytes.size() - size_bytes)).big_endian_32();
    const std::size_t key_size = bytes.size() - size_bytes - size;
    ENTENTE_TRY(out.put(bytes.substr(0, key_size), bytes.substr(key_size, size)));
  }
}

Status BulkLoader::write_index(IndexRun& index, Runs& runs) {
  const IndexKind kind = index.definition.kind;
  const bool text = kind == IndexKind::full_text;
  const bool unique = !text && is_unique(kind);
  ENTENTE_ASSIGN(auto run, engine_->store().begin_run(text     ? KeyFamily::text
                                                      : unique ? KeyFamily::unique
                                                               : KeyFamily::index));
  ENTENTE_TRY(text     ? write_text_index(index, *run)
              : unique ? write_unique_index(index, *run)
                       : write_range_index(index, *run));
  runs.push_back(std::move(run));
  return {};
}

Status BulkLoader::write_statistics(Runs& runs) {
  std::map<StatisticKey, std::uint64_t> counters;
  counters[StatisticKey::nodes()] = node_count_;
  counters[StatisticKey::relationships()] = relationship_count_;
  for (const auto& [label, blocks] : labels_) counters[StatisticKey::label(label)] = blocks.count;
  for (const auto& [type, count] : types_) counters[StatisticKey::type(type)] = count;
  const auto add_pairs = [&](const auto& pairs, auto key_of) {
    for (const auto& [pair, count] : pairs) {
      const RelationshipTypeId type(static_cast<std::uint32_t>(pair));
      for (const LabelId label : label_sets_[pair >> 32U]) counters[key_of(label, type)] += count;
    }
  };
  add_pairs(from_sets_, StatisticKey::from_label);
  add_pairs(to_sets_, StatisticKey::to_label);
  for (const auto& index : indexes_) {
    const IndexDefinition& definition = index->definition;
    counters[StatisticKey::index_entries(definition.id)] = index->count;
    if (definition.kind != IndexKind::full_text) continue;
    for (std::uint32_t field = 0; field < definition.properties.size(); ++field) {
      counters[StatisticKey::text_elements(definition.id, field)] = index->text_elements[field];
      counters[StatisticKey::text_terms(definition.id, field)] = index->text_terms[field];
    }
  }
  ENTENTE_ASSIGN(auto run, engine_->store().begin_run(KeyFamily::statistics));
  for (const auto& [key, count] : counters) {
    ENTENTE_TRY(run->put(key.encode(), encode_counter(static_cast<std::int64_t>(count))));
  }
  runs.push_back(std::move(run));
  return {};
}

// A commit without changes of its own, but for the runs: transactions that began before and touch
// nodes or the schema conflict.
Status BulkLoader::publish(Runs runs) {
  CommitRequest request;
  request.runs = std::move(runs);
  request.base_commit = base_commit_;
  request.replaces_topology = true;
  request.write_set.changes = {{ConflictKind::any_element, 0}, {ConflictKind::schema, 0}};
  writing_ = false;
  return engine_->committer().commit(std::move(request));
}

Status BulkLoader::finish() {
  // The long ones first, so that nobody waits for one that began last.
  std::vector<Task> tasks;
  plan_adjacency(tasks);
  for (const auto& index : indexes_) {
    tasks.emplace_back([this, &index](Runs& runs) { return write_index(*index, runs); });
  }
  tasks.emplace_back([this](Runs& runs) { return write_labels(runs); });
  tasks.emplace_back([this](Runs& runs) -> Status {
    ENTENTE_ASSIGN(runs.emplace_back(), node_run_->finish());
    ENTENTE_ASSIGN(runs.emplace_back(), relationship_run_->finish());
    return {};
  });
  std::vector<Runs> written(tasks.size());
  const Status done = run_parallel(processor_count(), tasks.size(), [&](std::size_t number) {
    return tasks[number](written[number]);
  });
  ENTENTE_TRY(done);
  Runs runs;
  for (Runs& some : written) std::move(some.begin(), some.end(), std::back_inserter(runs));
  std::vector<Adjacent>().swap(adjacent_);
  ENTENTE_TRY(write_statistics(runs));
  {
    ENTENTE_ASSIGN(const auto newest, engine_->store().snapshot());
    ENTENTE_ASSIGN(const bool occupied, has_nodes(*newest));
    if (occupied) return not_empty_error();
  }
  std::erase_if(runs, [](const auto& run) { return run->size() == 0; });
  return publish(std::move(runs));
}

}  // namespace entente::storage
