#include "storage/graph/as_of_view.hpp"
#include "storage/graph/graph_store.hpp"
#include "tests/support/graph_text.hpp"
#include "tests/unit/ingest/api/as_of_fixture.hpp"

/// The oracle: what is answered as of the day on which the k-th document was recorded equals what a
/// database that holds only the first k documents answers, whatever plan is chosen.
namespace entente {
namespace {

using testing::as_of_day;
using testing::AsOfDatabase;
using testing::GraphText;
using testing::must;
using testing::recorded_day;

/// Links between holders of one name have no clock, since they are not claims.
constexpr std::string_view without_clock = "SAME_AS";

/// None returns an id, all are complete without an order.
constexpr std::string_view queries[] = {
    "MATCH (n) RETURN count(n)",
    "MATCH (n:Entity) RETURN count(*)",
    "MATCH (a)-[r]->(b) WHERE type(r) <> 'SAME_AS' RETURN type(r), count(*)",
    "MATCH (a)-[r]->(b) WHERE type(r) <> 'SAME_AS' RETURN a.name, type(r), properties(r), b.name",
    "MATCH (a)-[r]->(b) RETURN type(r), [e IN evidence(r) | [e.document, e.sentence, e.rule]]",
    "MATCH (n) RETURN labels(n), properties(n)",
    "MATCH (d:Document) RETURN d.id, d.recorded_at",
    "MATCH (p:Person {name: 'Vladimir Putin'})-[r]->(x) RETURN type(r), x.name",
    "MATCH (p:Person) WHERE p.name STARTS WITH 'V' RETURN p.name, p.aliases",
    "MATCH (p:Person) WHERE p.name > 'M' RETURN p.name",
    "MATCH (c:Country) WHERE c.name IN ['Russia', 'China', 'France'] RETURN c.name, c.iso_code",
    "MATCH (c:Company {founded: 1989}) RETURN c.name",
    "MATCH (c:Company) WHERE c.founded >= 1980 RETURN c.name, c.founded",
    "MATCH (c:Country) RETURN c.name, COUNT { (c)<-[:MENTIONS]-() }",
    "MATCH (c:Country)-[:SUPPLIES]-() RETURN c.name, count(*)",
    "MATCH (a:Country)<-[:SANCTIONS|IMPOSED_TARIFFS_ON|SUPPLIES]-(b) RETURN count(*)",
    "MATCH (a:Person {name: 'Vladimir Putin'})-[:MET_WITH|VISITED|LEADS|PRAISED*1..3]-(b) "
    "RETURN DISTINCT b.name",
    "MATCH (a:Company)-[:SUPPLIES]->(b)<-[:LEADS]-(c) RETURN a.name, b.name, c.name",
    "MATCH (a:Company {name: 'Gazprom'}), (b:Country {name: 'China'}) "
    "RETURN length(shortestPath((a)-[:SUPPLIES|BASED_IN|SIGNED_DEAL_WITH*1..4]-(b)))",
    "MATCH (c:Country) OPTIONAL MATCH (c)<-[:LEADS]-(p) RETURN c.name, collect(p.name)",
    "MATCH (c:Country) WHERE EXISTS { (c)<-[:SUPPLIES]-() } RETURN c.name",
    "MATCH (a)-[:LEADS]->(b:Country) RETURN a.name, b.name",
    "CALL db.schema.labelCounts() YIELD label, nodes RETURN label, nodes",
    "CALL db.schema.relationshipTypeCounts() YIELD relationshipType AS t, relationships AS n "
    "WITH t, n WHERE t <> 'SAME_AS' RETURN t, n",
    "CALL db.labels() YIELD label RETURN label",
};

/// The graph as sorted lines, without what has no clock.
std::string dump(storage::Transaction& transaction) {
  const std::string all = GraphText::of(transaction);
  std::string kept;
  std::istringstream lines(all);
  for (std::string line; std::getline(lines, line);) {
    if (line.find("-[" + std::string(without_clock)) == std::string::npos) kept += line + "\n";
  }
  return kept;
}

std::string dump_now(Database& database) {
  return dump(*must(database.store()->begin(storage::AccessMode::read)));
}

std::string dump_as_of(Database& database, const AsOf& as_of) {
  std::shared_ptr<storage::Transaction> now =
      must(database.store()->begin(storage::AccessMode::read));
  storage::AsOfView view(std::move(now), as_of);
  return dump(view);
}

class AsOfOracleTest : public ::testing::TestWithParam<testing::StoreKind> {
 protected:
  void SetUp() override {
    const std::filesystem::path news =
        std::filesystem::path(ENTENTE_TEST_SOURCE_DIR) / "examples" / "news";
    for (const auto& entry : std::filesystem::directory_iterator(news)) {
      if (entry.path().filename() != "SOURCES.md") documents_.push_back(entry.path().string());
    }
    std::sort(documents_.begin(), documents_.end());
    ASSERT_GE(documents_.size(), 10U);
    // Tables in the middle and at the end: properties and other spellings come late.
    documents_.insert(documents_.begin() + 5,
                      testing::write_file(folder_, "companies.csv",
                                          "name,type,aliases,founded\n"
                                          "Gazprom,Company,Gasprom;OAO Gazprom,1989\n"
                                          "Huawei,Company,Huawei Technologies,1987\n"));
    documents_.push_back(testing::write_file(
        folder_, "late.csv",
        "source,source_type,relation,target,target_type,valid_from,valid_to,commodity\n"
        "Gazprom,Company,SUPPLIES,China,Country,2019-12-02,,liquefied natural gas\n"
        "Abel Example,Person,LEADS,Russia,Country,2000,2001,\n"));
  }

  static void create_indexes(AsOfDatabase& graph) {
    for (const char* index :
         {"CREATE INDEX FOR (n:Person) ON (n.name)", "CREATE INDEX FOR (n:Country) ON (n.name)",
          "CREATE INDEX FOR (n:Company) ON (n.founded)"}) {
      EXPECT_EQ(graph.ask(index), std::vector<std::string>{}) << index;
    }
  }

  testing::TempDir folder_;
  std::vector<std::string> documents_;
};

TEST_P(AsOfOracleTest, AnswersEqualThoseOfADatabaseThatKnowsNoMore) {
  AsOfDatabase whole(GetParam());
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    whole.ingest(documents_[i], static_cast<int>(i));
  }
  create_indexes(whole);
  AsOfDatabase growing(GetParam());
  std::size_t partial_answers = 0;
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    const int day = static_cast<int>(i);
    growing.ingest(documents_[i], day);
    EXPECT_EQ(dump_as_of(whole.database(), AsOf{recorded_day(day), std::nullopt}),
              dump_now(growing.database()))
        << "as of document " << i;
    for (const std::string_view query : queries) {
      const auto expected = growing.ask(query);
      QueryOptions options = as_of_day(day);
      EXPECT_EQ(whole.ask(query, options), expected) << query << " as of document " << i;
      options.disabled_rules = ~0ULL;
      EXPECT_EQ(whole.ask(query, options), expected) << query << " without rules, " << i;
      if (whole.ask(query) != expected) ++partial_answers;
    }
  }
  EXPECT_GT(partial_answers, documents_.size() * 10) << "the past should differ from the present";
}

TEST_P(AsOfOracleTest, OrderOfRecordingIsNotOrderOfWriting) {
  // Written backwards: documents with higher numbers are recorded earlier.
  AsOfDatabase whole(GetParam());
  for (std::size_t i = documents_.size(); i-- > 0;) {
    whole.ingest(documents_[i], static_cast<int>(i));
  }
  AsOfDatabase growing(GetParam());
  for (std::size_t i = 0; i < documents_.size() / 2; ++i) {
    growing.ingest(documents_[i], static_cast<int>(i));
  }
  const int day = static_cast<int>(documents_.size() / 2) - 1;
  EXPECT_EQ(dump_as_of(whole.database(), AsOf{recorded_day(day), std::nullopt}),
            dump_now(growing.database()));
}

TEST_P(AsOfOracleTest, ValidityEqualsAFilterOverTheEvidence) {
  AsOfDatabase graph(GetParam());
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    graph.ingest(documents_[i], static_cast<int>(i));
  }
  constexpr std::string_view naive =
      "MATCH (a)-[r]->(b) WITH a, r, b, evidence(r) AS claimed "
      "WITH a, r, b, claimed, [e IN claimed WHERE (e.valid_from IS NULL OR e.valid_from <= $day) "
      "  AND (e.valid_to IS NULL OR $day <= e.valid_to) "
      "  AND (e.modality <> 'former' OR e.valid_to IS NOT NULL OR e.date IS NULL "
      "       OR $day <= date(e.date)) "
      "  AND (e.modality <> 'planned' OR e.valid_from IS NOT NULL OR e.date IS NULL "
      "       OR date(e.date) <= $day)] AS valid "
      "WHERE size(claimed) = 0 OR size(valid) > 0 "
      "RETURN a.name, type(r), b.name, [e IN valid | e.sentence]";
  constexpr std::string_view plain =
      "MATCH (a)-[r]->(b) RETURN a.name, type(r), b.name, [e IN evidence(r) | e.sentence]";
  std::set<std::vector<std::string>> answers;
  for (const char* day : {"1990-01-01", "2000-06-30", "2014-03-01", "2014-12-31", "2018-07-06",
                          "2019-06-05", "2022-02-24", "2023-10-13", "2030-01-01"}) {
    QueryOptions options;
    options.as_of = AsOf{std::nullopt, must(valid_date_from(day))};
    const Parameters parameters{{"day", Value(*options.as_of->valid)}};
    const auto expected = graph.ask(naive, {}, parameters);
    EXPECT_EQ(graph.ask(plain, options), expected) << day;
    answers.insert(expected);
    // What relationships say about themselves are the numbers of their evidence.
    EXPECT_EQ(graph.ask("MATCH ()-[r]->() WHERE size(evidence(r)) > 0 AND "
                        "r.claims <> size(evidence(r)) RETURN r",
                        options),
              std::vector<std::string>{})
        << day;
  }
  EXPECT_GT(answers.size(), 3U) << "the days should differ";
}

TEST_P(AsOfOracleTest, TheEndOfTimeIsThePresent) {
  AsOfDatabase graph(GetParam());
  for (std::size_t i = 0; i < documents_.size(); ++i) {
    graph.ingest(documents_[i], static_cast<int>(i));
  }
  EXPECT_EQ(dump_as_of(graph.database(), AsOf{recorded_day(1000), std::nullopt}),
            dump_now(graph.database()));
}

INSTANTIATE_TEST_SUITE_P(Stores, AsOfOracleTest,
                         ::testing::Values(testing::StoreKind::memory, testing::StoreKind::rocks),
                         [](const auto& store) { return testing::to_string(store.param); });

}  // namespace
}  // namespace entente
