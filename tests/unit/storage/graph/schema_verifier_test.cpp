// Every way in which indexes and constraints can be damaged is found.
#include <gtest/gtest.h>

#include <algorithm>

#include "storage/format/counter.hpp"
#include "storage/format/ordered_value.hpp"
#include "storage/format/record.hpp"
#include "storage/format/schema_record.hpp"
#include "storage/graph/graph_engine.hpp"
#include "storage/graph/text_entry.hpp"
#include "storage/graph/verifier.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using entente::testing::must;

class SchemaVerifierTest : public entente::testing::StoreFixture {
 protected:
  void SetUp() override {
    StoreFixture::SetUp();
    auto tx = write();
    person_ = must(tx->get_or_create_label("Person"));
    knows_ = must(tx->get_or_create_relationship_type("KNOWS"));
    name_ = must(tx->get_or_create_property_key("name"));
    age_ = must(tx->get_or_create_property_key("age"));
    commit(tx);
    text_ = create(IndexKind::full_text, EntityKind::node, name_);
    ages_ = create(IndexKind::range, EntityKind::relationship, age_);
    names_ = create(IndexKind::unique, EntityKind::relationship, name_);
    type_ = create(IndexKind::type, EntityKind::node, age_);
    exists_ = create(IndexKind::existence, EntityKind::node, name_);
    tx = write();
    const LabelId labels[] = {person_};
    ann_ = must(tx->create_node(labels, {{name_, "gas and oil"}, {age_, 3}}));
    first_ = must(tx->create_relationship(ann_, knows_, ann_, {{name_, "one"}, {age_, 5}}));
    second_ = must(tx->create_relationship(ann_, knows_, ann_, {{name_, "two"}}));
    commit(tx);
    ASSERT_TRUE(check().sound()) << check().render();
  }

  IndexDefinition create(IndexKind kind, EntityKind entity, PropertyKeyId key) {
    auto tx = write();
    IndexDefinition wanted;
    wanted.kind = kind;
    wanted.entity = entity;
    wanted.tokens = {entity == EntityKind::node ? person_.value : knows_.value};
    wanted.properties = {key};
    if (kind == IndexKind::full_text) wanted.analyzer = "standard";
    if (kind == IndexKind::type) wanted.type.add(ValueKind::integer);
    const auto made = must(tx->create_index(wanted));
    commit(tx);
    return made;
  }

  KvStore& kv() { return static_cast<GraphEngine&>(store()).store(); }
  CheckReport check() { return must(check_database(store(), {})); }
  void change(const std::function<void(WriteBatch&)>& fill) {
    WriteBatch batch;
    fill(batch);
    ASSERT_TRUE(kv().write(batch, {}));
  }
  void put(KeyFamily family, const std::string& key, const std::string& value) {
    change([&](WriteBatch& batch) { batch.put(family, key, value); });
  }
  void erase(KeyFamily family, const std::string& key) {
    change([&](WriteBatch& batch) { batch.erase(family, key); });
  }
  void expect_finding(const std::string& invariant, const std::string& text = {}) {
    const CheckReport report = check();
    EXPECT_TRUE(std::any_of(report.findings.begin(), report.findings.end(),
                            [&](const CheckFinding& finding) {
                              return finding.invariant == invariant &&
                                     finding.message.find(text) != std::string::npos;
                            }))
        << "wanted " << invariant << " '" << text << "' in\n"
        << report.render();
  }
  std::string posting_key(const std::string& term) const {
    return TextKey{text_.id, 0, term, ann_.value}.encode();
  }

  LabelId person_;
  RelationshipTypeId knows_;
  PropertyKeyId name_, age_;
  IndexDefinition text_, ages_, names_, type_, exists_;
  NodeId ann_;
  RelationshipId first_, second_;
};

TEST_P(SchemaVerifierTest, RelationshipEntries) {
  const std::string five = ordered_value(Value(5));
  const std::string key = IndexKey{ages_.id, five, first_.value}.encode();
  erase(KeyFamily::index, key);
  expect_finding("index_missing", "relationship " + std::to_string(first_.value));
  put(KeyFamily::index, key, {});
  put(KeyFamily::index, IndexKey{ages_.id, five, second_.value}.encode(), {});
  expect_finding("index_stray", "relationship " + std::to_string(second_.value));
}

TEST_P(SchemaVerifierTest, UniqueRelationships) {
  RelationshipRecord record{knows_, ann_, ann_, {{name_, Value("one")}}};
  put(KeyFamily::relationships, RelationshipKey{second_}.encode(), encode_relationship(record));
  expect_finding("unique_violated", names_.name);
}

TEST_P(SchemaVerifierTest, Postings) {
  const std::string posting = encode_text_posting({2, {0}});
  erase(KeyFamily::text, posting_key("gas"));
  expect_finding("index_missing", "'gas'");
  put(KeyFamily::text, posting_key("gas"), posting);
  ASSERT_TRUE(check().sound()) << check().render();
  put(KeyFamily::text, posting_key("gas"), encode_text_posting({2, {1}}));
  expect_finding("text_wrong", "'gas'");
  put(KeyFamily::text, posting_key("gas"), posting);
  put(KeyFamily::text, posting_key("coal"), posting);
  expect_finding("index_stray", "'coal'");
  erase(KeyFamily::text, posting_key("coal"));
  put(KeyFamily::text, posting_key("gas"), "");
  expect_finding("index_damaged");
}

TEST_P(SchemaVerifierTest, CountersOfTexts) {
  change([&](WriteBatch& batch) {
    batch.merge(KeyFamily::statistics, StatisticKey::text_terms(text_.id, 0).encode(),
                encode_counter(1));
  });
  expect_finding("statistic_wrong", "terms of index");
}

TEST_P(SchemaVerifierTest, ConstraintsOnElements) {
  NodeRecord record{{person_}, {{age_, Value("three")}}};
  put(KeyFamily::nodes, NodeKey{ann_}.encode(), encode_node(record));
  expect_finding("constraint_violated", exists_.name);
  expect_finding("constraint_violated", type_.name);
}

TEST_P(SchemaVerifierTest, Definitions) {
  std::string bytes = encode_index_definition(text_);
  bytes[5] = static_cast<char>(bytes[5] ^ 1);
  put(KeyFamily::schema, SchemaKey{text_.id}.encode(), bytes);
  expect_finding("schema_damaged");
  IndexDefinition other = text_;
  other.analyzer = "klingon";
  put(KeyFamily::schema, SchemaKey{text_.id}.encode(), encode_index_definition(other));
  expect_finding("analyzer_unknown", "klingon");
  other = text_;
  other.name = ages_.name;
  put(KeyFamily::schema, SchemaKey{text_.id}.encode(), encode_index_definition(other));
  expect_finding("name_twice", ages_.name);
  other = text_;
  other.tokens = {77};
  put(KeyFamily::schema, SchemaKey{text_.id}.encode(), encode_index_definition(other));
  expect_finding("name_unknown");
}

ENTENTE_OVER_ALL_STORES(SchemaVerifierTest);

}  // namespace
}  // namespace entente::storage
