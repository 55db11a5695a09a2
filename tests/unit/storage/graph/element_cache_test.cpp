#include "storage/graph/element_cache.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <thread>

#include "storage/graph/graph_engine.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using entente::testing::must;

/// What a node is in the model.
struct Element {
  std::set<LabelId> labels;
  std::map<PropertyKeyId, Value> properties;
};
using Model = std::map<NodeId, Element>;

/// Random values of which some columns stay typed (keys 0 to 4) and one becomes mixed.
Value random_value(std::mt19937& random, std::uint32_t key) {
  switch (key) {
    case 0: return Value(static_cast<std::int64_t>(random() % 50) - 25);
    case 1:
      switch (random() % 6) {
        case 0: return Value(std::numeric_limits<double>::quiet_NaN());
        case 1: return Value(-0.0);
        case 2: return Value(std::numeric_limits<double>::infinity());
        default: return Value(static_cast<double>(random() % 100) / 4);
      }
    case 2: return Value(random() % 2 == 0);
    case 3: return Value(Date{static_cast<std::int64_t>(random() % 40000) - 20000});
    case 4: return Value("text " + std::to_string(random() % 40));
    default: break;
  }
  switch (random() % 6) {
    case 0: return Value(std::numeric_limits<std::int64_t>::min());
    case 1: return Value("mixed");
    case 2: return Value(ValueList{Value(1), Value(2)});
    case 3: return Value(Date{std::int64_t{1} << 40});
    case 4: return Value(LocalTime{5});
    default: return Value(2.5);
  }
}

class ElementCacheTest : public entente::testing::StoreFixture {
 protected:
  static constexpr std::uint32_t key_total = 6;
  static constexpr std::uint64_t enough_bytes = 256U << 20U;

  void SetUp() override { open_with(ProjectionPolicy::automatic, enough_bytes); }

  void open_with(ProjectionPolicy policy, std::uint64_t bytes) {
    store_.reset();
    OpenOptions wanted = options();
    wanted.projections = policy;
    wanted.projection_bytes = bytes;
    store_ = must(GraphStore::open(wanted));
    auto tx = write();
    keys_.clear();
    for (std::uint32_t i = 0; i < key_total; ++i) {
      keys_.push_back(must(tx->get_or_create_property_key("k" + std::to_string(i))));
    }
    unique_key_ = must(tx->get_or_create_property_key("unique"));
    labels_.clear();
    for (const char* name : {"A", "B"}) labels_.push_back(must(tx->get_or_create_label(name)));
    type_ = must(tx->get_or_create_relationship_type("R"));
    commit(tx);
  }
  std::unique_ptr<Transaction> begin(AccessMode mode) { return must(store_->begin(mode)); }
  std::unique_ptr<Transaction> read() { return begin(AccessMode::read); }
  std::unique_ptr<Transaction> write() { return begin(AccessMode::write); }
  ElementCache& cache() { return dynamic_cast<GraphEngine&>(*store_).elements(); }

  void create_indexes() {
    for (const std::uint32_t i : {0U, 4U, 5U}) {
      auto tx = write();
      indexes_.push_back(must(tx->create_index("", IndexKind::range, labels_[0], {keys_[i]})));
      commit(tx);
    }
    auto tx = write();
    indexes_.push_back(must(tx->create_index("", IndexKind::unique, labels_[1], {unique_key_})));
    commit(tx);
  }

  /// Makes everything worth it.
  void build_all(std::uint64_t units = 1U << 20U) {
    auto tx = read();
    for (const PropertyKeyId key : keys_) {
      cache().note_cost({EntityKind::node, ProjectedPart::property, key.value}, units);
    }
    for (const LabelId label : labels_) {
      cache().note_cost({EntityKind::node, ProjectedPart::token, label.value}, units);
    }
    cache().note_cost({EntityKind::node, ProjectedPart::existence, 0}, units);
    cache().note_cost(ElementCache::ends_name, units);
    for (const IndexDefinition& index : indexes_) {
      must(tx->index_seek(index.id, std::vector<Value>{Value(1)}));
      cache().note_cost({EntityKind::node, ProjectedPart::key, index.id.value}, units);
    }
    cache().wait_until_idle();
  }

  NodeId random_node(std::mt19937& random) { return NodeId(1 + random() % (last_node_ + 3)); }

  /// A value that nobody has as unique key.
  Value free_value(const Model& model, std::mt19937& random) const {
    while (true) {
      const Value value(static_cast<std::int64_t>(random() % unique_values));
      bool taken = false;
      for (const auto& [node, element] : model) {
        const auto it = element.properties.find(unique_key_);
        taken = taken || (it != element.properties.end() && identical(it->second, value));
      }
      if (!taken) return value;
    }
  }

  /// One random change, in the graph and in the model.
  void change(Transaction& tx, Model& model, std::mt19937& random) {
    const auto kind = random() % 10;
    const NodeId node = random_node(random);
    const auto it = model.find(node);
    if (kind < 3 || it == model.end()) {
      Element created;
      Properties properties;
      for (std::uint32_t i = 0; i < key_total; ++i) {
        if (random() % 3 == 0) continue;
        const Value value = random_value(random, i);
        created.properties[keys_[i]] = value;
        properties.emplace_back(keys_[i], value);
      }
      const Value unique = free_value(model, random);
      created.properties[unique_key_] = unique;
      properties.emplace_back(unique_key_, unique);
      for (const LabelId label : labels_) {
        if (random() % 2 == 0) created.labels.insert(label);
      }
      const std::vector<LabelId> labels(created.labels.begin(), created.labels.end());
      const NodeId id = must(tx.create_node(labels, properties));
      last_node_ = std::max(last_node_, id.value);
      model[id] = std::move(created);
      return;
    }
    if (kind == 3) {
      ASSERT_TRUE(tx.delete_node(node));
      model.erase(it);
    } else if (kind < 6) {
      const LabelId label = labels_[random() % labels_.size()];
      if (random() % 2 == 0) {
        must(tx.add_label(node, label));
        it->second.labels.insert(label);
      } else {
        must(tx.remove_label(node, label));
        it->second.labels.erase(label);
      }
    } else if (kind == 6) {
      // What another had before may be taken, and given up.
      const Value unique = random() % 4 == 0 ? Value() : free_value(model, random);
      must(tx.set_node_property(node, unique_key_, unique));
      it->second.properties.erase(unique_key_);
      if (!unique.is_null()) it->second.properties[unique_key_] = unique;
    } else {
      const std::uint32_t i = random() % key_total;
      // Now and then a value of another kind, or none.
      const Value value = random() % 40 == 0  ? Value("stranger")
                          : random() % 8 == 0 ? Value()
                                              : random_value(random, i);
      must(tx.set_node_property(node, keys_[i], value));
      if (value.is_null()) {
        it->second.properties.erase(keys_[i]);
      } else {
        it->second.properties[keys_[i]] = value;
      }
    }
  }

  [[nodiscard]] std::vector<NodeId> all_ids() const {
    std::vector<NodeId> ids;
    for (std::uint64_t id = 0; id <= last_node_ + 70; ++id) ids.emplace_back(id);
    return ids;
  }

  static Value wanted_value(const Model& model, NodeId node, PropertyKeyId key) {
    const auto it = model.find(node);
    if (it == model.end()) return {};
    const auto found = it->second.properties.find(key);
    return found == it->second.properties.end() ? Value() : found->second;
  }

  void expect_values(Transaction& tx, const Model& model, std::vector<NodeId> ids) {
    for (const PropertyKeyId key : keys_) {
      PropertyValues typed;
      std::vector<Value> values;
      ASSERT_TRUE(tx.node_property_values(ids, key, typed));
      ASSERT_TRUE(tx.node_properties(ids, key, values));
      for (std::size_t row = 0; row < ids.size(); ++row) {
        const Value wanted = wanted_value(model, ids[row], key);
        EXPECT_TRUE(identical(typed.value(row), wanted))
            << "node " << ids[row].value << " key " << key.value << ": "
            << typed.value(row).to_text() << " instead of " << wanted.to_text();
        EXPECT_TRUE(identical(values[row], wanted));
        if (row % 7 != 0) continue;
        EXPECT_TRUE(identical(must(tx.node_property(ids[row], key)), wanted));
      }
    }
  }

  /// What a scan kernel does: the spans, but for the exceptions.
  void expect_column(Transaction& tx, const Model& model, PropertyKeyId key) {
    const auto column = must(tx.property_column(EntityKind::node, key));
    if (!column) return;
    ++columns_seen_;
    std::map<std::uint64_t, Value> found;
    for (std::uint64_t id = 0; id < column->id_end(); ++id) {
      if (!has_bit(column->valid(), id)) continue;
      switch (column->kind()) {
        case ColumnKind::none: FAIL() << "a value in a column without any";
        case ColumnKind::integer: found[id] = Value(column->integers()[id]); break;
        case ColumnKind::floating: found[id] = Value(column->floats()[id]); break;
        case ColumnKind::boolean: found[id] = Value(has_bit(column->booleans(), id)); break;
        case ColumnKind::date: found[id] = Value(Date{column->days()[id]}); break;
        case ColumnKind::string: found[id] = column->dictionary()[column->codes()[id]]; break;
        case ColumnKind::mixed: found[id] = column->values()[id]; break;
      }
    }
    std::uint64_t last = 0;
    for (const auto& [id, value] : column->exceptions()) {
      EXPECT_TRUE(id > last);
      last = id;
      found.erase(id);
      if (!value.is_null()) found[id] = value;
    }
    std::size_t wanted = 0;
    for (const auto& [node, element] : model) {
      const auto it = element.properties.find(key);
      if (it == element.properties.end()) continue;
      ++wanted;
      EXPECT_TRUE(found.contains(node.value) && identical(found[node.value], it->second));
    }
    EXPECT_EQ(found.size(), wanted);
  }

  void expect_labels(Transaction& tx, const Model& model, const std::vector<NodeId>& ids) {
    for (const LabelId label : labels_) {
      std::vector<std::uint8_t> flags;
      ASSERT_TRUE(tx.have_label(ids, label, flags));
      std::vector<NodeId> wanted;
      for (std::size_t row = 0; row < ids.size(); ++row) {
        const auto it = model.find(ids[row]);
        const bool has = it != model.end() && it->second.labels.contains(label);
        EXPECT_EQ(flags[row] != 0, has) << "node " << ids[row].value;
        EXPECT_EQ(must(tx.has_label(ids[row], label)), has);
        if (has) wanted.push_back(ids[row]);
      }
      EXPECT_EQ(drain(must(tx.nodes_with_label(label))), wanted);
      const auto set = must(tx.node_set(label));
      EXPECT_EQ(set ? set->size() : wanted.size(), wanted.size());
    }
    std::vector<NodeId> wanted;
    for (const auto& [node, element] : model) wanted.push_back(node);
    EXPECT_EQ(drain(must(tx.all_nodes())), wanted);
  }
  static std::vector<NodeId> drain(std::unique_ptr<NodeCursor> cursor) {
    std::vector<NodeId> nodes;
    std::array<NodeId, 37> batch;
    while (const std::size_t count = must(cursor->next(batch))) {
      nodes.insert(nodes.end(), batch.begin(), batch.begin() + count);
    }
    return nodes;
  }

  void expect_keys(Transaction& tx, const Model& model) {
    for (const IndexDefinition& index : indexes_) {
      std::vector<Value> values = {Value("stranger"), Value("mixed"), Value(2.5), Value(),
                                   Value(std::numeric_limits<double>::quiet_NaN())};
      for (int i = -26; i < unique_values; i += 3) values.emplace_back(i);
      for (int i = 0; i < 41; ++i) values.emplace_back("text " + std::to_string(i));
      std::vector<NodeId> wanted_nodes;
      std::vector<std::uint32_t> wanted_rows;
      for (std::size_t row = 0; row < values.size(); ++row) {
        const std::size_t first = wanted_nodes.size();
        for (const auto& [node, element] : model) {
          const auto it = element.properties.find(index.properties.front());
          if (!element.labels.contains(index.label()) || it == element.properties.end()) continue;
          // NaN equals nothing, and there are no integers that equal a float here.
          if (!identical(it->second, values[row]) || values[row].is_null() || row == 4) continue;
          wanted_nodes.push_back(node);
          wanted_rows.push_back(static_cast<std::uint32_t>(row));
        }
        const auto found = drain(must(tx.index_seek(index.id, std::span(&values[row], 1))));
        EXPECT_EQ(found, std::vector<NodeId>(wanted_nodes.begin() + first, wanted_nodes.end()))
            << values[row].to_text();
      }
      std::vector<NodeId> nodes;
      std::vector<std::uint32_t> rows;
      ASSERT_TRUE(tx.index_seek_many(index.id, values, nodes, rows));
      EXPECT_EQ(nodes, wanted_nodes);
      EXPECT_EQ(rows, wanted_rows);
    }
  }

  void expect_all(Transaction& tx, const Model& model, std::mt19937& random) {
    expect_keys(tx, model);
    std::vector<NodeId> ids = all_ids();
    expect_values(tx, model, ids);
    for (const PropertyKeyId key : keys_) expect_column(tx, model, key);
    expect_labels(tx, model, ids);
    std::shuffle(ids.begin(), ids.end(), random);
    ids.resize(ids.size() / 2);
    expect_values(tx, model, ids);
  }

  /// Commits, own writes, marks and old snapshots, compared with the model all along.
  void run_random_operations(std::uint32_t seed, int rounds);

  static constexpr int unique_values = 2500;
  std::shared_ptr<GraphStore> store_;
  std::vector<PropertyKeyId> keys_;
  PropertyKeyId unique_key_;
  std::vector<LabelId> labels_;
  RelationshipTypeId type_;
  std::vector<IndexDefinition> indexes_;
  std::uint64_t last_node_ = 0;
  std::size_t columns_seen_ = 0;
};

void ElementCacheTest::run_random_operations(std::uint32_t seed, int rounds) {
  std::mt19937 random(seed);
  Model model;
  create_indexes();
  std::vector<std::pair<std::unique_ptr<Transaction>, Model>> old;
  for (int round = 0; round < rounds; ++round) {
    auto tx = write();
    for (int i = 0; i < 60; ++i) change(*tx, model, random);
    if (round % 6 == 1) expect_all(*tx, model, random);
    if (round % 4 == 2) {
      // What is rolled back to a mark must not show.
      const std::size_t mark = tx->savepoint();
      Model scratch = model;
      for (int i = 0; i < 20; ++i) change(*tx, scratch, random);
      tx->rollback_to(mark);
      if (round % 8 == 2) expect_all(*tx, model, random);
    }
    commit(tx);
    if (round == 5) build_all();
    if (round % 10 == 7) {
      old.emplace_back(read(), model);
      // Some look before later commits, some for the first time after them.
      if (round % 20 == 7) expect_all(*old.back().first, model, random);
    }
    if (round % 12 == 9) {
      auto reader = read();
      expect_all(*reader, model, random);
      for (auto& [transaction, then] : old) expect_all(*transaction, then, random);
    }
    cache().wait_until_idle();
  }
  auto reader = read();
  expect_all(*reader, model, random);
  for (auto& [transaction, then] : old) expect_all(*transaction, then, random);
}

TEST_P(ElementCacheTest, AgreesWithAModelThroughCommitsMergesAndOldSnapshots) {
  run_random_operations(11, 60);
  // The comparison must not have been with records alone.
  EXPECT_GT(columns_seen_, 20U);
}

TEST_P(ElementCacheTest, AgreesWithAModelWhenBuiltAtOnce) {
  open_with(ProjectionPolicy::eager, enough_bytes);
  run_random_operations(12, 25);
  EXPECT_GT(columns_seen_, 20U);
}

TEST_P(ElementCacheTest, AgreesWithAModelWithoutAny) {
  open_with(ProjectionPolicy::off, enough_bytes);
  run_random_operations(13, 15);
  EXPECT_EQ(columns_seen_, 0U);
}

TEST_P(ElementCacheTest, AgreesWithAModelWhenTheyComeAndGoForWantOfMemory) {
  open_with(ProjectionPolicy::eager, 40000);
  run_random_operations(14, 25);
  EXPECT_GT(columns_seen_, 0U);
}

TEST_P(ElementCacheTest, MergesWhatCommitsChanged) {
  auto tx = write();
  Properties properties{{keys_[0], Value(1)}, {keys_[4], Value("old")}};
  std::vector<NodeId> nodes;
  for (int i = 0; i < 3000; ++i) nodes.push_back(must(tx->create_node({}, properties)));
  commit(tx);
  build_all();
  const auto commit_of = [&](PropertyKeyId key) {
    const auto found = cache().property(EntityKind::node, key, ~0ULL);
    return found ? found->commit() : 0;
  };
  const std::uint64_t built_at = commit_of(keys_[0]);
  auto old = read();
  EXPECT_EQ(must(old->node_property(nodes[7], keys_[0])).as_integer(), 1);
  for (int round = 0; round < 3; ++round) {
    tx = write();
    for (int i = 0; i < 1100; ++i) {
      must(tx->set_node_property(nodes[i], keys_[0], Value(100 + round)));
    }
    commit(tx);
    auto reader = read();
    EXPECT_EQ(must(reader->node_property(nodes[7], keys_[0])).as_integer(), 100 + round);
    cache().wait_until_idle();
    EXPECT_EQ(must(reader->node_property(nodes[7], keys_[0])).as_integer(), 100 + round);
  }
  EXPECT_GT(commit_of(keys_[0]), built_at);
  const auto merged = cache().property(EntityKind::node, keys_[0], ~0ULL);
  ASSERT_NE(merged, nullptr);
  EXPECT_EQ(merged->data().kind, ColumnKind::integer);
  // The last commit may still be in the log: it is merged when the next one comes.
  EXPECT_GE(merged->data().value(nodes[7].value).as_integer(), 100);
  // The other property was not changed, so there is nothing to note of it.
  EXPECT_EQ(cache().property(EntityKind::node, keys_[4], ~0ULL)->log_size(), 0U);
  EXPECT_EQ(must(old->node_property(nodes[7], keys_[0])).as_integer(), 1);
}

TEST_P(ElementCacheTest, GivesUpWhatNobodyUses) {
  auto tx = write();
  std::vector<NodeId> nodes;
  for (int i = 0; i < 2000; ++i) nodes.push_back(must(tx->create_node({}, {{keys_[0], Value(i)}})));
  commit(tx);
  build_all();
  auto old = read();
  EXPECT_EQ(must(old->node_property(nodes[7], keys_[0])).as_integer(), 7);
  // A merge may begin before its commit is published and find nothing to do, but then the next one
  // does: two commits for each of the merges that it takes.
  constexpr int rounds = 12;
  for (int round = 0; round < rounds; ++round) {
    tx = write();
    for (const NodeId node : nodes) must(tx->set_node_property(node, keys_[0], Value(-round)));
    commit(tx);
    cache().wait_until_idle();
  }
  EXPECT_EQ(cache().property(EntityKind::node, keys_[0], ~0ULL), nullptr);
  // Readers go on with what they have.
  EXPECT_EQ(must(old->node_property(nodes[7], keys_[0])).as_integer(), 7);
  EXPECT_EQ(must(read()->node_property(nodes[7], keys_[0])).as_integer(), 1 - rounds);
}

TEST_P(ElementCacheTest, ReadersSeeWholeCommitsWhileOthersWrite) {
  auto tx = write();
  std::vector<NodeId> nodes;
  for (int i = 0; i < 500; ++i) {
    nodes.push_back(must(tx->create_node({}, {{keys_[0], Value(0)}, {keys_[4], Value("v0")}})));
  }
  commit(tx);
  build_all();
  std::atomic<bool> stop{false};
  std::thread reader([&] {
    while (!stop) {
      auto seen = read();
      PropertyValues numbers;
      ASSERT_TRUE(seen->node_property_values(nodes, keys_[0], numbers));
      std::vector<Value> texts;
      ASSERT_TRUE(seen->node_properties(nodes, keys_[4], texts));
      const std::int64_t first = numbers.value(0).as_integer();
      for (std::size_t i = 0; i < nodes.size(); ++i) {
        ASSERT_EQ(numbers.value(i).as_integer(), first);
        ASSERT_EQ(texts[i].as_string(), "v" + std::to_string(first));
      }
    }
  });
  for (int round = 1; round <= 40; ++round) {
    tx = write();
    for (const NodeId node : nodes) {
      must(tx->set_node_property(node, keys_[0], Value(round)));
      must(tx->set_node_property(node, keys_[4], Value("v" + std::to_string(round))));
    }
    commit(tx);
  }
  stop = true;
  reader.join();
}

TEST_P(ElementCacheTest, ReadsPropertiesOfRelationships) {
  auto tx = write();
  const NodeId node = must(tx->create_node({}, {}));
  std::vector<RelationshipId> ids;
  for (int i = 0; i < 200; ++i) {
    Properties properties;
    if (i % 3 != 0) properties.emplace_back(keys_[1], Value(i * 0.5));
    ids.push_back(must(tx->create_relationship(node, type_, node, properties)));
  }
  commit(tx);
  cache().note_cost({EntityKind::relationship, ProjectedPart::property, keys_[1].value}, 1U << 20U);
  cache().note_cost({EntityKind::relationship, ProjectedPart::token, type_.value}, 1U << 20U);
  cache().wait_until_idle();
  tx = write();
  ASSERT_TRUE(tx->delete_relationship(ids[4]));
  commit(tx);
  tx = write();
  must(tx->set_relationship_property(ids[5], keys_[1], Value("text")));
  PropertyValues values;
  ASSERT_TRUE(tx->relationship_property_values(ids, keys_[1], values));
  EXPECT_EQ(values.kind, ColumnKind::mixed);
  EXPECT_TRUE(values.value(3).is_null());
  EXPECT_TRUE(values.value(4).is_null());
  EXPECT_EQ(values.value(5).as_string(), "text");
  EXPECT_EQ(values.value(7).as_float(), 3.5);
  // The ends of all relationships, with own writes and without.
  cache().note_cost(ElementCache::ends_name, 1U << 20U);
  cache().wait_until_idle();
  const auto expect_scan = [&](Transaction& transaction, const std::set<std::uint64_t>& missing) {
    auto cursor = must(transaction.all_relationships());
    std::array<RelationshipEnds, 7> batch;
    std::vector<std::uint64_t> found;
    while (const std::size_t count = must(cursor->next(batch))) {
      for (std::size_t i = 0; i < count; ++i) {
        found.push_back(batch[i].id.value);
        EXPECT_EQ(batch[i].type, type_);
        EXPECT_EQ(batch[i].source, node);
        EXPECT_EQ(batch[i].target, node);
      }
    }
    std::vector<std::uint64_t> wanted;
    for (const RelationshipId id : ids) {
      if (!missing.contains(id.value)) wanted.push_back(id.value);
    }
    EXPECT_EQ(found, wanted);
  };
  expect_scan(*tx, {ids[4].value});
  auto before = read();
  expect_scan(*before, {ids[4].value});
  {
    auto other = write();
    ids.push_back(must(other->create_relationship(node, type_, node, {})));
    ASSERT_TRUE(other->delete_relationship(ids[9]));
    expect_scan(*other, {ids[4].value, ids[9].value});
    commit(other);
  }
  expect_scan(*read(), {ids[4].value, ids[9].value});
  expect_scan(*before, {ids[4].value, ids.back().value});
  ids.pop_back();
  ASSERT_TRUE(tx->relationship_property_values(ids, keys_[1], values));
  const auto set = must(tx->relationship_set(type_));
  ASSERT_NE(set, nullptr);
  EXPECT_EQ(set->size(), 199U);
  EXPECT_FALSE(set->contains(ids[4].value));
  auto reader = read();
  ASSERT_TRUE(reader->relationship_property_values(ids, keys_[1], values));
  EXPECT_EQ(values.kind, ColumnKind::floating);
  EXPECT_EQ(values.value(5).as_float(), 2.5);
}

TEST_P(ElementCacheTest, BuildsAColumnOnceReadingWithoutItHasCostAsMuch) {
  auto tx = write();
  std::vector<NodeId> nodes;
  for (int i = 0; i < 3000; ++i) nodes.push_back(must(tx->create_node({}, {{keys_[0], Value(i)}})));
  commit(tx);
  auto reader = read();
  std::vector<Value> values;
  const std::vector<NodeId> few(nodes.begin(), nodes.begin() + 3);
  ASSERT_TRUE(reader->node_properties(few, keys_[0], values));
  cache().wait_until_idle();
  EXPECT_EQ(must(reader->property_column(EntityKind::node, keys_[0])), nullptr);
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(reader->node_properties(nodes, keys_[0], values));
  cache().wait_until_idle();
  const auto column = must(reader->property_column(EntityKind::node, keys_[0]));
  ASSERT_NE(column, nullptr);
  EXPECT_EQ(column->kind(), ColumnKind::integer);
}

TEST_P(ElementCacheTest, ComesBackFromTheImage) {
  if (!durable()) GTEST_SKIP() << "nothing outlives the process";
  open_with(ProjectionPolicy::eager, enough_bytes);
  std::mt19937 random(15);
  Model model;
  create_indexes();
  auto tx = write();
  for (int i = 0; i < 400; ++i) change(*tx, model, random);
  commit(tx);
  auto reader = read();
  expect_all(*reader, model, random);
  must(reader->all_relationships());
  reader.reset();
  // What is there when it is closed is saved, with the changes since it was built.
  tx = write();
  for (int i = 0; i < 50; ++i) change(*tx, model, random);
  commit(tx);
  open_with(ProjectionPolicy::automatic, enough_bytes);
  // Worth loading, but far from worth building.
  build_all(200);
  const auto is_loaded = [](const auto& projection) {
    return projection != nullptr && projection->commit() == 0;
  };
  EXPECT_TRUE(is_loaded(cache().property(EntityKind::node, keys_[0], ~0ULL)));
  EXPECT_TRUE(is_loaded(cache().property(EntityKind::node, keys_[4], ~0ULL)));
  EXPECT_TRUE(
      is_loaded(cache().set(EntityKind::node, ProjectedPart::token, labels_[0].value, ~0ULL)));
  EXPECT_TRUE(is_loaded(cache().keys(indexes_[0], ~0ULL)));
  EXPECT_TRUE(is_loaded(cache().keys(indexes_[3], ~0ULL)));
  EXPECT_TRUE(is_loaded(cache().ends(~0ULL)));
  reader = read();
  expect_all(*reader, model, random);
  // It goes on following commits, also those made before it was loaded.
  reader.reset();
  open_with(ProjectionPolicy::eager, enough_bytes);
  tx = write();
  for (int i = 0; i < 50; ++i) change(*tx, model, random);
  commit(tx);
  reader = read();
  expect_all(*reader, model, random);
}

ENTENTE_OVER_ALL_STORES(ElementCacheTest);

}  // namespace
}  // namespace entente::storage
