#include "ingest/write/entity_identity.hpp"

#include <gtest/gtest.h>

#include "ingest/write/document_writer.hpp"
#include "storage/graph/graph_engine.hpp"
#include "storage/kv/memory_store.hpp"
#include "tests/support/fault_store.hpp"
#include "tests/support/graph_text.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::ingest {
namespace {

using testing::GraphText;
using testing::must;

ExtractedEntity company(const std::string& name) {
  ExtractedEntity entity;
  entity.id = "Company:" + name;
  entity.type = "Company";
  entity.name = name;
  entity.mentions = {{0, 1}};
  return entity;
}

struct FaultyGraph {
  std::shared_ptr<testing::FaultPlan> plan = std::make_shared<testing::FaultPlan>();
  std::shared_ptr<storage::GraphStore> store = must(storage::GraphEngine::create(
      std::make_shared<testing::FaultStore>(storage::make_memory_store(), plan), {}));

  FaultyGraph() {
    Extraction extraction;
    extraction.document = "d";
    extraction.entities = {company("Harbour Bank"), company("Northern Bank")};
    auto tx = must(store->begin(storage::AccessMode::write));
    must(DocumentWriter(*tx).write(extraction, 1, {}));
    EXPECT_TRUE(tx->commit());
  }

  Status merge() {
    ENTENTE_ASSIGN(auto tx, store->begin(storage::AccessMode::write));
    ENTENTE_ASSIGN(const auto report, merge_entities(*tx, "Harbour Bank", "Northern Bank", {}));
    EXPECT_TRUE(report.same);
    return tx->commit();
  }
};

TEST(EntityIdentity, AMergeThatFailsAnywhereLeavesNothing) {
  FaultyGraph whole;
  const std::string before = GraphText::of(*whole.store);
  const std::int64_t begun = whole.plan->operations();
  ASSERT_TRUE(whole.merge());
  const std::int64_t operations = whole.plan->operations() - begun;
  const std::string after = GraphText::of(*whole.store);
  ASSERT_NE(before, after);
  ASSERT_GT(operations, 5);
  for (std::int64_t n = 1; n <= operations; ++n) {
    FaultyGraph graph;
    graph.plan->fail_at(n);
    const Status merged = graph.merge();
    graph.plan->fail_at(0);
    EXPECT_EQ(GraphText::of(*graph.store), merged ? after : before) << n;
  }
}

}  // namespace
}  // namespace entente::ingest
