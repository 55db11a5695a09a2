#include "query/plan/operator_symbols.hpp"

#include "query/plan/expression_symbols.hpp"
#include "query/plan/path_operators.hpp"
#include "query/plan/search_operators.hpp"

namespace entente::query {
namespace {

using Visit = std::function<void(const Expression&)>;

void visit_if(const Expression* expression, const Visit& visit) {
  if (expression != nullptr) visit(*expression);
}

void visit_created(const std::vector<CreateNode>& nodes,
                   const std::vector<CreateRelationship>& relationships, const Visit& visit) {
  for (const auto& node : nodes) {
    for (const auto* names : node.dynamic_labels) visit(*names);
    visit_if(node.properties, visit);
  }
  for (const auto& relationship : relationships) {
    visit_if(relationship.dynamic_type, visit);
    visit_if(relationship.properties, visit);
  }
}

void visit_set(const std::vector<SetOperation>& operations, const Visit& visit) {
  for (const auto& operation : operations) {
    visit_if(operation.subject, visit);
    visit_if(operation.dynamic_key, visit);
    visit_if(operation.value, visit);
    for (const auto* names : operation.dynamic_labels) visit(*names);
  }
}

void visit_scan(const LogicalOperator& op, const Visit& visit) {
  switch (op.kind) {
    case OperatorKind::index_seek:
      for (const auto* value : as<IndexSeek>(op).values) visit(*value);
      return;
    case OperatorKind::index_range:
      visit_if(as<IndexRange>(op).lower, visit);
      return visit_if(as<IndexRange>(op).upper, visit);
    case OperatorKind::index_prefix: return visit_if(as<IndexPrefix>(op).prefix, visit);
    case OperatorKind::id_seek: return visit_if(as<IdSeek>(op).ids, visit);
    case OperatorKind::relationship_index: {
      const IndexAccess& access = as<RelationshipIndex>(op).access;
      for (const auto* value : access.values) visit(*value);
      visit_if(access.lower, visit);
      return visit_if(access.upper, visit);
    }
    default: return;
  }
}

void visit_sort_keys(const std::vector<SortKey>& keys, const Visit& visit) {
  for (const auto& key : keys) visit_if(key.expression, visit);
}

void visit_updating(const LogicalOperator& op, const Visit& visit) {
  switch (op.kind) {
    case OperatorKind::create:
      return visit_created(as<Create>(op).nodes, as<Create>(op).relationships, visit);
    case OperatorKind::merge:
      visit_created(as<Merge>(op).nodes, as<Merge>(op).relationships, visit);
      visit_set(as<Merge>(op).on_create, visit);
      return visit_set(as<Merge>(op).on_match, visit);
    case OperatorKind::set: return visit_set(as<Set>(op).operations, visit);
    case OperatorKind::remove:
      for (const auto& operation : as<Remove>(op).operations) {
        visit_if(operation.subject, visit);
        visit_if(operation.dynamic_key, visit);
        for (const auto* names : operation.dynamic_labels) visit(*names);
      }
      return;
    case OperatorKind::delete_:
      for (const auto* expression : as<Delete>(op).expressions) visit(*expression);
      return;
    case OperatorKind::foreach: return visit_if(as<Foreach>(op).list, visit);
    default: return;
  }
}

void read_spec(const ExpandSpec& spec, bool into, bool relationship_bound, SymbolSet& out) {
  out.add(spec.from);
  if (into) out.add(spec.to);
  if (relationship_bound) out.add(spec.relationship);
  for (const Slot slot : spec.distinct_from) out.add(slot);
}

/// Symbols read that no expression names.
void read_columns(const LogicalOperator& op, SymbolSet& out) {
  switch (op.kind) {
    case OperatorKind::relationship_index:
      // Unlike an expansion it binds both ends itself.
      for (const Slot slot : as<RelationshipIndex>(op).spec.distinct_from) out.add(slot);
      break;
    case OperatorKind::expand:
      return read_spec(as<Expand>(op).spec, false, as<Expand>(op).relationship_bound, out);
    case OperatorKind::expand_into:
      return read_spec(as<ExpandInto>(op).spec, true, as<ExpandInto>(op).relationship_bound, out);
    case OperatorKind::expand_variable: {
      const auto& expand = as<ExpandVariable>(op);
      return read_spec(expand.spec, expand.into, expand.relationship_bound, out);
    }
    case OperatorKind::shortest_path: return read_spec(as<ShortestPath>(op).spec, true, false, out);
    case OperatorKind::path_expand: {
      const auto& expand = as<PathExpand>(op);
      out.add(expand.from);
      if (expand.into) out.add(expand.to);
      for (const Slot slot : expand.distinct_from) out.add(slot);
      return;
    }
    case OperatorKind::expand_ends: return out.add(as<ExpandEnds>(op).from);
    case OperatorKind::count_tree:
      if (as<CountTree>(op).root_bound) out.add(as<CountTree>(op).nodes.front().node);
      return;
    case OperatorKind::count_cycle: {
      const auto& cycle = as<CountCycle>(op);
      out.add(cycle.first.from);
      out.add(cycle.other_end());
      for (const Slot slot : cycle.first.distinct_from) out.add(slot);
      for (const Slot slot : cycle.second.distinct_from) out.add(slot);
      // The two relationships it looks for itself are not among those of the row.
      out.remove(cycle.first.relationship);
      return;
    }
    case OperatorKind::count_degree:
      out.add(as<CountDegree>(op).from);
      for (const Slot slot : as<CountDegree>(op).distinct_from) out.add(slot);
      return;
    case OperatorKind::project:
      for (const auto& item : as<Project>(op).items) out.add(item.source);
      return;
    case OperatorKind::project_path:
      for (const Slot slot : as<ProjectPath>(op).elements) out.add(slot);
      return;
    case OperatorKind::aggregate:
      for (const auto& key : as<Aggregate>(op).keys) out.add(key.source);
      return;
    case OperatorKind::distinct:
      for (const Slot slot : as<Distinct>(op).keys) out.add(slot);
      return;
    case OperatorKind::sort:
      for (const auto& key : as<Sort>(op).keys) out.add(key.source);
      return;
    case OperatorKind::top_n:
      for (const auto& key : as<TopN>(op).keys) out.add(key.source);
      return;
    case OperatorKind::hash_join:
      for (const auto& key : as<HashJoin>(op).keys) {
        out.add(key.left);
        out.add(key.right);
      }
      return;
    case OperatorKind::create:
      for (const auto& r : as<Create>(op).relationships) {
        out.add(r.source);
        out.add(r.target);
      }
      return;
    case OperatorKind::merge:
      for (const auto& r : as<Merge>(op).relationships) {
        out.add(r.source);
        out.add(r.target);
      }
      for (const Slot slot : as<Merge>(op).path_elements) out.add(slot);
      return;
    case OperatorKind::produce_results:
      for (const Slot slot : as<ProduceResults>(op).slots) out.add(slot);
      return;
    default: return;
  }
}

void bind_created(const std::vector<CreateNode>& nodes,
                  const std::vector<CreateRelationship>& relationships, SymbolSet& out) {
  for (const auto& node : nodes) out.add(node.node);
  for (const auto& relationship : relationships) out.add(relationship.relationship);
}

SymbolSet bound_by_update_or_call(const LogicalOperator& op) {
  SymbolSet out;
  switch (op.kind) {
    case OperatorKind::create:
      bind_created(as<Create>(op).nodes, as<Create>(op).relationships, out);
      break;
    case OperatorKind::merge:
      bind_created(as<Merge>(op).nodes, as<Merge>(op).relationships, out);
      out.add(as<Merge>(op).path);
      break;
    case OperatorKind::call_procedure:
      for (const auto& [index, slot] : as<CallProcedure>(op).yield) out.add(slot);
      break;
    case OperatorKind::schema_command: out = SymbolSet(as<SchemaOperator>(op).slots); break;
    default: break;
  }
  return out;
}

}  // namespace

void for_each_expression(const LogicalOperator& op, const Visit& visit) {
  visit_scan(op, visit);
  visit_updating(op, visit);
  switch (op.kind) {
    case OperatorKind::expand_variable: return visit_if(as<ExpandVariable>(op).properties, visit);
    case OperatorKind::shortest_path: return visit_if(as<ShortestPath>(op).properties, visit);
    case OperatorKind::path_expand:
      visit_if(as<PathExpand>(op).count_parameter, visit);
      for (const auto& c : as<PathExpand>(op).conditions) visit(*c.expression);
      for (const auto* predicate : as<PathExpand>(op).end_conditions) visit(*predicate);
      return;
    case OperatorKind::expand_ends:
      for (const ChainHop& hop : as<ExpandEnds>(op).hops) {
        for (const auto* predicate : hop.predicates) visit(*predicate);
      }
      return;
    case OperatorKind::count_tree:
      for (const CountedNode& node : as<CountTree>(op).nodes) {
        for (const auto* predicate : node.predicates) visit(*predicate);
      }
      return;
    case OperatorKind::filter:
      for (const auto* predicate : as<Filter>(op).predicates) visit(*predicate);
      return;
    case OperatorKind::project:
      for (const auto& item : as<Project>(op).items) visit_if(item.expression, visit);
      return;
    case OperatorKind::aggregate:
      for (const auto& key : as<Aggregate>(op).keys) visit_if(key.expression, visit);
      for (const auto& item : as<Aggregate>(op).aggregates) visit_if(item.call, visit);
      return;
    case OperatorKind::sort: return visit_sort_keys(as<Sort>(op).keys, visit);
    case OperatorKind::top_n:
      visit_sort_keys(as<TopN>(op).keys, visit);
      visit_if(as<TopN>(op).limit, visit);
      return visit_if(as<TopN>(op).skip, visit);
    case OperatorKind::skip: return visit_if(as<Skip>(op).count, visit);
    case OperatorKind::limit: return visit_if(as<Limit>(op).count, visit);
    case OperatorKind::unwind: return visit_if(as<Unwind>(op).list, visit);
    case OperatorKind::apply:
      if (const InTransactions* transactions = as<Apply>(op).transactions) {
        visit_if(transactions->rows.get(), visit);
        visit_if(transactions->retry_seconds.get(), visit);
        visit_if(transactions->concurrency.get(), visit);
      }
      return;
    case OperatorKind::call_procedure:
      for (const auto* argument : as<CallProcedure>(op).arguments) visit(*argument);
      return;
    case OperatorKind::load_csv: return visit_if(as<LoadCsv>(op).url, visit);
    default: return;
  }
}

SymbolSet symbols_read(const LogicalOperator& op, const LogicalPlan& plan) {
  SymbolSet result;
  read_columns(op, result);
  const bool aggregate = op.kind == OperatorKind::aggregate;
  for_each_expression(op, [&](const Expression& expression) {
    if (aggregate && expression.kind == ExpressionKind::function_call &&
        plan.computed.contains(&expression)) {
      // The call itself is what this operator computes.
      result.add(symbols_of_arguments(as<FunctionCallExpression>(expression), plan));
    } else {
      result.add(symbols_of(expression, plan));
    }
  });
  // What an operator creates itself is not read from its input (MERGE's actions see it).
  const SymbolSet bound = symbols_bound(op);
  if (op.kind == OperatorKind::create || op.kind == OperatorKind::merge ||
      op.kind == OperatorKind::shortest_path || op.kind == OperatorKind::path_expand) {
    result.remove(bound);
  }
  if (op.kind == OperatorKind::path_expand) {
    result.remove(SymbolSet(as<PathExpand>(op).automaton.locals()));
  }
  if (op.kind == OperatorKind::count_tree) {
    const auto& tree = as<CountTree>(op);
    for (std::size_t i = tree.root_bound ? 1 : 0; i < tree.nodes.size(); ++i) {
      result.remove(tree.nodes[i].node);
    }
  }
  if (op.kind == OperatorKind::expand_ends) {
    for (const ChainHop& hop : as<ExpandEnds>(op).hops) result.remove(hop.to);
  }
  return result;
}

SymbolSet symbols_bound(const LogicalOperator& op) {
  SymbolSet out;
  switch (op.kind) {
    case OperatorKind::all_nodes_scan: return {as<AllNodesScan>(op).node};
    case OperatorKind::label_scan: return {as<LabelScan>(op).node};
    case OperatorKind::index_seek: return {as<IndexSeek>(op).node};
    case OperatorKind::index_range: return {as<IndexRange>(op).node};
    case OperatorKind::index_prefix: return {as<IndexPrefix>(op).node};
    case OperatorKind::id_seek: return {as<IdSeek>(op).node};
    case OperatorKind::relationship_index: {
      const ExpandSpec& spec = as<RelationshipIndex>(op).spec;
      return {spec.from, spec.relationship, spec.to};
    }
    case OperatorKind::expand: {
      const auto& expand = as<Expand>(op);
      out.add(expand.spec.to);
      if (!expand.relationship_bound) out.add(expand.spec.relationship);
      return out;
    }
    case OperatorKind::expand_into: {
      const auto& expand = as<ExpandInto>(op);
      if (!expand.relationship_bound) out.add(expand.spec.relationship);
      return out;
    }
    case OperatorKind::expand_variable: {
      const auto& expand = as<ExpandVariable>(op);
      if (!expand.into) out.add(expand.spec.to);
      if (!expand.relationship_bound) out.add(expand.spec.relationship);
      return out;
    }
    case OperatorKind::shortest_path:
      return {as<ShortestPath>(op).spec.relationship, as<ShortestPath>(op).path};
    case OperatorKind::path_expand: {
      const auto& expand = as<PathExpand>(op);
      out = SymbolSet(expand.automaton.results());
      if (!expand.into) out.add(expand.to);
      out.add(expand.path);
      out.add(expand.relationships);
      return out;
    }
    case OperatorKind::expand_ends: return {as<ExpandEnds>(op).to()};
    case OperatorKind::count_tree: return {as<CountTree>(op).target};
    case OperatorKind::count_cycle: return {as<CountCycle>(op).target};
    case OperatorKind::project:
      for (const auto& item : as<Project>(op).items) out.add(item.target);
      return out;
    case OperatorKind::project_path: return {as<ProjectPath>(op).path};
    case OperatorKind::aggregate:
      for (const auto& key : as<Aggregate>(op).keys) out.add(key.target);
      for (const auto& item : as<Aggregate>(op).aggregates) out.add(item.target);
      return out;
    case OperatorKind::unwind: return {as<Unwind>(op).target};
    case OperatorKind::apply:
      if (as<Apply>(op).status != no_slot) out.add(as<Apply>(op).status);
      return out;
    case OperatorKind::union_all: return SymbolSet(as<UnionAll>(op).targets);
    case OperatorKind::count_degree: return {as<CountDegree>(op).target};
    case OperatorKind::foreach: return {as<Foreach>(op).variable};
    case OperatorKind::load_csv:
      return {as<LoadCsv>(op).target, as<LoadCsv>(op).file, as<LoadCsv>(op).line};
    default: return bound_by_update_or_call(op);
  }
}

SymbolSet symbols_bound_below(const LogicalOperator& op) {
  SymbolSet result = symbols_bound(op);
  for (const auto& child : op.children) result.add(symbols_bound_below(*child));
  return result;
}

SymbolSet free_symbols(const LogicalOperator& op, const LogicalPlan& plan) {
  SymbolSet result;
  const std::function<void(const LogicalOperator&)> visit = [&](const LogicalOperator& part) {
    result.add(symbols_read(part, plan));
    if (part.kind == OperatorKind::union_all) {
      for (const auto& sources : as<UnionAll>(part).sources) result.add(SymbolSet(sources));
    }
    for (const auto& child : part.children) visit(*child);
  };
  visit(op);
  result.remove(symbols_bound_below(op));
  return result;
}

}  // namespace entente::query
