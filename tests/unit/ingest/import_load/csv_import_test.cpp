#include <gtest/gtest.h>

#include "tests/support/import_fixture.hpp"

namespace entente::importing {
namespace {

using testing::must;

class CsvImportTest : public testing::ImportFixture {
 protected:
  ImportPlan small_plan() {
    ImportPlan plan;
    plan.nodes.push_back({{file("people.csv", "id,name\np1,Ann\np2,Bob\n")}, {"Person"}});
    plan.nodes.push_back({{file("cities.csv", "id,name\nc1,Rome\n")}, {"City"}});
    return plan;
  }
};
ENTENTE_OVER_ALL_STORES(CsvImportTest);

TEST_P(CsvImportTest, TypesAreInferredOrDeclared) {
  ImportPlan plan;
  plan.nodes.push_back(
      {{file("people.csv",
             "\xEF\xBB\xBFid,name,score,ratio,since,active,zip,mixed:string,empty\r\n"
             "p1,\"Ann \"\"A\"\" Smith\",7,1,2001-02-03,true,00123,5,\r\n"
             "p2,\"two\nlines\",-8,2.5,1999-12-31,FALSE,45678,x,\r\n"
             "\r\n"
             "p3,,,,,,,\"\",\r\n")},
       {"Person", "Entity"}});
  const ImportReport report = must(load(plan));
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
      {{file("lives.csv", "to,from,amount\nc1,p1,0.5\nc1,p2,3\n")}, "LIVES_IN", {}, {}});
  plan.relationships.push_back(
      {{file("knows.csv", "from,to\np1,p2\n")}, "KNOWS", "Person", "Person"});
  std::uint64_t last_count = 0;
  ImportOptions options;
  options.progress = [&](const ImportProgress& p) { last_count = p.relationships; };
  const ImportReport report = must(load(plan, options));
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
  plan.nodes.push_back({{file("a.csv", "id\n1\n2\n")}, {"A"}});
  plan.nodes.push_back({{file("b.csv", "id\n1\n")}, {"B"}});
  const std::string rows = file("r.csv", "from,to\n1,1\n");
  plan.relationships.push_back({{rows}, "R", {}, {}});
  ImportOptions options;
  options.rejects_max = 0;
  const Error error = load_error(plan, options);
  EXPECT_EQ(error.error_class, ErrorClass::input_error);
  EXPECT_NE(error.message.find("r.csv: line 2"), std::string::npos) << error.message;
  EXPECT_NE(error.message.find("several labels"), std::string::npos) << error.message;
  plan.relationships = {{{rows}, "R", "A", "B"}};
  EXPECT_EQ(must(load(plan)).relationships, 1U);
}

TEST_P(CsvImportTest, FilesThatCannotBeReadNameFileAndLine) {
  const auto expect = [&](const std::string& text, const std::string& message) {
    ImportPlan plan;
    plan.nodes.push_back({{file("n.csv", text)}, {"N"}});
    const Error error = load_error(plan);
    EXPECT_EQ(error.error_class, ErrorClass::input_error) << error.message;
    EXPECT_NE((error.message + "|" + error.hint).find(message), std::string::npos)
        << error.message << " | " << error.hint;
  };
  expect("", "n.csv: the file is empty");
  expect("id,a:blob\n1,2\n", "there is no column type 'blob'");
  expect("ids,a\n1,2\n", "did you mean 'ids'?");
  expect("id,a\n1,\"open\n", "n.csv: line 2: a quoted field is not closed");
  expect("id,a\n1,\"shut\" x\n", "n.csv: line 2: there is text behind a closing quote");
  expect(":ID,a:datetime{timezone:Mars}\n", "column 'a'");
  expect(std::string("\xFE\xFF\0i\0d", 6), "UTF-16");
}

TEST_P(CsvImportTest, BadRowsAreLeftOutWithReasons) {
  ImportPlan plan;
  plan.nodes.push_back({{file("n.csv",
                              "id,a:int,b\n1,2,x\n2,x,y\n3,4\n4,5,6,7\n1,9,z\n,1,q\n5,6,\xFF\n"
                              "6,,\"two\nlines\"\n7,9223372036854775808,\n")},
                        {"N"}});
  plan.relationships.push_back(
      {{file("r.csv", "from,to,w:float\n1,6,0.5\n1,99,1\n98,1,1\n2,1,1\n,1,1\n1,6,much\n")},
       "R",
       {},
       {}});
  const ImportReport report = must(load(plan));
  EXPECT_EQ(graph(),
            "(:N {a: 2, b: 'x', id: 1})\n"
            "(:N {a: 2, b: 'x', id: 1})-[:R {w: 0.5}]->(:N {b: 'two\\nlines', id: 6})\n"
            "(:N {b: 'two\\nlines', id: 6})\n");
  EXPECT_EQ(rejects_,
            (std::vector<std::string>{
                "n.csv:3 column 'a': 'x' is no integer | 2,x,y",
                "n.csv:4 2 fields, but the header names 3 columns | 3,4",
                "n.csv:5 4 fields, but the header names 3 columns | 4,5,6,7",
                "n.csv:6 the id '1' was used before | 1,9,z", "n.csv:7 column 'id' is empty | ,1,q",
                "n.csv:8 column 'b': the text is not valid UTF-8 | 5,6,\xFF",
                "n.csv:11 column 'a': '9223372036854775808' is no integer | 7,9223372036854775808,",
                "r.csv:6 the start node is empty | ,1,1",
                "r.csv:7 column 'w': 'much' is no float | 1,6,much",
                "r.csv:3 there is no node with id '99' | 1,99,1",
                "r.csv:4 there is no node with id '98' | 98,1,1",
                "r.csv:5 there is no node with id '2' | 2,1,1"}));
  EXPECT_EQ(report.rejects, rejects_.size());
}

TEST_P(CsvImportTest, TooManyBadRowsEndTheImport) {
  ImportPlan plan;
  plan.nodes.push_back({{file("n.csv", "id,a:int\n1,x\n2,y\n3,z\n4,1\n")}, {"N"}});
  ImportOptions options;
  options.rejects_max = 2;
  const Error error = load_error(plan, options);
  EXPECT_EQ(error.error_class, ErrorClass::input_error);
  EXPECT_NE(error.message.find("n.csv: line 4: column 'a': 'z' is no integer"), std::string::npos);
  EXPECT_EQ(error.hint, "3 rows were rejected, more than allowed");
  options.rejects_max = 3;
  EXPECT_EQ(must(load(plan, options)).nodes, 1U);
}

TEST_P(CsvImportTest, HeadersOfNeo4jNameRolesSpacesAndTypes) {
  ImportPlan plan;
  plan.nodes.push_back(
      {{file("movies.csv",
             "movieId:ID(Movie),title,year:int,:LABEL\n1,\"The Matrix\",1999,Movie\n"
             "2,Reloaded,2003, Movie;Sequel \n")},
       {}});
  plan.nodes.push_back({{file("actors-header.csv", ":ID(Actor),name,score:int[],:IGNORE\n"),
                         gzip_file("actors-1.csv.gz", "1,Keanu,1;2,x\n"),
                         file("actors-2.csv", ":ID(Actor),name,score:int[],:IGNORE\n2,7,,y\n")},
                        {"Actor"}});
  plan.relationships.push_back(
      {{file("roles.csv",
             ":START_ID(Actor),role,:END_ID(Movie),:TYPE\n1,Neo,1,ACTED_IN\n2,,2,SAW\n1,Neo,2,\n")},
       "DEFAULT",
       {},
       {}});
  const ImportReport report = must(load(plan));
  EXPECT_EQ(rejects_, std::vector<std::string>());
  EXPECT_EQ(graph(),
            "(:Actor {name: '7'})\n"
            "(:Actor {name: '7'})-[:SAW]->(:Movie:Sequel {movieId: '2', title: 'Reloaded', year: "
            "2003})\n"
            "(:Actor {name: 'Keanu', score: [1, 2]})\n"
            "(:Actor {name: 'Keanu', score: [1, 2]})-[:ACTED_IN {role: 'Neo'}]->(:Movie {movieId: "
            "'1', title: 'The Matrix', year: 1999})\n"
            "(:Actor {name: 'Keanu', score: [1, 2]})-[:DEFAULT {role: 'Neo'}]->(:Movie:Sequel "
            "{movieId: '2', title: 'Reloaded', year: 2003})\n"
            "(:Movie {movieId: '1', title: 'The Matrix', year: 1999})\n"
            "(:Movie:Sequel {movieId: '2', title: 'Reloaded', year: 2003})\n");
  EXPECT_EQ(report.properties, 11U);
}

TEST_P(CsvImportTest, IdsOfNeo4jHeadersAreOneSpaceAndMayBeJoined) {
  ImportPlan plan;
  plan.nodes.push_back({{file("a.csv", ":ID,:LABEL\n1,A\n")}, {}});
  plan.nodes.push_back({{file("b.csv", "x:ID{id-type:int},y:ID,:LABEL\n1,1,B\n1,,B\n")}, {}});
  plan.relationships.push_back({{file("r.csv", ":START_ID,:END_ID,:TYPE\n1,11,R\n")}, {}, {}, {}});
  must(load(plan));
  EXPECT_EQ(graph(),
            "(:A)\n"
            "(:A)-[:R]->(:B {x: 1, y: '1'})\n"
            "(:B {x: 1, y: '1'})\n");
  EXPECT_EQ(rejects_, std::vector<std::string>{"b.csv:3 the id '1' was used before | 1,,B"});
}

TEST_P(CsvImportTest, NodesNeedNoIdIfNothingRefersToThem) {
  ImportPlan plan;
  plan.nodes.push_back({{file("a.csv", "name,:LABEL\nAnn,A\nAnn,A\n")}, {}});
  EXPECT_EQ(must(load(plan)).nodes, 2U);
}

TEST_P(CsvImportTest, DelimitersQuotesAndExtraColumns) {
  ImportPlan plan;
  plan.nodes.push_back({{file("n.csv", "id\ttags:string[]\n1\t'a|b''\tc'\textra\n")}, {"N"}});
  plan.delimiter = '\t';
  plan.quote = '\'';
  plan.array_delimiter = '|';
  plan.ignore_extra_columns = true;
  must(load(plan));
  EXPECT_EQ(graph(), "(:N {id: 1, tags: ['a', 'b\\'\\tc']})\n");
}

TEST_P(CsvImportTest, OddBytesStayWhatTheyAre) {
  ImportPlan plan;
  const std::string huge(3'000'000, 'h');
  plan.nodes.push_back(
      {{file("n.csv", std::string("\xEF\xBB\xBFid,a\r\n1,x\0y\r\n2,", 18) + huge + "\r\n3,last")},
       {"N"}});
  EXPECT_EQ(must(load(plan)).nodes, 3U);
  auto tx = read();
  const auto cursor = must(tx->all_nodes());
  std::array<NodeId, 3> node;
  ASSERT_EQ(must(cursor->next(node)), 3U);
  const auto a = *tx->find_property_key("a");
  EXPECT_EQ(must(tx->node_property(node[0], a)).as_string(), std::string_view("x\0y", 3));
  EXPECT_EQ(must(tx->node_property(node[1], a)).as_string(), huge);
}

TEST_P(CsvImportTest, FilesOfOnlyAHeaderAreNoMistake) {
  ImportPlan plan;
  plan.nodes.push_back({{file("n.csv", "id,name\n")}, {"N"}});
  plan.relationships.push_back({{file("r.csv", "from,to\n")}, "R", "N", "N"});
  const ImportReport report = must(load(plan));
  EXPECT_EQ(report.nodes + report.relationships + report.rejects, 0U);
}

TEST_P(CsvImportTest, OtherFailures) {
  ImportPlan plan = small_plan();
  plan.nodes.push_back({{files_ / "missing.csv"}, {"N"}});
  EXPECT_EQ(load_error(plan).error_class, ErrorClass::not_found);
  plan.nodes.back().paths = {files_ / "missing*.csv"};
  EXPECT_EQ(load_error(plan).error_class, ErrorClass::not_found);
  plan = small_plan();
  plan.relationships.push_back({{file("r.csv", "from,to\n")}, "R", "Nobody", "Person"});
  EXPECT_EQ(load_error(plan).error_class, ErrorClass::argument_error);
  plan.relationships = {{{file("r.csv", "from,to\np1,p2\n")}, "", {}, {}}};
  EXPECT_NE(load_error(plan).message.find("nothing says the type"), std::string::npos);
  std::stop_source stop;
  stop.request_stop();
  ImportOptions options;
  options.stop = stop.get_token();
  EXPECT_EQ(load_error(small_plan(), options).error_class, ErrorClass::interrupted);
}

TEST_P(CsvImportTest, TypesOfColumnsCanBeGivenOutside) {
  ImportPlan plan;
  plan.nodes.push_back({{file("n.csv", "id;since\n1;2001-02-03\n")}, {"N"}});
  plan.delimiter = ';';
  plan.types["since"].type = ColumnType::string;
  plan.types["id"].type = ColumnType::string;
  must(load(plan));
  EXPECT_EQ(graph(), "(:N {id: '1', since: '2001-02-03'})\n");
}

TEST_P(CsvImportTest, RowsThatBreakAConstraintAreLeftOut) {
  {
    auto tx = write();
    storage::IndexDefinition exists;
    exists.kind = storage::IndexKind::existence;
    exists.tokens = {must(tx->get_or_create_label("N")).value};
    exists.properties = {must(tx->get_or_create_property_key("name"))};
    must(tx->create_index(exists));
    commit(tx);
    tx = write();
    must(tx->create_index({}, storage::IndexKind::range, *tx->find_label("N"),
                          {must(tx->get_or_create_property_key("id"))}));
    commit(tx);
  }
  ImportPlan plan;
  plan.nodes.push_back({{file("n.csv", "id,name\n1,Ann\n2,\n3,Cid\n")}, {"N"}});
  plan.relationships.push_back({{file("r.csv", "from,to\n1,2\n1,3\n")}, "R", {}, {}});
  const ImportReport report = must(load(plan));
  EXPECT_EQ(report.nodes, 2U);
  EXPECT_EQ(report.relationships, 1U);
  ASSERT_EQ(rejects_.size(), 2U);
  EXPECT_NE(rejects_[0].find("must have the property"), std::string::npos) << rejects_[0];
}

TEST(ImportArgumentTest, FilesWithLabelsAndTypes) {
  const NodeFile nodes = must(parse_node_file("Person:Entity=a=b.csv,c.csv"));
  EXPECT_EQ(nodes.labels, (std::vector<std::string>{"Person", "Entity"}));
  EXPECT_EQ(nodes.paths, (std::vector<std::string>{"a=b.csv", "c.csv"}));
  EXPECT_TRUE(must(parse_node_file("a.csv,b.csv")).labels.empty());
  const RelationshipFile one = must(parse_relationship_file("KNOWS=k.csv"));
  EXPECT_EQ(one.type, "KNOWS");
  EXPECT_TRUE(one.source_label.empty());
  const RelationshipFile three = must(parse_relationship_file("KNOWS:A:B=k.csv"));
  EXPECT_EQ(three.source_label, "A");
  EXPECT_EQ(three.target_label, "B");
  EXPECT_TRUE(must(parse_relationship_file("k.csv")).type.empty());
  for (const char* text : {"", "=file.csv", "A=", "A:=x", ":A=x", "A=x,", "x,,y"}) {
    EXPECT_FALSE(parse_node_file(text)) << text;
  }
  EXPECT_FALSE(parse_relationship_file("A:B=x"));
  EXPECT_FALSE(parse_relationship_file("A:B:C:D=x"));
}

}  // namespace
}  // namespace entente::importing
