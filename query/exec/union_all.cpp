#include "query/exec/batch_util.hpp"
#include "query/exec/operators.hpp"

namespace entente::query {
namespace {

/// The rows of all children, one child after the other, under common symbols.
class UnionAllOperator final : public Operator {
 public:
  UnionAllOperator(const UnionAll& logical, Builder& builder, std::vector<OperatorPtr> inputs)
      : Operator(logical, builder.runtime()), union_(logical) {
    children_ = std::move(inputs);
  }

 protected:
  Status do_open(EvalContext& context) override {
    current_ = 0;
    // A later part is opened when its turn comes: it may have to see what an earlier one wrote.
    return children_.empty() ? Status{} : child(0).open(context);
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    while (current_ < children_.size()) {
      ENTENTE_ASSIGN(const bool more, child(current_).next(context, batch_));
      if (more) {
        const std::vector<Slot>& sources = union_.sources[current_];
        for (std::size_t i = 0; i < union_.targets.size(); ++i) {
          out.column(union_.targets[i]) = batch_.column(sources[i]);
        }
        out.set_rows(batch_.rows());
        return true;
      }
      if (++current_ < children_.size()) ENTENTE_TRY(child(current_).open(context));
    }
    return false;
  }

 private:
  const UnionAll& union_;
  std::size_t current_ = 0;
  Batch batch_;
};

}  // namespace

Result<OperatorPtr> make_union_all(const UnionAll& logical, Builder& builder) {
  std::vector<OperatorPtr> inputs;
  for (const auto& child : logical.children) {
    ENTENTE_ASSIGN(inputs.emplace_back(), builder.build(*child));
  }
  return OperatorPtr(std::make_unique<UnionAllOperator>(logical, builder, std::move(inputs)));
}

}  // namespace entente::query
