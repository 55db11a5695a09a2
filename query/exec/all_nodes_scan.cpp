#include "query/exec/node_scan.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

class AllNodesScanOperator final : public NodeScan {
 public:
  using NodeScan::NodeScan;

  Result<std::shared_ptr<const storage::IdSet>> members(EvalContext& context) override {
    return context.transaction.node_set(std::nullopt);
  }

 protected:
  bool do_release() override {
    release_scan();
    return true;
  }

  Result<std::unique_ptr<storage::NodeCursor>> find(EvalContext& context, const Batch& /*batch*/,
                                                    std::size_t /*row*/) override {
    return context.transaction.all_nodes();
  }
};

}  // namespace

Result<OperatorPtr> make_all_nodes_scan(const AllNodesScan& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  return OperatorPtr(
      std::make_unique<AllNodesScanOperator>(logical, builder, std::move(input), logical.node));
}

}  // namespace entente::query
