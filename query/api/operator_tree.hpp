#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "entente/parameters.hpp"
#include "query/exec/operator.hpp"
#include "query/plan/logical_plan.hpp"

namespace entente::query {

/// The operators of a plan and what they share: built once, opened for one run after another where
/// all of them can let go of a run. Not movable, since its parts point to one another.
struct OperatorTree {
  /// `given`: the parameters of the run it is built for; parameter_missing if the plan names one
  /// that is not among them. The plan must outlive the tree.
  static Result<std::unique_ptr<OperatorTree>> build(const LogicalPlan& plan, Runtime runtime,
                                                     const Parameters& given);
  OperatorTree() = default;
  OperatorTree(const OperatorTree&) = delete;
  OperatorTree& operator=(const OperatorTree&) = delete;
  ~OperatorTree() = default;

  /// Lets go of the run that ended; true if the tree can be opened again.
  bool release();

  Runtime runtime;
  /// The rows that were given last.
  Batch batch;
  /// Every parameter the plan names.
  std::vector<std::string> parameters;
  bool reusable = false;
  OperatorPtr root;
};

/// Trees of one plan that wait for their next run. Thread-safe.
class TreePool {
 public:
  /// A tree for a run with these parameters; nullptr if one has to be built.
  std::unique_ptr<OperatorTree> take(const Parameters& given);
  /// Keeps the tree of a run that ended without an error, if it can be used again.
  void give_back(std::unique_ptr<OperatorTree> tree);

 private:
  /// As many as sessions run one statement at once on a small machine; trees hold buffers.
  static constexpr std::size_t trees_max = 8;

  std::mutex mutex_;
  std::vector<std::unique_ptr<OperatorTree>> trees_;
};

}  // namespace entente::query
