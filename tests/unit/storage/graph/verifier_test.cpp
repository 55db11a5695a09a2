#include "storage/graph/verifier.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "storage/format/adjacency_list.hpp"
#include "storage/format/counter.hpp"
#include "storage/format/label_block.hpp"
#include "storage/format/ordered_value.hpp"
#include "storage/format/record.hpp"
#include "storage/graph/graph_engine.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using testing::must;

/// A small graph with something of every kind, which each test damages in one way.
class VerifierTest : public testing::StoreFixture {
 protected:
  void SetUp() override {
    StoreFixture::SetUp();
    make_schema();
    make_graph();
    make_evidence();
    const CheckReport report = check();
    ASSERT_TRUE(report.sound()) << report.render();
  }

  void make_schema() {
    auto tx = write();
    person_ = must(tx->get_or_create_label("Person"));
    city_ = must(tx->get_or_create_label("City"));
    name_ = must(tx->get_or_create_property_key("name"));
    age_ = must(tx->get_or_create_property_key("age"));
    lives_in_ = must(tx->get_or_create_relationship_type("LIVES_IN"));
    commit(tx);
    tx = write();
    unique_ = must(tx->create_index("person_name", IndexKind::unique, person_, {name_}));
    commit(tx);
    tx = write();
    range_ = must(tx->create_index("person_age", IndexKind::range, person_, {age_}));
    commit(tx);
  }

  void make_graph() {
    auto tx = write();
    ann_ = must(tx->create_node(std::vector{person_}, {{name_, Value("Ann")}, {age_, Value(30)}}));
    bob_ = must(tx->create_node(std::vector{person_}, {{name_, Value("Bob")}, {age_, Value(30)}}));
    rome_ = must(tx->create_node(std::vector{city_}, {{name_, Value("Rome")}}));
    first_ = must(tx->create_relationship(ann_, lives_in_, rome_, {{age_, Value(3)}}));
    second_ = must(tx->create_relationship(bob_, lives_in_, rome_, {}));
    commit(tx);
  }

  void make_evidence() {
    auto tx = write();
    document_ = must(tx->allocate_document_id());
    DocumentRecord record;
    record.id = document_;
    record.external_id = "news-1";
    record.node = must(tx->create_node({}, {}));
    ASSERT_TRUE(tx->put_document(record));
    Claim claim;
    claim.document = document_;
    claim.relationship = first_;
    claim.sentence = "Ann lives in Rome.";
    ASSERT_TRUE(tx->put_claim(claim));
    Mention mention;
    mention.document = document_;
    mention.node = ann_;
    mention.names = {"Ann"};
    ASSERT_TRUE(tx->put_mention(mention));
    ASSERT_TRUE(tx->put_alias("ann", ann_));
    commit(tx);
  }

  KvStore& kv() { return static_cast<GraphEngine&>(store()).store(); }
  CheckReport check(const CheckOptions& options = {}) {
    return must(check_database(store(), options));
  }
  std::string value(KeyFamily family, const std::string& key) {
    std::string bytes;
    EXPECT_TRUE(must(must(kv().snapshot())->get(family, key, bytes))) << "no such key";
    return bytes;
  }
  void put(KeyFamily family, const std::string& key, const std::string& bytes) {
    WriteBatch batch;
    batch.put(family, key, bytes);
    ASSERT_TRUE(kv().write(batch, {}));
  }
  void erase(KeyFamily family, const std::string& key) {
    WriteBatch batch;
    batch.erase(family, key);
    ASSERT_TRUE(kv().write(batch, {}));
  }
  void merge(KeyFamily family, const std::string& key, const std::string& operand) {
    WriteBatch batch;
    batch.merge(family, key, operand);
    ASSERT_TRUE(kv().write(batch, {}));
  }
  void expect_finding(const std::string& invariant, const std::string& text = {}) {
    const CheckReport report = check();
    EXPECT_FALSE(report.sound());
    EXPECT_TRUE(std::any_of(report.findings.begin(), report.findings.end(),
                            [&](const CheckFinding& finding) {
                              return finding.invariant == invariant &&
                                     finding.message.find(text) != std::string::npos;
                            }))
        << "wanted " << invariant << " '" << text << "' in\n"
        << report.render();
  }
  static std::string id(auto id) { return std::to_string(id.value); }
  std::string out_list() { return AdjacencyKey{ann_, Direction::outgoing, lives_in_}.encode(); }
  std::string unique_key(const std::string& name) {
    const std::string values = ordered_value(Value(name));
    return UniqueKey{unique_.id, values}.encode();
  }
  std::string range_key(int age, NodeId node) {
    const std::string values = ordered_value(Value(age));
    return IndexKey{range_.id, values, node.value}.encode();
  }

  LabelId person_, city_;
  PropertyKeyId name_, age_;
  RelationshipTypeId lives_in_;
  IndexDefinition unique_, range_;
  NodeId ann_, bob_, rome_;
  RelationshipId first_, second_;
  DocumentId document_;
};
// Tiny buffers change nothing of what is checked, only the time it takes.
INSTANTIATE_TEST_SUITE_P(Stores, VerifierTest,
                         ::testing::Values(testing::StoreKind::memory, testing::StoreKind::rocks),
                         [](const auto& tested) { return testing::to_string(tested.param); });

TEST_P(VerifierTest, CountsWhatItRead) {
  const CheckReport report = check();
  EXPECT_EQ(report.nodes, 4U);
  EXPECT_EQ(report.relationships, 2U);
  EXPECT_EQ(report.adjacency_entries, 4U);
  EXPECT_EQ(report.label_entries, 3U);
  EXPECT_EQ(report.index_entries, 4U);
  EXPECT_EQ(report.names, 5U);
  EXPECT_GT(report.statistics, 5U);
  EXPECT_EQ(report.documents, 1U);
  EXPECT_EQ(report.claims, 1U);
  EXPECT_EQ(report.mentions, 1U);
  EXPECT_EQ(report.aliases, 1U);
  EXPECT_NE(report.render().find("no findings"), std::string::npos);
}

TEST_P(VerifierTest, StaysSoundWhenThingsAreDeleted) {
  auto tx = write();
  ASSERT_TRUE(tx->remove_document(document_));
  ASSERT_TRUE(tx->remove_alias("ann", ann_));
  ASSERT_TRUE(tx->detach_delete_node(ann_));
  must(tx->remove_label(bob_, person_));
  must(tx->add_label(rome_, person_));
  commit(tx);
  reopen();
  const CheckReport report = check();
  EXPECT_TRUE(report.sound()) << report.render();
  EXPECT_EQ(report.relationships, 1U);
}

TEST_P(VerifierTest, Meta) {
  put(KeyFamily::meta, std::string(meta_key::format), "garbage");
  expect_finding("meta_damaged");
}

TEST_P(VerifierTest, IdCounters) {
  put(KeyFamily::meta, std::string(meta_key::next_node_id), encode_number(1));
  expect_finding("id_not_reserved", "node " + id(ann_));
  put(KeyFamily::meta, std::string(meta_key::next_relationship_id), encode_number(1));
  expect_finding("id_not_reserved", "relationship " + id(first_));
  put(KeyFamily::meta, std::string(meta_key::next_document_id), encode_number(0));
  expect_finding("id_not_reserved", "document " + id(document_));
  put(KeyFamily::meta, std::string(meta_key::next_index_id), "short");
  expect_finding("meta_damaged", "next_index_id");
}

TEST_P(VerifierTest, Names) {
  const std::string key = NameKey{NameKind::label, person_.value}.encode();
  erase(KeyFamily::names, key);
  expect_finding("name_gap", "label");
  expect_finding("name_unknown", "node " + id(ann_));
  put(KeyFamily::names, key, "City");
  expect_finding("name_twice", "City");
  put(KeyFamily::names, key, "Person");
  erase(KeyFamily::names, NameKey{NameKind::property_key, age_.value}.encode());
  expect_finding("name_unknown", "property key");
}

TEST_P(VerifierTest, Schema) {
  put(KeyFamily::schema, SchemaKey{range_.id}.encode(), "damaged");
  expect_finding("schema_damaged");
}

TEST_P(VerifierTest, NodeRecords) {
  put(KeyFamily::nodes, NodeKey{ann_}.encode(), "damaged");
  expect_finding("node_damaged", "node " + id(ann_));
  put(KeyFamily::nodes, "short", "");
  expect_finding("node_damaged", "key");
}

TEST_P(VerifierTest, AMissingNode) {
  erase(KeyFamily::nodes, NodeKey{ann_}.encode());
  expect_finding("relationship_end_missing", "node " + id(ann_));
  expect_finding("label_stray", "node " + id(ann_));
  expect_finding("index_stray", "node " + id(ann_));
  expect_finding("mention_node_missing", "node " + id(ann_));
  expect_finding("alias_node_missing", "'ann'");
  expect_finding("statistic_wrong", "'nodes'");
}

TEST_P(VerifierTest, LabelBlocks) {
  const LabelKey block{person_, LabelKey::block_of(ann_)};
  merge(KeyFamily::labels, block.encode(), label_clear_operand(LabelKey::slot_of(ann_)));
  expect_finding("label_missing", "node " + id(ann_));
  merge(KeyFamily::labels, block.encode(), label_set_operand(LabelKey::slot_of(rome_)));
  expect_finding("label_stray", "node " + id(rome_));
  put(KeyFamily::labels, LabelKey{person_, 77}.encode(),
      encode_label_block(std::vector<std::uint16_t>{1}));
  expect_finding("label_stray", "node " + std::to_string(77 * 65536 + 1));
  put(KeyFamily::labels, block.encode(), "damaged");
  expect_finding("label_damaged", "Person");
}

TEST_P(VerifierTest, AMissingRelationship) {
  erase(KeyFamily::relationships, RelationshipKey{first_}.encode());
  expect_finding("adjacency_stray", "relationship " + id(first_));
  expect_finding("claim_relationship_missing", "relationship " + id(first_));
  expect_finding("statistic_wrong", "'relationships'");
}

TEST_P(VerifierTest, RelationshipRecords) {
  put(KeyFamily::relationships, RelationshipKey{first_}.encode(), "damaged");
  expect_finding("relationship_damaged", "relationship " + id(first_));
  put(KeyFamily::relationships, RelationshipKey{first_}.encode(),
      encode_relationship({RelationshipTypeId(99), ann_, NodeId(4711), {}}));
  expect_finding("name_unknown", "type 99");
  expect_finding("relationship_end_missing", "node 4711");
}

TEST_P(VerifierTest, AdjacencyListsInBothDirections) {
  const AdjacencyEntry to_rome{rome_, first_};
  merge(KeyFamily::adjacency, out_list(), adjacency_remove_operand(to_rome));
  expect_finding("adjacency_missing", "outgoing list of node " + id(ann_));
  merge(KeyFamily::adjacency, out_list(), adjacency_insert_operand(to_rome));
  ASSERT_TRUE(check().sound());
  const std::string in_list = AdjacencyKey{rome_, Direction::incoming, lives_in_}.encode();
  merge(KeyFamily::adjacency, in_list, adjacency_remove_operand({bob_, second_}));
  expect_finding("adjacency_missing", "incoming list of node " + id(rome_));
  merge(KeyFamily::adjacency, in_list, adjacency_insert_operand({NodeId(5000), second_}));
  expect_finding("adjacency_stray", "node 5000");
}

TEST_P(VerifierTest, ADamagedListIsOneFinding) {
  put(KeyFamily::adjacency, out_list(), "damaged");
  expect_finding("adjacency_damaged", "outgoing list of node " + id(ann_));
  EXPECT_EQ(check().findings_total, 1U);
}

TEST_P(VerifierTest, AWholeListThatIsMissing) {
  erase(KeyFamily::adjacency, AdjacencyKey{rome_, Direction::incoming, lives_in_}.encode());
  EXPECT_EQ(check().findings_total, 2U);
  expect_finding("adjacency_missing", "relationship " + id(second_));
}

TEST_P(VerifierTest, RangeIndexes) {
  erase(KeyFamily::index, range_key(30, bob_));
  expect_finding("index_missing", "node " + id(bob_) + " in index 'person_age'");
  put(KeyFamily::index, range_key(31, bob_), {});
  expect_finding("index_stray", "node " + id(bob_));
  put(KeyFamily::index, "damaged", {});
  expect_finding("index_damaged");
}

TEST_P(VerifierTest, UniqueIndexes) {
  put(KeyFamily::unique, unique_key("Ann"), encode_unique_value(bob_.value));
  expect_finding("index_missing", "node " + id(ann_) + " in index 'person_name'");
  expect_finding("index_stray", "node " + id(bob_));
  erase(KeyFamily::unique, unique_key("Ann"));
  expect_finding("index_missing", "node " + id(ann_));
  put(KeyFamily::unique, unique_key("Ann"), "short");
  expect_finding("index_damaged");
}

TEST_P(VerifierTest, TwoNodesWithOneUniqueValue) {
  put(KeyFamily::nodes, NodeKey{bob_}.encode(),
      encode_node({{person_}, {{name_, Value("Ann")}, {age_, Value(30)}}}));
  expect_finding("unique_violated", "node " + id(bob_));
}

TEST_P(VerifierTest, Statistics) {
  merge(KeyFamily::statistics, StatisticKey::label(person_).encode(), encode_counter(1));
  expect_finding("statistic_wrong", "nodes with label");
  put(KeyFamily::statistics, StatisticKey::to_label(city_, lives_in_).encode(), encode_counter(7));
  expect_finding("statistic_wrong", "relationships to label");
  erase(KeyFamily::statistics, StatisticKey::index_entries(range_.id).encode());
  expect_finding("statistic_wrong", "entries of index");
  put(KeyFamily::statistics, "x", "y");
  expect_finding("statistic_damaged");
}

TEST_P(VerifierTest, Documents) {
  erase(KeyFamily::documents, DocumentNameKey{"news-1"}.encode());
  expect_finding("document_name_missing", "news-1");
  put(KeyFamily::documents, DocumentNameKey{"news-2"}.encode(), encode_number(document_.value));
  expect_finding("document_name_stray", "news-2");
  DocumentRecord record;
  record.external_id = "news-2";
  record.node = NodeId(4711);
  put(KeyFamily::documents, DocumentKey{document_}.encode(), encode_document(record));
  expect_finding("document_node_missing", "4711");
  erase(KeyFamily::documents, DocumentKey{document_}.encode());
  expect_finding("claim_document_missing");
  expect_finding("mention_document_missing");
  put(KeyFamily::documents, DocumentKey{document_}.encode(), "damaged");
  expect_finding("document_damaged");
}

TEST_P(VerifierTest, Claims) {
  const std::string claim = ClaimKey{document_, 0}.encode();
  const std::string listed = RelationshipClaimKey{first_, document_, 0}.encode();
  const std::string bytes = value(KeyFamily::evidence, claim);
  erase(KeyFamily::evidence, listed);
  expect_finding("claim_not_listed");
  put(KeyFamily::evidence, listed, {});
  put(KeyFamily::evidence, RelationshipClaimKey{second_, document_, 0}.encode(), {});
  expect_finding("claim_listed_stray", "relationship " + id(second_));
  erase(KeyFamily::evidence, claim);
  expect_finding("claim_listed_stray", "relationship " + id(first_));
  put(KeyFamily::evidence, claim, bytes.substr(0, 5));
  expect_finding("claim_damaged");
}

TEST_P(VerifierTest, Mentions) {
  const std::string listed = NodeMentionKey{ann_, document_}.encode();
  erase(KeyFamily::evidence, listed);
  expect_finding("mention_not_listed");
  put(KeyFamily::evidence, listed, {});
  erase(KeyFamily::evidence, MentionKey{document_, ann_}.encode());
  expect_finding("mention_listed_stray", "node " + id(ann_));
  put(KeyFamily::evidence, MentionKey{document_, ann_}.encode(), "damaged");
  expect_finding("mention_damaged");
}

TEST_P(VerifierTest, Aliases) {
  put(KeyFamily::aliases, AliasKey{"nobody", NodeId(4711)}.encode(), {});
  expect_finding("alias_node_missing", "'nobody'");
  expect_finding("alias_not_listed", "'nobody'");
  put(KeyFamily::evidence, NodeAliasKey{bob_, "bobby"}.encode(), {});
  expect_finding("alias_listed_stray", "'bobby'");
  put(KeyFamily::aliases, "damaged", {});
  expect_finding("alias_damaged");
}

TEST_P(VerifierTest, FindingsAreBoundedButAllCounted) {
  for (std::uint64_t i = 0; i < 50; ++i) {
    put(KeyFamily::aliases, AliasKey{"x", NodeId(5000 + i)}.encode(), {});
  }
  CheckOptions options;
  options.findings_max = 10;
  const CheckReport report = check(options);
  EXPECT_EQ(report.findings.size(), 10U);
  EXPECT_EQ(report.findings_total, 100U);
  EXPECT_NE(report.render().find("and 90 more"), std::string::npos);
}

TEST_P(VerifierTest, CanBeStopped) {
  std::stop_source stop;
  CheckOptions options;
  options.stop = stop.get_token();
  options.progress = [&](std::string_view part) {
    if (part == "relationships") stop.request_stop();
  };
  const CheckReport report = check(options);
  EXPECT_FALSE(report.complete);
  EXPECT_FALSE(report.sound());
  EXPECT_EQ(report.nodes, 4U);
  EXPECT_EQ(report.relationships, 0U);
}

TEST_P(VerifierTest, OpensADatabaseByItself) {
  if (!durable()) GTEST_SKIP() << "needs a folder";
  ASSERT_TRUE(store().flush());
  const CheckReport report = must(check_database(options()));
  EXPECT_TRUE(report.sound()) << report.render();
  OpenOptions missing = options();
  missing.path += "-missing";
  EXPECT_FALSE(check_database(missing));
}

}  // namespace
}  // namespace entente::storage
