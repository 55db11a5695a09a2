#include "query/exec/operator.hpp"

namespace entente::query {

Result<bool> Operator::next(EvalContext& context, Batch& out) {
  ENTENTE_TRY(context.interruption.check());
  prepare(out);
  if (!runtime_.profile) {
    ENTENTE_ASSIGN(const bool more, do_next(context, out));
    if (more) {
      counters_.rows += out.rows();
      ++counters_.batches;
    }
    return more;
  }
  const auto begin = std::chrono::steady_clock::now();
  auto more = do_next(context, out);
  counters_.time += std::chrono::steady_clock::now() - begin;
  if (more.has_value() && *more) {
    counters_.rows += out.rows();
    ++counters_.batches;
  }
  return more;
}

void Operator::add_counters(const Operator& copy) {
  counters_.rows += copy.counters_.rows;
  counters_.batches += copy.counters_.batches;
  counters_.time += copy.counters_.time;
  for (std::size_t i = 0; i < children_.size(); ++i) {
    children_[i]->add_counters(*copy.children_[i]);
  }
}

bool Operator::release() {
  for (const OperatorPtr& child : children_) {
    if (!child->release()) return false;
  }
  return do_release();
}

void Operator::prepare(Batch& batch) const {
  if (batch.symbol_count() != runtime_.symbol_count) {
    batch = Batch(runtime_.symbol_count);
  } else {
    batch.clear();
  }
}

}  // namespace entente::query
