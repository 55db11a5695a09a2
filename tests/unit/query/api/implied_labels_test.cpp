#include "tests/unit/query/api/query_fixture.hpp"

namespace entente::testing {
namespace {

class ImpliedLabels : public QueryFixture {};

constexpr std::string_view question = "MATCH (:Company)-[:OWNS]->(p:Pipeline) RETURN count(*)";

TEST_P(ImpliedLabels, AKeptPlanNoticesThatALabelIsNoLongerImplied) {
  run("CREATE (c:Company)-[:OWNS]->(:Pipeline), (c)-[:OWNS]->(:Pipeline)");
  EXPECT_EQ(ask(question), Rows({"2"}));
  EXPECT_EQ(ask(question), Rows({"2"}));
  run("MATCH (c:Company) CREATE (c)-[:OWNS]->(:Bank)");
  EXPECT_EQ(ask(question), Rows({"2"}));
  run("MATCH (b:Bank) SET b:Pipeline");
  EXPECT_EQ(ask(question), Rows({"3"}));
  run("MATCH (p:Bank) REMOVE p:Pipeline");
  EXPECT_EQ(ask(question), Rows({"2"}));
}

TEST_P(ImpliedLabels, AnOpenTransactionSeesItsOwnExceptions) {
  run("CREATE (:Company)-[:OWNS]->(:Pipeline)");
  EXPECT_EQ(ask(question), Rows({"1"}));
  ASSERT_TRUE(session_->begin());
  run("MATCH (c:Company) CREATE (c)-[:OWNS]->(:Bank)");
  EXPECT_EQ(ask(question), Rows({"1"}));
  ASSERT_TRUE(session_->rollback());
  EXPECT_EQ(ask(question), Rows({"1"}));
}

TEST_P(ImpliedLabels, AStatementThatWritesTestsItsLabels) {
  run("CREATE (c:Company)-[:OWNS]->(:Pipeline)");
  EXPECT_EQ(ask("MATCH (c:Company) CREATE (c)-[:OWNS]->(:Bank) WITH c "
                "MATCH (c)-[:OWNS]->(p:Pipeline) RETURN count(*)"),
            Rows({"1"}));
}

ENTENTE_QUERY_TESTS(ImpliedLabels);

}  // namespace
}  // namespace entente::testing
