#include <gtest/gtest.h>

#include "tests/support/import_fixture.hpp"

namespace entente::importing {
namespace {

using testing::must;

class UpsertTest : public testing::ImportFixture {
 protected:
  void constrain(const std::string& label, const std::string& key) {
    auto tx = write();
    must(tx->create_index({}, storage::IndexKind::unique, must(tx->get_or_create_label(label)),
                          {must(tx->get_or_create_property_key(key))}));
    commit(tx);
  }
  ImportPlan people(const std::string& rows) {
    ImportPlan plan;
    plan.nodes.push_back({{file("people.csv", "id:string,name,age:int\n" + rows)}, {"Person"}});
    return plan;
  }
};
ENTENTE_OVER_ALL_STORES(UpsertTest);

TEST_P(UpsertTest, RowsChangeWhatIsThereAndAddTheRest) {
  constrain("Person", "id");
  must(load(people("1,Ann,30\n2,Bob,\n")));
  ImportPlan plan = people("2,Bobby,40\n3,Cid,\n1,,31\n3,Cid,7\n");
  plan.relationships.push_back(
      {{file("knows.csv", "from,to,since:int\n1,2,1990\n1,2,1991\n3,9,1\n")},
       "KNOWS",
       "Person",
       "Person"});
  plan.upsert = true;
  ImportOptions options;
  options.transaction_rows = 2;
  const ImportReport report = must(load(plan, options));
  EXPECT_FALSE(report.bulk);
  EXPECT_EQ(report.nodes, 1U);
  EXPECT_EQ(report.nodes_matched, 3U);
  EXPECT_EQ(report.relationships, 1U);
  EXPECT_EQ(report.relationships_matched, 1U);
  EXPECT_EQ(rejects_, std::vector<std::string>{
                          "knows.csv:4 there is no node with id '9' in 'Person' | 3,9,1"});
  const std::string all =
      "(:Person {age: 31, id: '1', name: 'Ann'})\n"
      "(:Person {age: 31, id: '1', name: 'Ann'})-[:KNOWS {since: 1991}]->(:Person {age: 40, id: "
      "'2', name: 'Bobby'})\n"
      "(:Person {age: 40, id: '2', name: 'Bobby'})\n"
      "(:Person {age: 7, id: '3', name: 'Cid'})\n";
  EXPECT_EQ(graph(), all);
  // The same again changes nothing.
  must(load(plan, options));
  EXPECT_EQ(graph(), all);
  EXPECT_FALSE(must(unfinished_import(store())));
}

TEST_P(UpsertTest, WithoutItNewRowsJoinWhatIsThere) {
  constrain("Person", "id");
  must(load(people("1,Ann,30\n")));
  ImportPlan plan = people("2,Bob,\n1,Twin,\n");
  plan.relationships.push_back(
      {{file("knows.csv", "from,to\n2,1\n")}, "KNOWS", "Person", "Person"});
  must(load(plan));
  EXPECT_EQ(
      graph(),
      "(:Person {age: 30, id: '1', name: 'Ann'})\n"
      "(:Person {id: '2', name: 'Bob'})\n"
      "(:Person {id: '2', name: 'Bob'})-[:KNOWS]->(:Person {age: 30, id: '1', name: 'Ann'})\n");
  ASSERT_EQ(rejects_.size(), 1U);
  EXPECT_TRUE(rejects_[0].starts_with("people.csv:3 ")) << rejects_[0];
}

TEST_P(UpsertTest, EndsMayBeNumbersInTheDatabase) {
  constrain("Item", "id");
  ImportPlan plan;
  plan.nodes.push_back({{file("items.csv", "id:int\n7\n8\n")}, {"Item"}});
  must(load(plan));
  plan.nodes.clear();
  plan.relationships.push_back({{file("r.csv", "from,to\n7,8\n7,9\n")}, "R", "Item", "Item"});
  must(load(plan));
  EXPECT_EQ(graph(), "(:Item {id: 7})\n(:Item {id: 7})-[:R]->(:Item {id: 8})\n(:Item {id: 8})\n");
  EXPECT_EQ(rejects_.size(), 1U);
}

TEST_P(UpsertTest, AKeyNeedsAnIndex) {
  must(load(people("1,Ann,30\n")));
  ImportPlan plan = people("1,Ann,31\n");
  plan.upsert = true;
  const auto report = load(plan);
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().error_class, ErrorClass::schema_error);
  EXPECT_EQ(report.error().hint, "CREATE CONSTRAINT FOR (n:`Person`) REQUIRE n.`id` IS UNIQUE");
  // Nothing was committed, so nothing is unfinished.
  EXPECT_FALSE(must(unfinished_import(store())));
  plan.nodes[0].labels.clear();
  EXPECT_NE(load(plan).error().message.find("nothing tells by what"), std::string::npos);
}

TEST_P(UpsertTest, AnImportThatEndsEarlySaysSoUntilItIsCompleted) {
  constrain("Person", "id");
  must(load(people("1,Ann,30\n")));
  ImportPlan plan = people("2,Bob,1\n3,Cid,x\n4,Dan,2\n5,\"open");
  ImportOptions options;
  options.transaction_rows = 1;
  ASSERT_FALSE(load(plan, options));
  EXPECT_NE(must(unfinished_import(store())).value_or("").find("people.csv"), std::string::npos);
  EXPECT_EQ(must(read()->node_count()), 3U);
  plan = people("2,Bob,1\n3,Cid,3\n4,Dan,2\n5,Eve,1\n");
  const auto refused = load(plan, options);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().error_class, ErrorClass::transaction_state);
  plan.upsert = true;
  EXPECT_EQ(must(load(plan, options)).nodes, 2U);
  EXPECT_EQ(must(read()->node_count()), 5U);
  EXPECT_FALSE(must(unfinished_import(store())));
}

TEST_P(UpsertTest, RowsThatBreakAConstraintAreLeftOutAlone) {
  constrain("Person", "id");
  {
    auto tx = write();
    storage::IndexDefinition exists;
    exists.kind = storage::IndexKind::existence;
    exists.tokens = {must(tx->get_or_create_label("Person")).value};
    exists.properties = {must(tx->get_or_create_property_key("name"))};
    must(tx->create_index(exists));
    commit(tx);
  }
  must(load(people("1,Ann,30\n")));
  ImportPlan plan = people("2,,1\n3,Cid,\n1,Anna,\n");
  plan.upsert = true;
  must(load(plan));
  EXPECT_EQ(graph(),
            "(:Person {age: 30, id: '1', name: 'Anna'})\n(:Person {id: '3', name: 'Cid'})\n");
  EXPECT_EQ(rejects_.size(), 1U);
}

TEST_P(UpsertTest, JsonAndRdfFindTheirNodes) {
  constrain("Person", "id");
  must(load(people("1,Ann,30\n")));
  ImportPlan json;
  json.graphs.push_back({file("g.jsonl",
                              "{\"labels\":[\"Person\"],\"id\":\"1\",\"age\":31}\n"
                              "{\"type\":\"relationship\",\"label\":\"KNOWS\",\"start\":{\"id\":"
                              "\"1\"},\"end\":{\"id\":"
                              "\"2\",\"labels\":[\"Person\"]}}\n"
                              "{\"labels\":[\"Person\"],\"id\":\"2\"}\n{\"name\":\"nobody\"}\n"),
                         ImportFormat::automatic});
  json.upsert = true;
  must(load(json));
  EXPECT_EQ(rejects_, std::vector<std::string>{"g.jsonl:4 the node has no label to find it by | "
                                               "{\"name\":\"nobody\"}"});
  ImportPlan rdf;
  rdf.rdf_names = RdfNames::local;
  rdf.upsert = true;
  rdf.graphs.push_back(
      {file("a.nt", "<http://a/s> <http://a/p> \"1\" .\n"), ImportFormat::automatic});
  must(load(rdf));
  file("a.nt", "<http://a/s> <http://a/p> \"2\" .\n<http://a/s> <http://a/q> <http://a/o> .\n");
  must(load(rdf));
  EXPECT_EQ(graph(),
            "(:Person {age: 31, id: '1', name: 'Ann'})\n"
            "(:Person {age: 31, id: '1', name: 'Ann'})-[:KNOWS]->(:Person {id: '2'})\n"
            "(:Person {id: '2'})\n"
            "(:Resource {iri: 'http://a/o'})\n"
            "(:Resource {iri: 'http://a/s', p: '2'})\n"
            "(:Resource {iri: 'http://a/s', p: '2'})-[:q]->(:Resource {iri: 'http://a/o'})\n");
}

}  // namespace
}  // namespace entente::importing
