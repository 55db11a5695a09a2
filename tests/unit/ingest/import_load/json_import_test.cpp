#include <gtest/gtest.h>

#include "tests/support/import_fixture.hpp"

namespace entente::importing {
namespace {

using testing::must;

class JsonImportTest : public testing::ImportFixture {
 protected:
  ImportPlan plan_of(const std::string& text) {
    ImportPlan plan;
    plan.graphs.push_back({file("g.jsonl", text), ImportFormat::automatic});
    return plan;
  }
};
ENTENTE_OVER_ALL_STORES(JsonImportTest);

TEST_P(JsonImportTest, ExportsOfApoc) {
  must(load(plan_of(
      R"({"type":"node","id":"0","labels":["User"],"properties":{"name":"Adam","age":42,"kids":["Sam","Anna"],"place":{"crs":"wgs-84","latitude":33.5,"longitude":13.1,"height":null}}})"
      "\r\n"
      R"({"type":"node","id":"1","labels":["User","Admin"],"properties":{"name":"Jim","none":null}})"
      "\n\n"
      R"({"id":"0","type":"relationship","label":"KNOWS","properties":{"since":1993},"start":{"id":"0","labels":["User"]},"end":{"id":"1","labels":["User"]}})")));
  EXPECT_EQ(rejects_, std::vector<std::string>());
  EXPECT_EQ(graph(),
            "(:Admin:User {name: 'Jim'})\n"
            "(:User {age: 42, kids: ['Sam', 'Anna'], name: 'Adam', place: point({x: 13.1, y: 33.5, "
            "srid: 4326})})\n"
            "(:User {age: 42, kids: ['Sam', 'Anna'], name: 'Adam', place: point({x: 13.1, y: 33.5, "
            "srid: 4326})})-[:KNOWS {since: 1993}]->(:Admin:User {name: 'Jim'})\n");
}

TEST_P(JsonImportTest, PlainObjectsInAnyOrder) {
  ImportPlan plan = plan_of(R"({"type":"LIVES_IN","from":1,"to":"rome","since":"2001-02-03"})"
                            "\n"
                            R"({"labels":"City","id":"rome","more":{"a":[1,{}]}})"
                            "\n"
                            R"({"labels":["Person"],"id":1,"type":"human"})"
                            "\n"
                            R"({"note":"no label, no id"})");
  plan.types["since"] = must(parse_column_spec("date"));
  must(load(plan));
  EXPECT_EQ(rejects_, std::vector<std::string>());
  EXPECT_EQ(graph(),
            "( {note: 'no label, no id'})\n"
            "(:City {id: 'rome', more: '{\"a\":[1,{}]}'})\n"
            "(:Person {id: 1, type: 'human'})\n"
            "(:Person {id: 1, type: 'human'})-[:LIVES_IN {since: 2001-02-03}]->(:City {id: 'rome', "
            "more: '{\"a\":[1,{}]}'})\n");
}

TEST_P(JsonImportTest, BadLinesAreLeftOutWithReasons) {
  ImportPlan plan = plan_of(
      "{\"id\":1}\n"
      "{broken\n"
      "[1]\n"
      "{\"labels\":[7]}\n"
      "{\"type\":\"node\",\"properties\":3}\n"
      "{\"type\":\"relationship\",\"start\":{\"id\":1},\"end\":{\"id\":1}}\n"
      "{\"type\":\"R\",\"from\":{},\"to\":1}\n"
      "{\"type\":\"R\",\"from\":1,\"to\":2}\n"
      "{\"id\":1}\n"
      "{\"id\":\"\xFF\"}\n"
      "{\"at\":\"soon\"}\n"
      "{\"\":1}\n"
      "{\"id\":5,\"cut");
  plan.types["at"] = must(parse_column_spec("date"));
  const ImportReport report = must(load(plan));
  EXPECT_EQ(report.nodes, 1U);
  EXPECT_EQ(rejects_,
            (std::vector<std::string>{
                "g.jsonl:2 this is not valid JSON (at byte 2) | {broken",
                "g.jsonl:3 the line is no JSON object | [1]",
                "g.jsonl:4 'labels' are no strings | {\"labels\":[7]}",
                "g.jsonl:5 'properties' is no object | {\"type\":\"node\",\"properties\":3}",
                "g.jsonl:6 'label' is no string | "
                "{\"type\":\"relationship\",\"start\":{\"id\":1},\"end\":{\"id\":1}}",
                "g.jsonl:7 an end of the relationship has no id | "
                "{\"type\":\"R\",\"from\":{},\"to\":1}",
                "g.jsonl:9 the id '1' was used before | {\"id\":1}",
                "g.jsonl:10 this is not valid JSON (at byte 8) | {\"id\":\"\xFF\"}",
                "g.jsonl:11 'at': 'soon' is no date | {\"at\":\"soon\"}",
                "g.jsonl:12 a property has no name | {\"\":1}",
                "g.jsonl:13 this is not valid JSON (at byte 13) | {\"id\":5,\"cut",
                "g.jsonl:8 there is no node with id '2' | {\"type\":\"R\",\"from\":1,\"to\":2}"}));
}

TEST_P(JsonImportTest, FilesThatAreNoJsonLines) {
  EXPECT_NE(load_error(plan_of("[{\"id\":1}]")).message.find("one JSON array"), std::string::npos);
  ImportPlan plan;
  plan.graphs.push_back({file("g.unknown", "{}"), ImportFormat::automatic});
  EXPECT_EQ(load_error(plan).error_class, ErrorClass::argument_error);
  plan.graphs = {{file("n.csv", "id\n1\n"), ImportFormat::automatic}};
  EXPECT_NE(load_error(plan).hint.find("--nodes"), std::string::npos);
  EXPECT_EQ(must(load(plan_of(""))).nodes, 0U);
}

}  // namespace
}  // namespace entente::importing
