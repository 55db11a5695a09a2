#include "query/exec/node_scan.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// Nodes whose indexed property is a string with a given beginning, end or part.
class IndexPrefixOperator final : public NodeScan {
 public:
  IndexPrefixOperator(const IndexPrefix& logical, Builder& builder, OperatorPtr input,
                      CompiledExpressionPtr prefix)
      : NodeScan(logical, builder, std::move(input), logical.node),
        index_(logical.index),
        match_(logical.match),
        prefix_(std::move(prefix)) {}

 protected:
  Status begin_batch(EvalContext& context, const Batch& batch) override {
    return prefix_->evaluate(context, batch, prefixes_);
  }

  bool do_release() override {
    release_scan();
    prefixes_.reset(ColumnType::empty);
    return true;
  }

  Result<std::unique_ptr<storage::NodeCursor>> find(EvalContext& context, const Batch& /*batch*/,
                                                    std::size_t row) override {
    const Value prefix = prefixes_.get(row);
    // A comparison with anything but a string is unknown, never true.
    if (!prefix.is_string()) return std::unique_ptr<storage::NodeCursor>{};
    return context.transaction.index_strings(index_, match_, prefix.as_string());
  }

 private:
  IndexId index_;
  storage::StringMatch match_;
  CompiledExpressionPtr prefix_;
  Column prefixes_;
};

}  // namespace

Result<OperatorPtr> make_index_prefix(const IndexPrefix& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto input, builder.build_input(logical));
  ENTENTE_ASSIGN(auto prefix, builder.compile(*logical.prefix));
  return OperatorPtr(
      std::make_unique<IndexPrefixOperator>(logical, builder, std::move(input), std::move(prefix)));
}

}  // namespace entente::query
