#include "entente/entities.hpp"

#include "storage/graph/graph_store.hpp"
#include "tests/support/graph_text.hpp"
#include "tests/unit/ingest/api/as_of_fixture.hpp"

namespace entente {
namespace {

using testing::AsOfDatabase;
using testing::GraphText;
using testing::must;
using testing::recorded_day;

constexpr const char* header = "source,source_type,relation,target,target_type,role\n";

class EntitiesTest : public ::testing::TestWithParam<testing::StoreKind> {
 protected:
  /// Reads a table of relations as a document of its own.
  void put(const std::string& name, const std::string& rows, int day = 0) {
    data_.ingest(testing::write_file(folder_, name, header + rows), day);
  }
  void take_back(const std::string& name) { must(remove_document(database(), folder_ / name)); }
  Database& database() { return data_.database(); }
  std::string dump() { return GraphText::of(*database().store()); }
  std::vector<std::string> ask(const std::string& query, const QueryOptions& options = {}) {
    return data_.ask(query, options);
  }

  testing::TempDir folder_;
  AsOfDatabase data_{GetParam()};
};

TEST_P(EntitiesTest, MergeAndForgetLeaveNoTrace) {
  put("one.csv",
      "Mark Zuckerberg,Person,LEADS,Northern Bank,Company,chief executive\n"
      "Harbour Bank,Company,OWNS,Instagram,Company,\n");
  put("two.csv",
      "Harbour Bank,Company,BASED_IN,United States,Country,\n"
      "Northern Bank,Company,OWNS,Instagram,Company,\n");
  const std::string before = dump();
  IdentityStatement why;
  why.reason = "renamed";
  const IdentityReport merged =
      must(merge_entities(database(), "Harbour Bank", "Northern Bank", why));
  EXPECT_TRUE(merged.changed);
  EXPECT_TRUE(merged.same);
  ASSERT_EQ(merged.group.size(), 2U);
  EXPECT_EQ(merged.group.front().name, "Northern Bank");
  EXPECT_NE(dump(), before);
  const IdentityReport split =
      must(split_entities(database(), "Harbour Bank", "Northern Bank", {}, /*forget=*/true));
  EXPECT_FALSE(split.same);
  EXPECT_EQ(dump(), before);
}

TEST_P(EntitiesTest, MergeTouchesNeitherClaimsNorMentions) {
  put("one.csv",
      "Harbour Bank,Company,OWNS,Instagram,Company,\n"
      "Northern Bank,Company,OWNS,WhatsApp,Company,\n");
  const auto all = "MATCH (a)-[r:OWNS]->(b) RETURN a.name, b.name, evidence(r)";
  const auto before = ask(all);
  must(merge_entities(database(), "Harbour Bank", "Northern Bank"));
  EXPECT_EQ(ask(all), before);
  EXPECT_EQ(ask("MATCH (:Company {name: 'Harbour Bank'})-[:OWNS]->(x) RETURN x.name"),
            std::vector<std::string>{"'Instagram'"});
  EXPECT_EQ(
      ask("MATCH (m:Company {name: 'Northern Bank'}) UNWIND same(m) AS s MATCH (s)-[:OWNS]->(x) "
          "RETURN canonical(s).name, x.name"),
      (std::vector<std::string>{"'Northern Bank' | 'Instagram'", "'Northern Bank' | 'WhatsApp'"}));
}

TEST_P(EntitiesTest, ASplitOutlivesLaterDocuments) {
  put("short.csv", "Lavrov,Person,VISITED,India,Country,\n");
  put("long.csv", "Sergey Lavrov,Person,VISITED,China,Country,\n");
  const std::string links = "MATCH (:Person)-[s:SAME_AS]->(:Person) RETURN s.reason";
  EXPECT_EQ(ask(links), std::vector<std::string>{"'short name'"});
  must(split_entities(database(), "Lavrov", "Sergey Lavrov"));
  EXPECT_TRUE(ask(links).empty());
  put("later.csv",
      "Lavrov,Person,VISITED,Japan,Country,\n"
      "Sergey Lavrov,Person,VISITED,Japan,Country,\n");
  EXPECT_TRUE(ask(links).empty());
  // Taken back, the rule finds the names again.
  must(split_entities(database(), "Lavrov", "Sergey Lavrov", {}, /*forget=*/true));
  EXPECT_EQ(ask(links), std::vector<std::string>{"'short name'"});
}

TEST_P(EntitiesTest, WhatPeopleStatedOutlivesADocumentThatComesAgain) {
  put("one.csv", "Harbour Bank,Company,OWNS,Instagram,Company,\n");
  put("two.csv", "Northern Bank,Company,OWNS,WhatsApp,Company,\n");
  must(merge_entities(database(), "Harbour Bank", "Northern Bank"));
  take_back("one.csv");
  put("one.csv", "Harbour Bank,Company,OWNS,Instagram,Company,\n");
  EXPECT_EQ(ask("MATCH (f:Company {name: 'Harbour Bank'}) RETURN canonical(f).name"),
            std::vector<std::string>{"'Northern Bank'"});
}

TEST_P(EntitiesTest, SpellingsInitialsAndLegalFormsAreLinkedWithTheirReasons) {
  put("one.csv",
      "Volodymyr Zelensky,Person,VISITED,France,Country,\n"
      "Volodymyr Zelenskyy,Person,VISITED,Germany,Country,\n"
      "Rosneft PJSC,Company,BASED_IN,Russia,Country,\n"
      "Rosneft,Company,SUPPLIES,India,Country,\n"
      "Eurasian Grain Council,Organization,BASED_IN,Russia,Country,\n"
      "EGC,Organization,COOPERATES_WITH,India,Country,\n");
  EXPECT_EQ(ask("MATCH (a)-[s:SAME_AS]->(b) RETURN DISTINCT a.name, b.name, s.reason, s.made_by"),
            (std::vector<std::string>{
                "'EGC' | 'Eurasian Grain Council' | 'initials' | 'rule'",
                "'Rosneft PJSC' | 'Rosneft' | 'legal form of the name' | 'rule'",
                "'Volodymyr Zelenskyy' | 'Volodymyr Zelensky' | 'spelling of the name' | 'rule'"}));
}

TEST_P(EntitiesTest, TwoWhoMayBeMeantAreNotLinked) {
  put("one.csv",
      "George Bush,Person,VISITED,Japan,Country,\n"
      "George W. Bush,Person,VISITED,Iraq,Country,\n"
      "George H. W. Bush,Person,VISITED,Kuwait,Country,\n");
  EXPECT_TRUE(ask("MATCH ()-[s:SAME_AS]->() RETURN s").empty());
}

TEST_P(EntitiesTest, TwoDatesOfBirthKeepNamesakesApart) {
  put("one.csv",
      "Bill Gates,Person,BORN_ON,1955-10-28,Date,\n"
      "William Gates,Person,BORN_ON,1925-11-30,Date,\n"
      "Gates,Person,BORN_ON,1925-11-30,Date,\n");
  const std::string links = "MATCH (a)-[s:SAME_AS]->(b) RETURN a.name, b.name";
  EXPECT_TRUE(ask(links).empty());
  const auto refused = merge_entities(database(), "Bill Gates", "William Gates");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().error_class, ErrorClass::argument_error);
}

TEST_P(EntitiesTest, ALinkGoesWhenAFactComesThatSpeaksAgainstIt) {
  put("short.csv", "Gates,Person,BORN_ON,1955-10-28,Date,\n");
  put("long.csv", "William Gates,Person,VISITED,India,Country,\n");
  const std::string links = "MATCH (a)-[s:SAME_AS]->(b) RETURN a.name, b.name";
  EXPECT_EQ(ask(links).size(), 1U);
  put("birth.csv", "William Gates,Person,BORN_ON,1925-11-30,Date,\n");
  EXPECT_TRUE(ask(links).empty());
  take_back("birth.csv");
  EXPECT_EQ(ask(links).size(), 1U);
}

TEST_P(EntitiesTest, LinksAreTheSameInEveryOrderOfDocuments) {
  const std::vector<std::pair<std::string, std::string>> tables = {
      {"a.csv", "Lavrov,Person,VISITED,India,Country,\n"},
      {"b.csv", "Sergey Lavrov,Person,HOLDS_OFFICE,Russia,Country,foreign minister\n"},
      {"c.csv", "Sergey Viktorovich Lavrov,Person,BORN_ON,1950-03-21,Date,\n"},
      {"d.csv", "Pyotr Lavrov,Person,VISITED,Germany,Country,\n"},
  };
  const std::string links = "MATCH (a)-[s:SAME_AS]->(b) RETURN a.name, s.key, b.name";
  std::vector<std::size_t> order = {0, 1, 2, 3};
  std::vector<std::string> expected;
  do {
    for (const std::size_t i : order) put(tables[i].first, tables[i].second);
    if (expected.empty()) expected = ask(links);
    EXPECT_FALSE(expected.empty());
    EXPECT_EQ(ask(links), expected);
    for (const std::size_t i : order) take_back(tables[i].first);
    EXPECT_TRUE(ask("MATCH (n) RETURN n").empty());
  } while (std::next_permutation(order.begin(), order.end()));
}

TEST_P(EntitiesTest, BothClocksGoForIdentityToo) {
  put("one.csv",
      "Harbour Bank,Company,OWNS,Instagram,Company,\nNorthern "
      "Bank,Company,OWNS,WhatsApp,Company,\n");
  IdentityStatement renamed;
  renamed.valid_from = "2021-10-28";
  renamed.recorded_at = recorded_day(5);
  must(merge_entities(database(), "Harbour Bank", "Northern Bank", renamed));
  const std::string query = "MATCH (f:Company {name: 'Harbour Bank'}) RETURN canonical(f).name";
  EXPECT_EQ(ask(query), std::vector<std::string>{"'Northern Bank'"});
  EXPECT_EQ(ask(query, testing::as_of_day(4)), std::vector<std::string>{"'Harbour Bank'"});
  EXPECT_EQ(ask(query, testing::as_of_day(5)), std::vector<std::string>{"'Northern Bank'"});
  QueryOptions before;
  before.as_of = AsOf{std::nullopt, must(valid_date_from("2021-10-27"))};
  EXPECT_EQ(ask(query, before), std::vector<std::string>{"'Harbour Bank'"});
}

TEST_P(EntitiesTest, NamesThatFitSeveralAreAsked) {
  put("one.csv",
      "Amazon,Company,BASED_IN,United States,Country,\n"
      "Amazon,Waterway,LOCATED_IN,Brazil,Country,\n");
  const auto both = find_entity(database(), "Amazon");
  ASSERT_FALSE(both);
  EXPECT_EQ(both.error().error_class, ErrorClass::argument_error);
  EXPECT_NE(both.error().hint.find("Waterway:Amazon (#"), std::string::npos) << both.error().hint;
  const EntitySummary river = must(find_entity(database(), "Waterway:Amazon"));
  EXPECT_EQ(must(find_entity(database(), "#" + std::to_string(river.node.value))).name, "Amazon");
  const auto unknown = find_entity(database(), "Amazonn");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().error_class, ErrorClass::not_found);
  EXPECT_EQ(unknown.error().hint, "did you mean 'Amazon'?");
  EXPECT_FALSE(find_entity(database(), "#x"));
}

INSTANTIATE_TEST_SUITE_P(Stores, EntitiesTest,
                         ::testing::Values(testing::StoreKind::memory, testing::StoreKind::rocks),
                         [](const auto& kind) { return testing::to_string(kind.param); });

}  // namespace
}  // namespace entente
