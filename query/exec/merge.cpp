#include "query/exec/apply_operator.hpp"
#include "query/exec/batch_util.hpp"
#include "query/exec/element_writer.hpp"
#include "query/exec/merge_relationship.hpp"
#include "query/exec/operators.hpp"
#include "query/exec/path_builder.hpp"
#include "query/exec/write_budget.hpp"

namespace entente::query {
namespace {

/// One left row after the other: the match part runs on the graph as it is then, so that a row
/// finds what an earlier row of the same clause created.
class MergeOperator final : public ApplyOperator {
 public:
  MergeOperator(const Merge& logical, Builder& builder, PatternCreator creator,
                PropertyWriter on_create, PropertyWriter on_match)
      : ApplyOperator(logical, builder),
        merge_(logical),
        creator_(std::move(creator)),
        on_create_(std::move(on_create)),
        on_match_(std::move(on_match)) {
    batchwise_ = false;
  }

 protected:
  bool do_release() override {
    left_batch_.clear();
    scratch_.clear();
    budget_ = WriteBudget();
    return true;
  }

  Result<bool> do_next(EvalContext& context, Batch& out) override {
    ENTENTE_ASSIGN(const bool more, next_left(context));
    if (!more) return false;
    for (std::size_t row = 0; row < left_batch_.rows(); ++row) {
      ENTENTE_ASSIGN(const bool matched, match(context, row, out));
      if (!matched) ENTENTE_TRY(create(context, row, out));
      ENTENTE_TRY(budget_.row(context));
    }
    return true;
  }

 private:
  /// Adds the rows that exist already; false if there are none.
  Result<bool> match(EvalContext& context, std::size_t row, Batch& out) {
    ENTENTE_TRY(open_right(context, row, 1));
    if (on_match_.empty()) return add_matches(context, row, out);
    // Setting properties must not disturb the search for further matches.
    std::vector<Batch> matches;
    while (true) {
      Batch batch;
      ENTENTE_ASSIGN(const bool more, right().next(context, batch));
      if (!more) break;
      matches.push_back(std::move(batch));
    }
    for (Batch& batch : matches) {
      add_left_columns(row, batch);
      for (std::size_t i = 0; i < batch.rows(); ++i) {
        ENTENTE_TRY(on_match_.apply(context, batch, i));
      }
      append(out, batch);
    }
    return !matches.empty();
  }

  Result<bool> add_matches(EvalContext& context, std::size_t row, Batch& out) {
    bool found = false;
    while (true) {
      ENTENTE_ASSIGN(const bool more, right().next(context, scratch_));
      if (!more) return found;
      found = true;
      add_left_columns(row, scratch_);
      append(out, scratch_);
    }
  }

  /// A match carries what its pattern refers to; everything else of the left row is added.
  void add_left_columns(std::size_t row, Batch& batch) const {
    for (Slot slot = 0; slot < left_batch_.symbol_count(); ++slot) {
      const Column& column = left_batch_.column(slot);
      if (column.type() != ColumnType::empty && batch.column(slot).type() == ColumnType::empty) {
        batch.column(slot).append_repeated(column, row, batch.rows());
      }
    }
  }

  Status create(EvalContext& context, std::size_t row, Batch& out) {
    prepare(scratch_);
    scratch_.set_rows(1);
    creator_.begin(scratch_);
    add_left_columns(row, scratch_);
    ENTENTE_TRY(creator_.create(context, scratch_, 0, true));
    ENTENTE_TRY(on_create_.apply(context, scratch_, 0));
    if (merge_.path != no_slot) {
      ENTENTE_ASSIGN(const Value path, build_path(scratch_, 0, merge_.path_elements));
      scratch_.column(merge_.path).append(path);
    }
    append(out, scratch_);
    return {};
  }

  void append(Batch& out, const Batch& batch) const { append_rows(out, batch, outputs_); }

  const Merge& merge_;
  PatternCreator creator_;
  PropertyWriter on_create_;
  PropertyWriter on_match_;
  Batch scratch_;
  WriteBudget budget_;
};

}  // namespace

Result<OperatorPtr> make_merge(const Merge& logical, Builder& builder) {
  ENTENTE_ASSIGN(auto creator, PatternCreator::make(logical.nodes, logical.relationships, builder));
  ENTENTE_ASSIGN(auto on_create, PropertyWriter::make(logical.on_create, builder));
  ENTENTE_ASSIGN(auto on_match, PropertyWriter::make(logical.on_match, builder));
  if (merges_one_relationship(logical) && on_create.reads_its_row() && on_match.reads_its_row()) {
    return make_merge_relationship(logical, builder, std::move(creator), std::move(on_create),
                                   std::move(on_match));
  }
  return finish_apply(std::make_unique<MergeOperator>(logical, builder, std::move(creator),
                                                      std::move(on_create), std::move(on_match)),
                      builder);
}

}  // namespace entente::query
