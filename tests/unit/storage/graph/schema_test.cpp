// Indexes and constraints of every kind over nodes and relationships, as the storage keeps them.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <set>

#include "entente/maintenance.hpp"
#include "storage/graph/bulk_loader.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using entente::testing::must;

class SchemaTest : public entente::testing::StoreFixture {
 protected:
  void SetUp() override {
    StoreFixture::SetUp();
    find_names();
  }
  void find_names() {
    auto tx = write();
    person_ = must(tx->get_or_create_label("Person"));
    robot_ = must(tx->get_or_create_label("Robot"));
    knows_ = must(tx->get_or_create_relationship_type("KNOWS"));
    name_ = must(tx->get_or_create_property_key("name"));
    age_ = must(tx->get_or_create_property_key("age"));
  }
  IndexDefinition definition(IndexKind kind, EntityKind entity,
                             std::vector<PropertyKeyId> properties) const {
    IndexDefinition wanted;
    wanted.kind = kind;
    wanted.entity = entity;
    wanted.tokens = {entity == EntityKind::node ? person_.value : knows_.value};
    wanted.properties = std::move(properties);
    if (kind == IndexKind::full_text) wanted.analyzer = "standard-no-stop-words";
    if (kind == IndexKind::type) wanted.type.add(ValueKind::string);
    return wanted;
  }
  IndexDefinition create(IndexKind kind, EntityKind entity, std::vector<PropertyKeyId> properties) {
    auto tx = write();
    const auto made = must(tx->create_index(definition(kind, entity, std::move(properties))));
    commit(tx);
    return made;
  }
  NodeId person(Transaction& tx, Properties properties) {
    const LabelId labels[] = {person_};
    return must(tx.create_node(labels, std::move(properties)));
  }
  template <class Cursor, class Row>
  static std::vector<Row> drain(Result<std::unique_ptr<Cursor>> opened) {
    auto cursor = must(std::move(opened));
    std::vector<Row> all;
    std::array<Row, 3> batch;
    while (const std::size_t n = must(cursor->next(batch))) {
      all.insert(all.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(n));
    }
    return all;
  }
  static std::vector<std::uint64_t> ids(Result<std::unique_ptr<RelationshipCursor>> opened) {
    std::vector<std::uint64_t> found;
    for (const auto& ends : drain<RelationshipCursor, RelationshipEnds>(std::move(opened))) {
      found.push_back(ends.id.value);
    }
    return found;
  }
  static std::vector<std::uint64_t> hits(Transaction& tx, IndexId index, std::string_view query) {
    std::vector<std::uint64_t> found;
    for (const TextHit& hit : must(tx.search_text(index, query, {}))) found.push_back(hit.element);
    return found;
  }
  void expect_sound() {
    const CheckReport report = must(check_database(store()));
    EXPECT_TRUE(report.sound()) << report.render();
  }
  static ErrorClass class_of(const auto& result) {
    EXPECT_FALSE(result.has_value());
    return result.has_value() ? ErrorClass::internal : result.error().error_class;
  }
  using Ids = std::vector<std::uint64_t>;

  LabelId person_, robot_;
  RelationshipTypeId knows_;
  PropertyKeyId name_, age_;
};

TEST_P(SchemaTest, RelationshipIndexesFollowEveryWrite) {
  const IndexId index = create(IndexKind::range, EntityKind::relationship, {age_}).id;
  const IndexId names = create(IndexKind::range, EntityKind::relationship, {name_}).id;
  auto tx = write();
  const NodeId a = person(*tx, {});
  const NodeId b = person(*tx, {});
  const auto other = must(tx->get_or_create_relationship_type("OTHER"));
  const auto first = must(tx->create_relationship(a, knows_, b, {{name_, "one"}, {age_, 1}}));
  const auto second = must(tx->create_relationship(b, knows_, a, {{name_, "two"}, {age_, 2}}));
  must(tx->create_relationship(a, other, b, {{age_, 1}}));
  const auto equal = [&](Value value) {
    return ids(tx->relationship_index_seek(index, {&value, 1}));
  };
  EXPECT_EQ(equal(1.0), Ids{first.value}) << "own writes";
  commit(tx);
  reopen();
  tx = write();
  EXPECT_EQ(equal(1), Ids{first.value});
  const Value one(1);
  const auto found =
      drain<RelationshipCursor, RelationshipEnds>(tx->relationship_index_seek(index, {&one, 1}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].source, a);
  EXPECT_EQ(found[0].target, b);
  EXPECT_EQ(found[0].type, knows_);
  EXPECT_EQ(ids(tx->relationship_index_range(index, {Value(1), false}, {})), Ids{second.value});
  EXPECT_EQ(ids(tx->relationship_index_strings(names, StringMatch::prefix, "t")),
            Ids{second.value});
  EXPECT_EQ(ids(tx->relationship_index_strings(names, StringMatch::suffix, "ne")),
            Ids{first.value});
  EXPECT_EQ(ids(tx->relationship_index_strings(names, StringMatch::infix, "w")), Ids{second.value});
  must(tx->set_relationship_property(first, age_, 3));
  EXPECT_TRUE(equal(1).empty());
  must(tx->set_relationship_properties(first, {{name_, Value("uno")}}, true));
  EXPECT_TRUE(equal(3).empty());
  ASSERT_TRUE(tx->detach_delete_node(b));
  EXPECT_TRUE(equal(2).empty());
  commit(tx);
  expect_sound();
}

TEST_P(SchemaTest, ConstraintsOnElementsAreCheckedForEveryWayToWrite) {
  create(IndexKind::existence, EntityKind::node, {name_});
  create(IndexKind::type, EntityKind::node, {name_});
  create(IndexKind::existence, EntityKind::relationship, {age_});
  NodeId ann;
  NodeId robot;
  RelationshipId friends;
  {
    auto tx = write();
    ann = person(*tx, {{name_, "Ann"}});
    const LabelId labels[] = {robot_};
    robot = must(tx->create_node(labels, {}));
    friends = must(tx->create_relationship(ann, knows_, robot, {{age_, 1}}));
    commit(tx);
  }
  const auto refused = [&](const auto& change) {
    auto tx = write();
    change(*tx);
    const Status committed = tx->commit();
    EXPECT_EQ(class_of(committed), ErrorClass::constraint_validation_failed);
    return committed.has_value() ? Error{} : committed.error();
  };
  const Error missing = refused([&](Transaction& tx) { person(tx, {{age_, 3}}); });
  EXPECT_EQ(missing.detail, "PropertyExistenceViolation");
  EXPECT_NE(missing.message.find("`constraint_Person_name`"), std::string::npos);
  EXPECT_NE(missing.message.find("`name`"), std::string::npos);
  EXPECT_FALSE(missing.hint.empty());
  refused([&](Transaction& tx) { must(tx.set_node_property(ann, name_, Value())); });
  const Error type = refused([&](Transaction& tx) { must(tx.set_node_property(ann, name_, 3)); });
  EXPECT_EQ(type.detail, "PropertyTypeViolation");
  EXPECT_NE(type.message.find("STRING"), std::string::npos);
  refused([&](Transaction& tx) { must(tx.set_node_properties(ann, {{age_, Value(1)}}, true)); });
  refused([&](Transaction& tx) { must(tx.add_label(robot, person_)); });
  refused([&](Transaction& tx) { must(tx.create_relationship(ann, knows_, robot, {})); });
  refused([&](Transaction& tx) { must(tx.set_relationship_property(friends, age_, Value())); });
  refused([&](Transaction& tx) { must(tx.set_relationship_properties(friends, {}, true)); });
  // Only how a transaction leaves an element counts.
  auto tx = write();
  must(tx->set_node_property(ann, name_, Value()));
  must(tx->set_node_property(ann, name_, "Anna"));
  const NodeId gone = person(*tx, {});
  ASSERT_TRUE(tx->delete_node(gone));
  commit(tx);
  expect_sound();
}

TEST_P(SchemaTest, NewConstraintsAreCheckedAgainstWhatIsThere) {
  {
    auto tx = write();
    const NodeId a = person(*tx, {{name_, 1}});
    const NodeId b = person(*tx, {{name_, 1}});
    must(tx->create_relationship(a, knows_, b, {{age_, 1}}));
    must(tx->create_relationship(a, knows_, b, {{age_, 1}}));
    commit(tx);
  }
  for (const auto& [kind, entity, key] :
       {std::tuple{IndexKind::existence, EntityKind::node, age_},
        std::tuple{IndexKind::type, EntityKind::node, name_},
        std::tuple{IndexKind::unique, EntityKind::node, name_},
        std::tuple{IndexKind::key, EntityKind::node, name_},
        std::tuple{IndexKind::existence, EntityKind::relationship, name_},
        std::tuple{IndexKind::type, EntityKind::relationship, age_},
        std::tuple{IndexKind::unique, EntityKind::relationship, age_},
        std::tuple{IndexKind::key, EntityKind::relationship, name_}}) {
    SCOPED_TRACE(static_cast<int>(kind));
    auto tx = write();
    EXPECT_EQ(class_of(tx->create_index(definition(kind, entity, {key}))),
              ErrorClass::constraint_verification_failed);
  }
  expect_sound();
}

TEST_P(SchemaTest, DefinitionsComeBackAndNamesAreShared) {
  IndexDefinition text = definition(IndexKind::full_text, EntityKind::node, {name_, age_});
  text.name = "words";
  text.tokens = {robot_.value, person_.value};
  {
    auto tx = write();
    must(tx->create_index(text));
    commit(tx);
  }
  create(IndexKind::type, EntityKind::relationship, {name_});
  auto before = read();
  const auto definitions = before->indexes();
  before.reset();
  reopen();
  EXPECT_EQ(read()->indexes(), definitions);
  auto tx = write();
  IndexDefinition same_name = definition(IndexKind::existence, EntityKind::node, {age_});
  same_name.name = "words";
  EXPECT_EQ(tx->create_index(same_name).error().detail, "IndexWithNameAlreadyExists");
  EXPECT_EQ(tx->create_index(text).error().detail, "IndexAlreadyExists");
  // An index without a name gets one that nobody has.
  const auto first = must(tx->create_index(definition(IndexKind::range, EntityKind::node, {age_})));
  const auto second = must(tx->create_index(definition(IndexKind::text, EntityKind::node, {age_})));
  EXPECT_NE(first.name, second.name);
  EXPECT_EQ(
      tx->create_index(definition(IndexKind::unique, EntityKind::node, {age_})).error().detail,
      "IndexAlreadyExists");
}

TEST_P(SchemaTest, ConcurrentWritersCannotBreakAConstraintTogether) {
  create(IndexKind::existence, EntityKind::node, {name_});
  create(IndexKind::unique, EntityKind::relationship, {age_});
  NodeId robot;
  {
    auto tx = write();
    const LabelId labels[] = {robot_};
    robot = must(tx->create_node(labels, {{name_, "R"}}));
    commit(tx);
  }
  const auto second_fails = [&](const auto& one, const auto& two, ErrorClass expected) {
    auto first = write();
    auto second = write();
    one(*first);
    two(*second);
    commit(first);
    EXPECT_EQ(class_of(second->commit()), expected);
  };
  second_fails([&](Transaction& tx) { must(tx.add_label(robot, person_)); },
               [&](Transaction& tx) { must(tx.set_node_property(robot, name_, Value())); },
               ErrorClass::conflict);
  const auto relate = [&](Transaction& tx) {
    must(tx.create_relationship(robot, knows_, robot, {{age_, 7}}));
  };
  second_fails(relate, relate, ErrorClass::conflict);
  // A constraint is created while somebody who does not know it writes.
  second_fails(
      [&](Transaction& tx) {
        must(tx.create_index(definition(IndexKind::type, EntityKind::relationship, {name_})));
      },
      [&](Transaction& tx) {
        must(tx.create_relationship(robot, knows_, robot, {{name_, 1}, {age_, 8}}));
      },
      ErrorClass::conflict);
  second_fails(
      [&](Transaction& tx) {
        must(tx.create_relationship(robot, knows_, robot, {{age_, 9}}));
      },
      [&](Transaction& tx) {
        must(tx.create_index(definition(IndexKind::existence, EntityKind::relationship, {age_})));
      },
      ErrorClass::conflict);
  expect_sound();
}

// ---- full text
// ---------------------------------------------------------------------------------------

TEST_P(SchemaTest, FullTextSeesOwnWritesAndItsSnapshot) {
  const IndexId index = create(IndexKind::full_text, EntityKind::node, {name_}).id;
  auto tx = write();
  const NodeId ann = person(*tx, {{name_, "Ann Lee of Rome"}});
  const NodeId bob = person(*tx, {{name_, ValueList{"Bob", "from Rome"}}});
  EXPECT_EQ(hits(*tx, index, "rome"), (Ids{bob.value, ann.value})) << "shorter texts score higher";
  EXPECT_EQ(hits(*tx, index, "\"bob from\""), Ids{}) << "no phrase reaches over list elements";
  commit(tx);
  auto old = read();
  tx = write();
  must(tx->set_node_property(ann, name_, "Ann Lee of Paris"));
  const std::size_t mark = tx->savepoint();
  must(tx->set_node_property(ann, name_, "Ann Lee of Oslo"));
  EXPECT_EQ(hits(*tx, index, "oslo"), Ids{ann.value});
  tx->rollback_to(mark);
  EXPECT_EQ(hits(*tx, index, "oslo"), Ids{});
  EXPECT_EQ(hits(*tx, index, "paris"), Ids{ann.value});
  commit(tx);
  EXPECT_EQ(hits(*old, index, "paris"), Ids{});
  EXPECT_EQ(hits(*old, index, "lee AND rome"), Ids{ann.value});
  old.reset();
  reopen();
  tx = write();
  EXPECT_EQ(hits(*tx, index, "paris"), Ids{ann.value});
  must(tx->remove_label(ann, person_));
  EXPECT_EQ(hits(*tx, index, "paris"), Ids{});
  ASSERT_TRUE(tx->delete_node(bob));
  EXPECT_EQ(hits(*tx, index, "rome"), Ids{});
  commit(tx);
  expect_sound();
}

TEST_P(SchemaTest, FullTextScoresAreThoseOfTheFormula) {
  const IndexId index = create(IndexKind::full_text, EntityKind::node, {name_}).id;
  auto tx = write();
  const NodeId first = person(*tx, {{name_, "gas gas pipe"}});
  const NodeId second = person(*tx, {{name_, "gas in the north of Russia"}});
  person(*tx, {{name_, "oil"}});
  const auto found = must(tx->search_text(index, "gas", {}));
  const auto score = [](double frequency, double length) {
    // Three elements, two with the term; ten terms in three elements.
    const double idf = std::log(1 + (3 - 2 + 0.5) / (2 + 0.5));
    return idf * frequency / (frequency + 1.2 * (1 - 0.75 + 0.75 * length / (10.0 / 3)));
  };
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].element, first.value);
  EXPECT_DOUBLE_EQ(found[0].score, score(2, 3));
  EXPECT_EQ(found[1].element, second.value);
  EXPECT_DOUBLE_EQ(found[1].score, score(1, 6));
  EXPECT_DOUBLE_EQ(must(tx->search_text(index, "gas^3", {}))[0].score, 3 * score(2, 3));
  EXPECT_EQ(must(tx->search_text(index, "g*", {}))[0].score, 1);
  TextSearchOptions second_only;
  second_only.skip = 1;
  second_only.limit = 1;
  const auto page = must(tx->search_text(index, "gas", second_only));
  ASSERT_EQ(page.size(), 1U);
  EXPECT_EQ(page[0].element, second.value);
}

TEST_P(SchemaTest, RandomWritesKeepEveryIndexExact) {
  for (const EntityKind entity : {EntityKind::node, EntityKind::relationship}) {
    create(IndexKind::full_text, entity, {name_, age_});
    create(IndexKind::range, entity, {name_, age_});
    create(IndexKind::text, entity, {name_});
  }
  std::mt19937 random(7);
  const auto below = [&](std::size_t n) {
    return std::uniform_int_distribution<std::size_t>(0, n - 1)(random);
  };
  const auto value = [&]() -> Value {
    static const std::array<std::string, 6> words = {"gas", "oil", "the", "Gas", "größe", "pipe"};
    switch (below(4)) {
      case 0: return Value();
      case 1: return Value(static_cast<std::int64_t>(below(5)));
      case 2: return ValueList{words[below(6)], words[below(6)]};
      default: break;
    }
    std::string text;
    for (std::size_t i = below(8); i > 0; --i) text += words[below(6)] + " ";
    return Value(text);
  };
  std::vector<NodeId> nodes;
  std::vector<RelationshipId> relationships;
  for (int round = 0; round < 30; ++round) {
    auto tx = write();
    const std::size_t mark = tx->savepoint();
    auto nodes_now = nodes;
    auto relationships_now = relationships;
    for (int step = 0; step < 20; ++step) {
      const std::size_t what = below(7);
      if (what < 2 || nodes_now.empty()) {
        nodes_now.push_back(person(*tx, {{name_, value()}, {age_, value()}}));
      } else if (what == 2) {
        relationships_now.push_back(
            must(tx->create_relationship(nodes_now[below(nodes_now.size())], knows_,
                                         nodes_now[below(nodes_now.size())], {{name_, value()}})));
      } else if (what == 3) {
        must(tx->set_node_properties(nodes_now[below(nodes_now.size())],
                                     {{name_, value()}, {age_, value()}}, below(2) == 0));
      } else if (what == 4 && !relationships_now.empty()) {
        must(tx->set_relationship_property(relationships_now[below(relationships_now.size())], age_,
                                           value()));
      } else if (what == 5) {
        const NodeId node = nodes_now[below(nodes_now.size())];
        must(below(2) == 0 ? tx->remove_label(node, person_) : tx->add_label(node, person_));
      } else if (what == 6 && !relationships_now.empty()) {
        const std::size_t at = below(relationships_now.size());
        ASSERT_TRUE(tx->delete_relationship(relationships_now[at]));
        relationships_now.erase(relationships_now.begin() + static_cast<std::ptrdiff_t>(at));
      }
    }
    if (below(4) == 0) {
      tx->rollback_to(mark);
    } else {
      nodes = nodes_now;
      relationships = relationships_now;
    }
    commit(tx);
  }
  expect_sound();
  // Dropping takes every entry and counter away.
  while (true) {
    auto tx = write();
    const auto left = tx->indexes();
    if (left.empty()) break;
    ASSERT_TRUE(tx->drop_index(left.front().id));
    commit(tx);
  }
  expect_sound();
  EXPECT_EQ(must(check_database(store())).index_entries, 0U);
}

// ---- bulk load
// ---------------------------------------------------------------------------------------

TEST_P(SchemaTest, BulkLoadFillsIndexesOfEveryKind) {
  const IndexId text = create(IndexKind::full_text, EntityKind::node, {name_}).id;
  const IndexId ages = create(IndexKind::range, EntityKind::relationship, {age_}).id;
  create(IndexKind::key, EntityKind::node, {age_});
  create(IndexKind::unique, EntityKind::relationship, {name_});
  BulkLoadOptions options;
  options.memory_bytes_max = 1U << 16U;
  auto shared = store().shared_from_this();
  auto loader = must(BulkLoader::begin(shared, options));
  std::vector<NodeId> nodes;
  for (int i = 0; i < 500; ++i) {
    NodeRecord record;
    record.labels = {person_};
    record.properties = {{name_, Value("person number " + std::to_string(i))}, {age_, Value(i)}};
    std::sort(record.properties.begin(), record.properties.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    nodes.push_back(must(loader->add_node(record)));
  }
  NodeRecord lacking;
  lacking.labels = {person_};
  EXPECT_EQ(class_of(loader->add_node(lacking)), ErrorClass::constraint_validation_failed);
  for (int i = 0; i < 300; ++i) {
    RelationshipRecord record{knows_, nodes[0], nodes[static_cast<std::size_t>(i)], {}};
    record.properties = {{age_, Value(i % 10)}};
    must(loader->add_relationship(record));
  }
  ASSERT_TRUE(loader->finish());
  loader.reset();
  auto tx = read();
  EXPECT_EQ(hits(*tx, text, "417"), Ids{nodes[417].value});
  const Value three(3);
  EXPECT_EQ(ids(tx->relationship_index_seek(ages, {&three, 1})).size(), 30U);
  tx.reset();
  expect_sound();
}

TEST_P(SchemaTest, BulkLoadFindsRelationshipsThatAreNotUnique) {
  create(IndexKind::unique, EntityKind::relationship, {age_});
  auto shared = store().shared_from_this();
  auto loader = must(BulkLoader::begin(shared, {}));
  const NodeId node = must(loader->add_node({}));
  for (int i = 0; i < 2; ++i) {
    must(loader->add_relationship({knows_, node, node, {{age_, Value(1)}}}));
  }
  EXPECT_EQ(class_of(loader->finish()), ErrorClass::constraint_validation_failed);
}

ENTENTE_OVER_ALL_STORES(SchemaTest);

}  // namespace
}  // namespace entente::storage
