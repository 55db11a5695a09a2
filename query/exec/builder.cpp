#include "query/exec/builder.hpp"

#include <algorithm>

#include "query/exec/operators.hpp"
#include "query/exec/subquery_runner.hpp"
#include "query/plan/operator_groups.hpp"
#include "query/plan/path_operators.hpp"
#include "query/plan/search_operators.hpp"

namespace entente::query {

Builder::Builder(const LogicalPlan& plan, Runtime& runtime, const Parameters& parameters)
    : plan_(plan), runtime_(runtime), argument_(&runtime.top) {
  runtime_.symbol_count = plan.symbols.size();
  runtime_.updating = plan.updating;
  compile_context_.slots = &plan.slots;
  compile_context_.computed = &plan.computed;
  compile_context_.symbols = &plan.symbols;
  compile_context_.parameters = &parameters;
  compile_context_.parameter_names = &parameter_names_;
  compile_context_.make_subquery = [this](const Expression& expression) {
    return make_subquery(expression);
  };
}

Result<OperatorPtr> Builder::build(const LogicalOperator& op) {
  switch (op.kind) {
    case OperatorKind::argument: return make_argument(as<Argument>(op), *this);
    case OperatorKind::all_nodes_scan: return make_all_nodes_scan(as<AllNodesScan>(op), *this);
    case OperatorKind::label_scan: return make_label_scan(as<LabelScan>(op), *this);
    case OperatorKind::index_seek: return make_index_seek(as<IndexSeek>(op), *this);
    case OperatorKind::index_range: return make_index_range(as<IndexRange>(op), *this);
    case OperatorKind::index_prefix: return make_index_prefix(as<IndexPrefix>(op), *this);
    case OperatorKind::id_seek: return make_id_seek(as<IdSeek>(op), *this);
    case OperatorKind::relationship_index:
      return make_relationship_index(as<RelationshipIndex>(op), *this);
    case OperatorKind::expand: return make_expand(as<Expand>(op), *this);
    case OperatorKind::expand_into: return make_expand_into(as<ExpandInto>(op), *this);
    case OperatorKind::expand_variable: return make_expand_variable(as<ExpandVariable>(op), *this);
    case OperatorKind::shortest_path: return make_shortest_path(as<ShortestPath>(op), *this);
    case OperatorKind::path_expand: return make_path_expand(as<PathExpand>(op), *this);
    case OperatorKind::expand_ends: return make_expand_ends(as<ExpandEnds>(op), *this);
    case OperatorKind::count_tree: return make_count_tree(as<CountTree>(op), *this);
    case OperatorKind::count_cycle: return make_count_cycle(as<CountCycle>(op), *this);
    case OperatorKind::filter: return make_filter(as<Filter>(op), *this);
    case OperatorKind::project: return make_project(as<Project>(op), *this);
    case OperatorKind::project_path: return make_project_path(as<ProjectPath>(op), *this);
    case OperatorKind::aggregate: return make_aggregate(as<Aggregate>(op), *this);
    case OperatorKind::distinct: return make_distinct(as<Distinct>(op), *this);
    case OperatorKind::sort: return make_sort(as<Sort>(op), *this);
    case OperatorKind::top_n: return make_top_n(as<TopN>(op), *this);
    case OperatorKind::skip: return make_skip(as<Skip>(op), *this);
    case OperatorKind::limit: return make_limit(as<Limit>(op), *this);
    case OperatorKind::unwind: return make_unwind(as<Unwind>(op), *this);
    case OperatorKind::union_all: return make_union_all(as<UnionAll>(op), *this);
    case OperatorKind::apply: return make_apply(as<Apply>(op), *this);
    case OperatorKind::optional: return make_optional(as<Optional>(op), *this);
    case OperatorKind::semi_apply: return make_semi_apply(as<SemiApply>(op), *this);
    case OperatorKind::hash_join:
      return as<HashJoin>(op).mode == HashJoin::Mode::inner
                 ? make_hash_join(as<HashJoin>(op), *this)
                 : make_hash_semi_join(as<HashJoin>(op), *this);
    case OperatorKind::count_degree: return make_count_degree(as<CountDegree>(op), *this);
    case OperatorKind::eager: return make_eager(as<Eager>(op), *this);
    case OperatorKind::create: return make_create(as<Create>(op), *this);
    case OperatorKind::merge: return make_merge(as<Merge>(op), *this);
    case OperatorKind::set: return make_set(as<Set>(op), *this);
    case OperatorKind::remove: return make_remove(as<Remove>(op), *this);
    case OperatorKind::delete_: return make_delete(as<Delete>(op), *this);
    case OperatorKind::foreach: return make_foreach(as<Foreach>(op), *this);
    case OperatorKind::call_procedure: return make_call_procedure(as<CallProcedure>(op), *this);
    case OperatorKind::load_csv: return make_load_csv(as<LoadCsv>(op), *this);
    case OperatorKind::produce_results: return make_produce_results(as<ProduceResults>(op), *this);
    case OperatorKind::empty_result: return make_empty_result(as<EmptyResult>(op), *this);
    case OperatorKind::schema_command:
      return as<SchemaOperator>(op).command->action == SchemaAction::show
                 ? make_show_schema(as<SchemaOperator>(op), *this)
                 : make_schema_change(as<SchemaOperator>(op), *this);
  }
  return Error::plain(ErrorClass::internal, "The plan has an operator that cannot be run");
}

Result<OperatorPtr> Builder::build_with_argument(const LogicalOperator& logical,
                                                 ArgumentSource& source) {
  const ArgumentSource* outer = argument_;
  argument_ = &source;
  auto result = build(logical);
  argument_ = outer;
  return result;
}

Result<OperatorPtr> Builder::build_alone(const LogicalOperator& logical) {
  return build_with_argument(logical, runtime_.top);
}

Result<CompiledExpressionPtr> Builder::compile(const Expression& expression) {
  return compile_expression(expression, compile_context_);
}

Result<CompiledExpressionPtr> Builder::compile_optional(const Expression* expression) {
  if (expression == nullptr) return CompiledExpressionPtr{};
  return compile(*expression);
}

Result<std::vector<CompiledExpressionPtr>> Builder::compile_all(
    const std::vector<const Expression*>& expressions) {
  std::vector<CompiledExpressionPtr> compiled;
  compiled.reserve(expressions.size());
  for (const Expression* expression : expressions) {
    ENTENTE_ASSIGN(compiled.emplace_back(), compile(*expression));
  }
  return compiled;
}

std::vector<Slot> Builder::outputs(const LogicalOperator& logical) const {
  std::vector<Slot> slots = logical.outputs;
  if (argument_->row_number != no_slot) slots.push_back(argument_->row_number);
  return slots;
}

std::vector<Slot> Builder::inputs(const LogicalOperator& logical,
                                  std::initializer_list<Slot> bound) const {
  std::vector<Slot> slots = outputs(logical);
  std::erase_if(
      slots, [&](Slot slot) { return std::find(bound.begin(), bound.end(), slot) != bound.end(); });
  return slots;
}

bool Builder::needs(const LogicalOperator& logical, Slot slot) const {
  return std::binary_search(logical.outputs.begin(), logical.outputs.end(), slot);
}

Slot Builder::add_hidden_slot() { return static_cast<Slot>(runtime_.symbol_count++); }

Result<std::unique_ptr<SubqueryRunner>> Builder::make_subquery(const Expression& expression) {
  const auto it = plan_.subplans.find(&expression);
  if (it == plan_.subplans.end()) {
    return Error::plain(ErrorClass::internal, "The plan lacks a subquery of the statement");
  }
  has_subqueries_ = true;
  auto runner = std::make_unique<PlanRunner>(it->second, runtime_);
  ENTENTE_ASSIGN(OperatorPtr root, build_with_argument(*it->second.root, runner->argument()));
  runner->set_root(std::move(root));
  return std::unique_ptr<SubqueryRunner>(std::move(runner));
}

bool runs_batchwise(const LogicalOperator& logical) {
  if (is_scan(logical.kind) || is_expansion(logical.kind)) {
    return logical.children.empty() || runs_batchwise(*logical.children.front());
  }
  switch (logical.kind) {
    case OperatorKind::argument:
    case OperatorKind::shortest_path:
    case OperatorKind::path_expand:
    case OperatorKind::expand_ends:
    case OperatorKind::filter:
    case OperatorKind::project:
    case OperatorKind::project_path:
    case OperatorKind::unwind:
    case OperatorKind::count_degree:
    case OperatorKind::count_tree:
    case OperatorKind::count_cycle:
      return logical.children.empty() || runs_batchwise(*logical.children.front());
    case OperatorKind::hash_join:
    case OperatorKind::optional:
    case OperatorKind::semi_apply:
      // What stands on the right has an argument of its own.
      return runs_batchwise(*logical.children.front());
    default: return false;
  }
}

}  // namespace entente::query
