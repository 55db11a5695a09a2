#include <gtest/gtest.h>

#include <fstream>

#include "entente/import.hpp"
#include "entente/maintenance.hpp"
#include "storage/graph/csv_columns.hpp"
#include "storage/graph/external_ids.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using testing::must;

class CsvImportTest : public testing::StoreFixture {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    const std::string path = files_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  Error import_error(const ImportPlan& plan, const ImportOptions& options = {}) {
    auto result = import_csv(store(), plan, options);
    EXPECT_FALSE(result) << "the import should fail";
    // Whatever went wrong, nothing of it remains.
    EXPECT_EQ(must(read()->node_count()), 0U);
    const CheckReport report = must(check_database(store()));
    EXPECT_TRUE(report.sound()) << report.render();
    return result ? Error() : result.error();
  }
  ImportPlan small_plan() {
    ImportPlan plan;
    plan.nodes.push_back({file("people.csv", "id,name\np1,Ann\np2,Bob\n"), {"Person"}});
    plan.nodes.push_back({file("cities.csv", "id,name\nc1,Rome\n"), {"City"}});
    return plan;
  }

  testing::TempDir files_;
};
ENTENTE_OVER_ALL_STORES(CsvImportTest);

TEST_P(CsvImportTest, TypesAreInferredOrDeclared) {
  ImportPlan plan;
  plan.nodes.push_back(
      {file("people.csv",
            "\xEF\xBB\xBFid,name,score,ratio,since,active,zip,mixed:string,empty\r\n"
            "p1,\"Ann \"\"A\"\" Smith\",7,1,2001-02-03,true,00123,5,\r\n"
            "p2,\"two\nlines\",-8,2.5,1999-12-31,FALSE,45678,x,\r\n"
            "\r\n"
            "p3,,,,,,,\"\",\r\n"),
       {"Person", "Entity"}});
  const ImportReport report = must(import_csv(store(), plan));
  EXPECT_EQ(report.nodes, 3U);
  EXPECT_EQ(report.relationships, 0U);
  auto tx = read();
  EXPECT_EQ(must(tx->node_count(*tx->find_label("Entity"))), 3U);
  const auto cursor = must(tx->nodes_with_label(*tx->find_label("Person")));
  std::array<NodeId, 4> nodes;
  ASSERT_EQ(must(cursor->next(nodes)), 3U);
  const auto property = [&](std::size_t node, const char* key) {
    const auto id = tx->find_property_key(key);
    return id ? must(tx->node_property(nodes[node], *id)).to_text() : "no key";
  };
  EXPECT_EQ(property(0, "id"), "'p1'");
  EXPECT_EQ(property(0, "name"), "'Ann \"A\" Smith'");
  EXPECT_EQ(property(1, "name"), "'two\\nlines'");
  EXPECT_EQ(property(1, "score"), "-8");
  EXPECT_EQ(property(0, "ratio"), "1.0");
  EXPECT_EQ(property(0, "since"), "2001-02-03");
  EXPECT_EQ(property(1, "active"), "false");
  EXPECT_EQ(property(0, "zip"), "'00123'");
  EXPECT_EQ(property(0, "mixed"), "'5'");
  EXPECT_EQ(property(2, "mixed"), "''");
  EXPECT_EQ(property(2, "score"), "null");
  EXPECT_EQ(property(0, "empty"), "null");
}

TEST_P(CsvImportTest, RelationshipsFindTheirEnds) {
  ImportPlan plan = small_plan();
  plan.relationships.push_back(
      {file("lives.csv", "to,from,amount\nc1,p1,0.5\nc1,p2,3\n"), "LIVES_IN", {}, {}});
  plan.relationships.push_back(
      {file("knows.csv", "from,to\np1,p2\n"), "KNOWS", "Person", "Person"});
  std::uint64_t last_count = 0;
  ImportOptions options;
  options.progress = [&](const ImportProgress& p) { last_count = p.relationships; };
  const ImportReport report = must(import_csv(store(), plan, options));
  EXPECT_EQ(report.relationships, 3U);
  EXPECT_EQ(last_count, 3U);
  EXPECT_EQ(report.properties, 8U);
  reopen();
  auto tx = read();
  const auto lives_in = *tx->find_relationship_type("LIVES_IN");
  EXPECT_EQ(must(tx->relationship_count(lives_in)), 2U);
  const auto cities = must(tx->nodes_with_label(*tx->find_label("City")));
  std::array<NodeId, 2> city;
  ASSERT_EQ(must(cities->next(city)), 1U);
  EXPECT_EQ(must(tx->degree(city[0], Direction::incoming, {})), 2U);
  EXPECT_FALSE(tx->find_property_key("from"));
  const CheckReport check = must(check_database(store()));
  EXPECT_TRUE(check.sound()) << check.render();
}

TEST_P(CsvImportTest, IdsMayRepeatAcrossLabels) {
  ImportPlan plan;
  plan.nodes.push_back({file("a.csv", "id\n1\n2\n"), {"A"}});
  plan.nodes.push_back({file("b.csv", "id\n1\n"), {"B"}});
  const std::string rows = file("r.csv", "from,to\n1,1\n");
  plan.relationships.push_back({rows, "R", {}, {}});
  const Error error = import_error(plan);
  EXPECT_EQ(error.error_class, ErrorClass::input_error);
  EXPECT_NE(error.message.find("r.csv: line 2"), std::string::npos) << error.message;
  EXPECT_NE(error.message.find("several labels"), std::string::npos) << error.message;
  plan.relationships = {{rows, "R", "A", "B"}};
  EXPECT_EQ(must(import_csv(store(), plan)).relationships, 1U);
}

TEST_P(CsvImportTest, MistakesNameFileAndLine) {
  const auto expect = [&](const ImportPlan& plan, const std::string& text) {
    const Error error = import_error(plan);
    EXPECT_EQ(error.error_class, ErrorClass::input_error) << error.message;
    EXPECT_NE((error.message + "|" + error.hint).find(text), std::string::npos)
        << error.message << " | " << error.hint;
  };
  const auto nodes = [&](const std::string& text) {
    ImportPlan plan;
    plan.nodes.push_back({file("n.csv", text), {"N"}});
    return plan;
  };
  expect(nodes(""), "n.csv: the file is empty");
  expect(nodes("id,a\n1\n"), "n.csv: line 2: 1 fields, but the header names 2");
  expect(nodes("id,a:int\n1,2\n2,x\n"), "line 3: 'x' in column 'a' is no integer");
  expect(nodes("id,a:date\n1,2020-02-30\n"), "is no date");
  expect(nodes("id,a:blob\n1,2\n"), "unknown type 'blob'");
  expect(nodes("ids,a\n1,2\n"), "did you mean 'ids'?");
  expect(nodes("id,a,a\n1,2,3\n"), "'a' comes twice");
  expect(nodes("id,\n1,2\n"), "column 2 has no valid name");
  expect(nodes("id\n1\n1\n"), "line 3: the id '1' was used before");
  expect(nodes("id,a\n,1\n"), "line 2: column 'id' is empty");
  expect(nodes("id,a\n1,\xFF\n"), "line 2: column 'a' is not valid UTF-8");
  expect(nodes("id,a\n1,\"open\n"), "n.csv: line 2: a quoted field is not closed");
  ImportPlan plan = small_plan();
  plan.relationships.push_back({file("r.csv", "from,to\np1,c1\np1,p9\n"), "R", {}, {}});
  expect(plan, "r.csv: line 3: there is no node with id 'p9'");
}

TEST_P(CsvImportTest, OtherFailures) {
  ImportPlan plan = small_plan();
  plan.nodes.push_back({files_ / "missing.csv", {"N"}});
  EXPECT_EQ(import_error(plan).error_class, ErrorClass::not_found);
  plan = small_plan();
  plan.relationships.push_back({file("r.csv", "from,to\n"), "R", "Nobody", "Person"});
  EXPECT_EQ(import_error(plan).error_class, ErrorClass::argument_error);
  std::stop_source stop;
  stop.request_stop();
  ImportOptions options;
  options.stop = stop.get_token();
  EXPECT_EQ(import_error(small_plan(), options).error_class, ErrorClass::interrupted);
}

TEST_P(CsvImportTest, TypesOfColumnsCanBeGivenOutside) {
  ImportPlan plan;
  plan.nodes.push_back({file("n.csv", "id;since\n1;2001-02-03\n"), {"N"}});
  plan.delimiter = ';';
  plan.types = {{"since", ColumnType::string}, {"id", ColumnType::string}};
  must(import_csv(store(), plan));
  auto tx = read();
  const auto cursor = must(tx->all_nodes());
  std::array<NodeId, 2> node;
  ASSERT_EQ(must(cursor->next(node)), 1U);
  EXPECT_TRUE(must(tx->node_property(node[0], *tx->find_property_key("since"))).is_string());
  EXPECT_TRUE(must(tx->node_property(node[0], *tx->find_property_key("id"))).is_string());
}

TEST(ImportArgumentTest, FilesWithLabelsAndTypes) {
  const NodeFile nodes = must(parse_node_file("Person:Entity=a=b.csv"));
  EXPECT_EQ(nodes.labels, (std::vector<std::string>{"Person", "Entity"}));
  EXPECT_EQ(nodes.path, "a=b.csv");
  const RelationshipFile one = must(parse_relationship_file("KNOWS=k.csv"));
  EXPECT_EQ(one.type, "KNOWS");
  EXPECT_TRUE(one.source_label.empty());
  const RelationshipFile three = must(parse_relationship_file("KNOWS:A:B=k.csv"));
  EXPECT_EQ(three.source_label, "A");
  EXPECT_EQ(three.target_label, "B");
  for (const char* text : {"", "file.csv", "=file.csv", "A=", "A:=x", ":A=x"}) {
    EXPECT_FALSE(parse_node_file(text)) << text;
  }
  EXPECT_FALSE(parse_relationship_file("A:B=x"));
}

TEST(TypeInferenceTest, FirstTypeThatFitsAll) {
  const auto infer = [](const std::vector<std::string>& texts) {
    TypeInference inference;
    for (const std::string& text : texts) inference.see({text, false});
    return inference.type();
  };
  EXPECT_EQ(infer({"1", "-2", ""}), ColumnType::integer);
  EXPECT_EQ(infer({"1", "2.5", "1e3"}), ColumnType::floating);
  EXPECT_EQ(infer({"9223372036854775808"}), ColumnType::floating);
  EXPECT_EQ(infer({"true", "False"}), ColumnType::boolean);
  EXPECT_EQ(infer({"2020-02-29"}), ColumnType::date);
  EXPECT_EQ(infer({"2021-02-29"}), ColumnType::string);
  EXPECT_EQ(infer({"01", "2"}), ColumnType::string);
  EXPECT_EQ(infer({"0", "0.5", "-0.5"}), ColumnType::floating);
  EXPECT_EQ(infer({"nan"}), ColumnType::string);
  EXPECT_EQ(infer({"1", "true"}), ColumnType::string);
  EXPECT_EQ(infer({"", ""}), ColumnType::string);
}

TEST(ExternalIdsTest, GroupsAndGrowth) {
  ExternalIds ids;
  EXPECT_EQ(ids.find(std::nullopt, "x").outcome, ExternalIds::Lookup::unknown);
  for (std::uint64_t i = 0; i < 5000; ++i) {
    EXPECT_TRUE(ids.insert(0, "id" + std::to_string(i), NodeId(i)));
  }
  EXPECT_FALSE(ids.insert(0, "id77", NodeId(1)));
  EXPECT_TRUE(ids.insert(1, "id77", NodeId(9000)));
  EXPECT_EQ(ids.find(std::nullopt, "id78").node, NodeId(78));
  EXPECT_EQ(ids.find(0, "id77").node, NodeId(77));
  EXPECT_EQ(ids.find(1, "id77").node, NodeId(9000));
  EXPECT_EQ(ids.find(1, "id78").outcome, ExternalIds::Lookup::unknown);
  EXPECT_EQ(ids.find(std::nullopt, "id77").outcome, ExternalIds::Lookup::ambiguous);
}

}  // namespace
}  // namespace entente::storage
