#include "tests/unit/ingest/api/as_of_fixture.hpp"

namespace entente {
namespace {

using testing::as_of_day;
using testing::AsOfDatabase;
using testing::must;
using testing::recorded_day;

using Rows = std::vector<std::string>;

constexpr std::string_view leaders = "MATCH (p:Person)-[:LEADS]->(c:Country) RETURN p.name, c.name";

class AsOfSessionTest : public ::testing::TestWithParam<testing::StoreKind> {
 protected:
  void SetUp() override {
    put("old.csv", "Angela Merkel,Person,LEADS,Germany,Country,2005-11-22,2021-12-08\n", 10);
    put("new.csv", "Olaf Scholz,Person,LEADS,Germany,Country,2021-12-08,2025-05-06\n", 20);
  }
  void put(const std::string& name, const std::string& rows, int day) {
    graph_.ingest(
        testing::write_file(
            folder_, name,
            "source,source_type,relation,target,target_type,valid_from,valid_to\n" + rows),
        day);
  }
  Rows ask(std::string_view query, const QueryOptions& options = {}) {
    return AsOfDatabase::ask(session_, query, options);
  }
  ErrorClass failure(std::string_view query, const QueryOptions& options = {}) {
    const auto rows = AsOfDatabase::run(session_, query, options);
    EXPECT_FALSE(rows) << query;
    return rows ? ErrorClass::internal : rows.error().error_class;
  }

  testing::TempDir folder_;
  AsOfDatabase graph_{GetParam()};
  Session session_ = graph_.database().session();
};

const Rows both = {"'Angela Merkel' | 'Germany'", "'Olaf Scholz' | 'Germany'"};
const Rows merkel = {"'Angela Merkel' | 'Germany'"};

TEST_P(AsOfSessionTest, TheSessionRemembersAndOptionsOverrule) {
  EXPECT_FALSE(session_.as_of().any());
  EXPECT_EQ(ask(leaders), both);
  session_.set_as_of(AsOf{recorded_day(15), std::nullopt});
  EXPECT_EQ(session_.as_of().recorded, recorded_day(15));
  EXPECT_EQ(ask(leaders), merkel);
  EXPECT_EQ(ask(leaders, as_of_day(5)), Rows{});
  QueryOptions present;
  present.as_of = AsOf{};
  EXPECT_EQ(ask(leaders, present), both);
  session_.set_as_of({});
  EXPECT_EQ(ask(leaders), both);
}

TEST_P(AsOfSessionTest, OneTextIsPlannedForBothTimes) {
  // The plan of the present may leave out a test of a label that all ends have now.
  for (int round = 0; round < 3; ++round) {
    EXPECT_EQ(ask(leaders), both);
    EXPECT_EQ(ask(leaders, as_of_day(15)), merkel);
  }
}

TEST_P(AsOfSessionTest, WritesAreRefusedAndReadingGoesOn) {
  session_.set_as_of(AsOf{recorded_day(15), std::nullopt});
  const auto refused = session_.run("CREATE (:X)");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().error_class, ErrorClass::read_only);
  EXPECT_NE(refused.error().message.find("recorded 2026-01-16T00:00Z"), std::string::npos)
      << refused.error().message;
  EXPECT_TRUE(session_.run("EXPLAIN CREATE (:X)")) << "nothing is written by planning";
  EXPECT_EQ(ask(leaders), merkel);
  session_.set_as_of({});
  EXPECT_EQ(ask("MATCH (n:X) RETURN n"), Rows{});
}

TEST_P(AsOfSessionTest, InsideATransactionItsOwnWritesAreSeen) {
  ASSERT_TRUE(session_.begin());
  EXPECT_EQ(ask("CREATE (:Note {text: 'mine'})"), Rows{});
  session_.set_as_of(AsOf{recorded_day(15), std::nullopt});
  EXPECT_EQ(ask(leaders), merkel);
  EXPECT_EQ(ask("MATCH (n:Note) RETURN n.text"), Rows{"'mine'"});
  EXPECT_EQ(failure("CREATE (:X)"), ErrorClass::read_only);
  session_.set_as_of({});
  EXPECT_EQ(ask(leaders), both);
  ASSERT_TRUE(session_.commit());
  EXPECT_EQ(ask("MATCH (n:Note) RETURN count(n)"), Rows{"1"});
}

TEST_P(AsOfSessionTest, AResultIsReadOnAfterTheTransactionWroteMore) {
  ASSERT_TRUE(session_.begin());
  auto result = session_.run(leaders, {}, as_of_day(15));
  ASSERT_TRUE(result);
  EXPECT_EQ(ask("MATCH (n:Person) DETACH DELETE n"), Rows{});
  EXPECT_EQ(must(result->rows()).size(), 1U);
  ASSERT_TRUE(session_.rollback());
}

TEST_P(AsOfSessionTest, AReplacedDocumentCountsFromItsReplacement) {
  put("old.csv", "Angela Merkel,Person,LEADS,Germany,Country,2005,2021\n", 30);
  EXPECT_EQ(ask(leaders, as_of_day(15)), Rows{});
  EXPECT_EQ(ask(leaders, as_of_day(25)), Rows{"'Olaf Scholz' | 'Germany'"});
  EXPECT_EQ(ask(leaders, as_of_day(30)), both);
  // Read again without a change, it stays where it was.
  put("old.csv", "Angela Merkel,Person,LEADS,Germany,Country,2005,2021\n", 40);
  EXPECT_EQ(ask(leaders, as_of_day(30)), both);
}

TEST_P(AsOfSessionTest, ARemovedDocumentIsForgotten) {
  must(remove_document(graph_.database(), folder_ / "old.csv"));
  EXPECT_EQ(ask(leaders, as_of_day(15)), Rows{});
}

TEST_P(AsOfSessionTest, RelationshipsThatPeopleMadeNeedTheirEnds) {
  EXPECT_EQ(ask("MATCH (a:Person {name: 'Angela Merkel'}), (b:Person {name: 'Olaf Scholz'}) "
                "CREATE (b)-[:SUCCEEDED {in: 2021}]->(a)"),
            Rows{});
  constexpr std::string_view query = "MATCH ()-[r:SUCCEEDED]->() RETURN r.in";
  EXPECT_EQ(ask(query, as_of_day(15)), Rows{});
  EXPECT_EQ(ask(query, as_of_day(20)), Rows{"2021"});
}

TEST_P(AsOfSessionTest, WhatPeopleSetOnAnEntityStays) {
  EXPECT_EQ(ask("MATCH (c:Country) SET c.note = 'mine', c:Checked"), Rows{});
  EXPECT_EQ(ask("MATCH (c:Checked) RETURN c.name, c.note", as_of_day(15)),
            Rows{"'Germany' | 'mine'"});
}

TEST_P(AsOfSessionTest, EveryDocumentIsRecordedWhenItIsWritten) {
  const auto before =
      std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  must(ingest_texts(graph_.database(), {{"now", "Xi Jinping visited France.", {}, {}, {}}}));
  const auto after = std::chrono::system_clock::now();
  for (const DocumentSummary& document : must(list_documents(graph_.database()))) {
    if (document.id != "now") continue;
    EXPECT_GE(document.recorded_at, before);
    EXPECT_LE(document.recorded_at, after);
    QueryOptions options;
    options.as_of = AsOf{document.recorded_at, std::nullopt};
    EXPECT_EQ(ask("MATCH (d:Document {id: 'now'}) RETURN d.recorded_at", options),
              Rows{Value(to_date_time(document.recorded_at)).to_text()});
    options.as_of->recorded = document.recorded_at - std::chrono::milliseconds(1);
    EXPECT_EQ(ask("MATCH (d:Document {id: 'now'}) RETURN d", options), Rows{});
  }
}

TEST_P(AsOfSessionTest, LongSearchesForThePastCanBeStopped) {
  EXPECT_EQ(ask("UNWIND range(1, 5000) AS i CREATE (:N)"), Rows{});
  QueryOptions options = as_of_day(15);
  options.stop.request_stop();
  EXPECT_EQ(failure("MATCH (n) RETURN count(n)", options), ErrorClass::interrupted);
}

INSTANTIATE_TEST_SUITE_P(Stores, AsOfSessionTest,
                         ::testing::Values(testing::StoreKind::memory, testing::StoreKind::rocks),
                         [](const auto& store) { return testing::to_string(store.param); });

}  // namespace
}  // namespace entente
