#include "entente/ingest.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "ingest/pipeline/ingest_store.hpp"
#include "storage/graph/graph_engine.hpp"
#include "storage/kv/memory_store.hpp"
#include "tests/support/fault_store.hpp"
#include "tests/support/graph_model.hpp"
#include "tests/support/graph_text.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::ingest {
namespace {

using testing::GraphText;
using testing::must;

DocumentText document(std::string id, std::string text) {
  return {std::move(id), std::move(text), {}, {}, {}};
}

// True statements of well-known facts, put in the words of news.
const char* const first_text =
    "Russian President Vladimir Putin met Chinese President Xi Jinping in Moscow on June 5, 2019. "
    "Huawei signed a deal with the Russian telecommunications company MTS.";
const char* const second_text =
    "Chinese President Xi Jinping visited France in 2019. Huawei is a Chinese company. "
    "Putin praised Xi.";
const char* const third_text =
    "The United States imposed sanctions on Russia in 2014. Gazprom supplies gas to China through "
    "the Power of Siberia pipeline. Vladimir Putin visited China.";

class IngestTest : public testing::StoreFixture {
 protected:
  IngestReport put(const std::string& id, const std::string& text) {
    return must(ingest_texts(store(), {document(id, text)}));
  }
  std::string graph() { return GraphText::of(store()); }
};

TEST_P(IngestTest, WritesEntitiesRelationshipsAndEvidence) {
  const IngestReport report = put("one", first_text);
  EXPECT_EQ(report.documents_added, 1U);
  EXPECT_EQ(report.sentences, 2U);
  EXPECT_GE(report.claims, 5U);
  const std::string text = graph();
  EXPECT_NE(text.find("LEADS"), std::string::npos) << text;
  EXPECT_NE(text.find("SIGNED_DEAL_WITH"), std::string::npos);
  EXPECT_NE(text.find("MENTIONS"), std::string::npos);
  EXPECT_NE(text.find("modality: 'stated'"), std::string::npos);
  EXPECT_EQ(text.find("(no alias)"), std::string::npos);
  testing::expect_sound(store());
}

TEST_P(IngestTest, WhatNobodyNamesIsNotWritten) {
  const IngestReport report = put("one", "He visited France in 2019. Putin praised Xi Jinping.");
  EXPECT_EQ(report.claims, 1U);
  const std::string text = graph();
  EXPECT_EQ(text.find("VISITED"), std::string::npos) << text;
  EXPECT_EQ(text.find("'He'"), std::string::npos);
  EXPECT_NE(text.find("PRAISED"), std::string::npos);
  testing::expect_sound(store());
}

TEST_P(IngestTest, SameDocumentAgainChangesNothing) {
  put("one", first_text);
  const std::string before = graph();
  const IngestReport report = put("one", first_text);
  EXPECT_EQ(report.documents_unchanged, 1U);
  EXPECT_EQ(report.claims, 0U);
  EXPECT_EQ(graph(), before);
}

TEST_P(IngestTest, ChangedDocumentReplacesItsClaims) {
  put("one", first_text);
  put("two", second_text);
  const IngestReport report = put("one", third_text);
  EXPECT_EQ(report.documents_updated, 1U);
  const std::string replaced = graph();
  testing::expect_sound(store());

  auto fresh = must(storage::GraphStore::open({}));
  must(ingest_texts(*fresh, {document("two", second_text), document("one", third_text)}));
  EXPECT_EQ(replaced, GraphText::of(*fresh));
}

TEST_P(IngestTest, RemovingTakesBackExactlyOneShare) {
  put("one", first_text);
  put("two", second_text);
  const std::string before = graph();
  put("three", third_text);
  EXPECT_NE(graph(), before);
  EXPECT_EQ(must(remove_document(store(), "three")).documents_removed, 1U);
  EXPECT_EQ(graph(), before);
  testing::expect_sound(store());

  must(remove_document(store(), "one"));
  must(remove_document(store(), "two"));
  EXPECT_EQ(graph(), "");
  testing::expect_sound(store());
}

TEST_P(IngestTest, OrderDoesNotMatter) {
  std::vector<DocumentText> documents = {document("one", first_text), document("two", second_text),
                                         document("three", third_text)};
  must(ingest_texts(store(), documents));
  const std::string forward = graph();
  auto other = must(storage::GraphStore::open({}));
  std::reverse(documents.begin(), documents.end());
  must(ingest_texts(*other, documents));
  EXPECT_EQ(forward, GraphText::of(*other));
}

TEST_P(IngestTest, UnknownDocumentCannotBeRemoved) {
  put("report-2019", first_text);
  const auto removed = remove_document(store(), "report-2018");
  ASSERT_FALSE(removed);
  EXPECT_EQ(removed.error().error_class, ErrorClass::not_found);
  EXPECT_EQ(removed.error().hint, "did you mean 'report-2019'?");
}

TEST_P(IngestTest, WhatPeopleAddedStays) {
  put("one", first_text);
  auto tx = write();
  const auto holders = must(tx->find_alias("vladimir putin"));
  ASSERT_EQ(holders.size(), 1U);
  must(tx->set_node_property(holders[0], must(tx->get_or_create_property_key("note")),
                             Value("mine")));
  const auto type = must(tx->get_or_create_relationship_type("KNOWS"));
  const std::vector<LabelId> labels = {must(tx->get_or_create_label("Analyst"))};
  const NodeId analyst = must(tx->create_node(labels, {}));
  must(tx->create_relationship(analyst, type, holders[0], {}));
  commit(tx);
  must(remove_document(store(), "one"));
  EXPECT_NE(graph().find("note: 'mine'"), std::string::npos);
  EXPECT_NE(graph().find("KNOWS"), std::string::npos);
  // The entity is found again and not made twice.
  put("one", first_text);
  auto after = write();
  EXPECT_EQ(must(after->find_alias("vladimir putin")).size(), 1U);
}

TEST_P(IngestTest, RelationshipMadeByPeopleIsNeverTakenOver) {
  put("one", first_text);
  auto tx = write();
  const NodeId putin = must(tx->find_alias("vladimir putin")).front();
  const NodeId china = must(tx->find_alias("china")).front();
  must(tx->create_relationship(putin, must(tx->get_or_create_relationship_type("VISITED")), china,
                               {}));
  commit(tx);
  const std::string before = graph();
  put("three", third_text);
  must(remove_document(store(), "three"));
  EXPECT_EQ(graph(), before);
}

TEST_P(IngestTest, ShortNameIsLinkedToTheOnePersonWhoBearsIt) {
  put("short", "Lavrov said that Russia would wait. Mr. Lavrov visited China.");
  put("long", "Russian Foreign Minister Sergey Lavrov visited India.");
  EXPECT_NE(graph().find("SAME_AS {confidence: 0.5; key: 'lavrov'; made_by: 'rule'; "
                         "reason: 'short name'; }"),
            std::string::npos)
      << graph();
  must(remove_document(store(), "long"));
  EXPECT_EQ(graph().find("SAME_AS"), std::string::npos);
}

TEST_P(IngestTest, NamesOfDifferentTypesAreNotMerged) {
  put("one", "Amazon signed a deal with Microsoft.");
  std::string csv = "name,type\nAmazon,Region\n";
  const testing::TempDir folder;
  const std::string path = folder / "rivers.csv";
  std::ofstream(path) << csv;
  must(ingest_files(store(), {path}));
  auto tx = write();
  EXPECT_EQ(must(tx->find_alias("amazon")).size(), 2U);
  EXPECT_EQ(graph().find("SAME_AS"), std::string::npos);
}

TEST_P(IngestTest, TablesGiveClaimsWithTheirRows) {
  const testing::TempDir folder;
  const std::string path = folder / "facts.csv";
  std::ofstream(path) << "source,source_type,relation,target,target_type,since\n"
                         "Gazprom,Company,BASED_IN,Russia,Country,1989\n"
                         "USA,Country,SANCTIONS,Russia,Country,2014\n"
                         "x,Nothing,BASED_IN,Russia,Country,\n";
  const IngestReport report = must(ingest_files(store(), {path}));
  EXPECT_EQ(report.documents_added, 1U);
  EXPECT_EQ(report.claims, 2U);
  ASSERT_EQ(report.skipped.size(), 1U);
  EXPECT_TRUE(report.skipped[0].input.ends_with("facts.csv:4"));
  EXPECT_NE(graph().find("name: 'United States'"), std::string::npos);
  EXPECT_NE(graph().find("since: ['1989']"), std::string::npos) << graph();
}

TEST_P(IngestTest, StoppingLeavesWholeDocuments) {
  std::stop_source stop;
  IngestOptions options;
  options.stop = stop.get_token();
  options.progress = [&](const IngestProgress& p) {
    if (p.documents_done == 1) stop.request_stop();
  };
  const IngestReport report = must(
      ingest_texts(store(), {document("one", first_text), document("two", second_text)}, options));
  EXPECT_TRUE(report.interrupted);
  EXPECT_EQ(report.documents_added, 1U);
  EXPECT_EQ(must(list_documents(store())).size(), 1U);
}

TEST_P(IngestTest, WritersAtOnceMakeEachEntityOnce) {
  constexpr int writers = 4;
  std::vector<std::jthread> threads;
  for (int t = 0; t < writers; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 5; ++i) {
        const auto report = ingest_texts(
            store(), {document(std::to_string(t) + "-" + std::to_string(i), first_text)});
        EXPECT_TRUE(report) << report.error().message;
      }
    });
  }
  threads.clear();
  auto tx = write();
  EXPECT_EQ(must(tx->find_alias("vladimir putin")).size(), 1U);
  EXPECT_EQ(must(tx->find_alias("huawei")).size(), 1U);
  EXPECT_NE(graph().find("documents: 20"), std::string::npos);
  testing::expect_sound(store());
}

ENTENTE_OVER_ALL_STORES(IngestTest);

TEST(Extract, IsByteIdenticalWhateverTheNumberOfThreads) {
  const testing::TempDir folder;
  std::vector<std::string> paths;
  for (int i = 0; i < 12; ++i) {
    paths.push_back(folder / (std::to_string(i) + ".txt"));
    std::ofstream(paths.back()) << (i % 2 == 0 ? first_text : third_text);
  }
  const auto print = [&](unsigned threads) {
    std::string out;
    IngestOptions options;
    options.threads = threads;
    must(extract_files(paths, options,
                       [&](const Extraction& extraction) { out += to_json_lines(extraction); }));
    return out;
  };
  EXPECT_EQ(print(1), print(4));
}

TEST(Extract, OneFileGivesItsReasonForFailing) {
  const auto missing = extract_file("/nonexistent/file.txt");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().error_class, ErrorClass::not_found);
}

TEST(IngestCost, OneMoreClaimOfARelationshipCostsTheSameHoweverManyThereAre) {
  // Whether a relationship is ours was found out by reading all its claims.
  auto operations = std::make_shared<testing::FaultPlan>();
  auto created = storage::GraphEngine::create(
      std::make_shared<testing::FaultStore>(storage::make_memory_store(), operations), {});
  ASSERT_TRUE(created);
  const std::shared_ptr<storage::GraphStore> store = std::move(created).value();
  const auto cost_of = [&](int number) {
    const std::int64_t before = operations->operations();
    must(ingest_texts(*store, {document(std::to_string(number), first_text)}));
    return operations->operations() - before;
  };
  // The first two learn names.
  cost_of(1);
  cost_of(2);
  const std::int64_t early = cost_of(3);
  for (int i = 4; i < 60; ++i) cost_of(i);
  EXPECT_LE(cost_of(60), early + early / 10);
}

TEST(Extract, SpansPointIntoTheText) {
  const auto extraction = must(extract_text(document("d", first_text)));
  const std::string_view text = first_text;
  ASSERT_FALSE(extraction.claims.empty());
  for (const ExtractedClaim& claim : extraction.claims) {
    ASSERT_LE(claim.span.end, text.size());
    EXPECT_NE(claim.sentence.find(text.substr(claim.span.begin, claim.span.end - claim.span.begin)),
              std::string::npos);
  }
  for (const ExtractedEntity& entity : extraction.entities) {
    for (const TextSpan& span : entity.mentions) ASSERT_LE(span.end, text.size());
  }
}

TEST(Extract, OpenTriplesAreOffByDefault) {
  const DocumentText text = document("d", "Apple has overtaken Samsung.");
  EXPECT_TRUE(must(extract_text(text)).claims.empty());
  IngestOptions options;
  options.open_triples = true;
  const auto extraction = must(extract_text(text, options));
  ASSERT_EQ(extraction.claims.size(), 1U);
  EXPECT_EQ(extraction.claims[0].relation, "RELATED_TO");
  EXPECT_EQ(extraction.claims[0].qualifiers[0].second, "has overtaken");
}

}  // namespace
}  // namespace entente::ingest
