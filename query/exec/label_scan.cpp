#include "query/exec/node_scan.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

class LabelScanOperator final : public NodeScan {
 public:
  LabelScanOperator(const LabelScan& logical, Builder& builder, OperatorPtr input)
      : NodeScan(logical, builder, std::move(input), logical.node), label_(logical.label) {}

  Result<std::shared_ptr<const storage::IdSet>> members(EvalContext& context) override {
    const auto label = context.transaction.find_label(label_);
    if (!label) return std::shared_ptr<const storage::IdSet>();
    return context.transaction.node_set(*label);
  }

 protected:
  bool do_release() override {
    release_scan();
    return true;
  }

  Result<std::unique_ptr<storage::NodeCursor>> find(EvalContext& context, const Batch& /*batch*/,
                                                    std::size_t /*row*/) override {
    // Asked anew for every row: an earlier clause of the statement may have created the label.
    const auto label = context.transaction.find_label(label_);
    if (!label) return std::unique_ptr<storage::NodeCursor>{};
    return context.transaction.nodes_with_label(*label);
  }

 private:
  const std::string& label_;
};

}  // namespace

Result<OperatorPtr> make_label_scan(const LabelScan& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  return OperatorPtr(std::make_unique<LabelScanOperator>(logical, builder, std::move(input)));
}

}  // namespace entente::query
