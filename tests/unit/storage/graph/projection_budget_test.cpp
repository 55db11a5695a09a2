#include "storage/graph/projection_budget.hpp"

#include <gtest/gtest.h>

namespace entente::storage {
namespace {

/// A cache of one projection, as the real ones keep theirs.
struct Holder {
  std::shared_ptr<ProjectionBudget> budget;
  std::unique_ptr<ProjectionBudget::Share> share;

  bool take(std::uint64_t bytes, ProjectionRank rank = ProjectionRank::derived) {
    share = budget->admit(bytes, rank, [this] { share.reset(); });
    return share != nullptr;
  }
};

class ProjectionBudgetTest : public ::testing::Test {
 protected:
  std::shared_ptr<ProjectionBudget> budget_ = ProjectionBudget::make(100);
  Holder base_{budget_, nullptr};
  Holder first_{budget_, nullptr};
  Holder second_{budget_, nullptr};
  Holder third_{budget_, nullptr};
};

TEST_F(ProjectionBudgetTest, SendsAwayWhatWasNotUsedForLongest) {
  ASSERT_TRUE(first_.take(40));
  ASSERT_TRUE(second_.take(40));
  first_.share->touch();
  ASSERT_TRUE(third_.take(40));
  EXPECT_NE(first_.share, nullptr);
  EXPECT_EQ(second_.share, nullptr);
  EXPECT_EQ(budget_->bytes_used(), 80U);
}

TEST_F(ProjectionBudgetTest, SendsDerivedOnesAwayBeforeBases) {
  ASSERT_TRUE(base_.take(40, ProjectionRank::base));
  ASSERT_TRUE(first_.take(40));
  ASSERT_TRUE(second_.take(50, ProjectionRank::base));
  EXPECT_NE(base_.share, nullptr);
  EXPECT_EQ(first_.share, nullptr);
  // What is derived does not send a base away that is in use.
  EXPECT_FALSE(third_.take(40));
  EXPECT_NE(base_.share, nullptr);
  // But one that nobody has used for long.
  for (int i = 0; i < 1100; ++i) second_.share->touch();
  EXPECT_TRUE(third_.take(40));
  EXPECT_EQ(base_.share, nullptr);
}

TEST_F(ProjectionBudgetTest, SendsNobodyAwayForNothing) {
  ASSERT_TRUE(base_.take(70, ProjectionRank::base));
  ASSERT_TRUE(first_.take(20));
  EXPECT_FALSE(second_.take(60));
  EXPECT_NE(first_.share, nullptr);
  EXPECT_FALSE(second_.take(101, ProjectionRank::base));
  EXPECT_NE(base_.share, nullptr);
}

TEST_F(ProjectionBudgetTest, CountsWhatReadersStillHold) {
  std::shared_ptr<ProjectionBudget::Share> held;
  auto share = budget_->admit(60, ProjectionRank::derived, [] {});
  held = std::move(share);
  // Asked to go, but held: there is no room until the reader is done.
  EXPECT_FALSE(first_.take(60));
  EXPECT_EQ(budget_->bytes_used(), 60U);
  held.reset();
  EXPECT_TRUE(first_.take(60));
}

TEST_F(ProjectionBudgetTest, CountsGrowth) {
  ASSERT_TRUE(first_.take(10));
  first_.share->resize(95);
  EXPECT_EQ(budget_->bytes_used(), 95U);
  EXPECT_EQ(first_.share->bytes(), 95U);
  ASSERT_TRUE(second_.take(10));
  EXPECT_EQ(first_.share, nullptr);
}

}  // namespace
}  // namespace entente::storage
