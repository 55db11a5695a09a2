#include "query/plan/operator_names.hpp"

#include <algorithm>

#include "query/plan/path_operators.hpp"

namespace entente::query {
namespace {

std::string_view name_of_updating(const LogicalOperator& op) {
  switch (op.kind) {
    case OperatorKind::create: return "Create";
    case OperatorKind::merge: return "Merge";
    case OperatorKind::set: return "Set";
    case OperatorKind::remove: return "Remove";
    case OperatorKind::delete_: return as<Delete>(op).detach ? "DetachDelete" : "Delete";
    case OperatorKind::foreach: return "Foreach";
    case OperatorKind::empty_result: return "EmptyResult";
    case OperatorKind::schema_command: return "SchemaCommand";
    default: return "LoadCSV";
  }
}

std::string_view prefix_name(const IndexPrefix& op) {
  switch (op.match) {
    case storage::StringMatch::prefix: return "NodeIndexSeekByPrefix";
    case storage::StringMatch::infix: return "NodeIndexContainsScan";
    case storage::StringMatch::suffix: return "NodeIndexEndsWithScan";
  }
  return "";
}

std::string_view name_of_index(const RelationshipIndex& op) {
  const bool directed = op.spec.direction != Direction::either;
  const IndexAccess& access = op.access;
  switch (access.kind) {
    case IndexAccess::Kind::range:
      return directed ? "DirectedRelationshipIndexSeekByRange"
                      : "UndirectedRelationshipIndexSeekByRange";
    case IndexAccess::Kind::strings:
      if (access.match == storage::StringMatch::infix) {
        return directed ? "DirectedRelationshipIndexContainsScan"
                        : "UndirectedRelationshipIndexContainsScan";
      }
      if (access.match == storage::StringMatch::suffix) {
        return directed ? "DirectedRelationshipIndexEndsWithScan"
                        : "UndirectedRelationshipIndexEndsWithScan";
      }
      return directed ? "DirectedRelationshipIndexSeekByPrefix"
                      : "UndirectedRelationshipIndexSeekByPrefix";
    case IndexAccess::Kind::equal:
    case IndexAccess::Kind::in_list: break;
  }
  if (access.unique) {
    return directed ? "DirectedRelationshipUniqueIndexSeek"
                    : "UndirectedRelationshipUniqueIndexSeek";
  }
  return directed ? "DirectedRelationshipIndexSeek" : "UndirectedRelationshipIndexSeek";
}

std::string_view join_name(const HashJoin& op) {
  const bool values = std::any_of(op.keys.begin(), op.keys.end(),
                                  [](const auto& key) { return key.left != key.right; });
  switch (op.mode) {
    case HashJoin::Mode::semi: return "HashSemiJoin";
    case HashJoin::Mode::anti: return "HashAntiSemiJoin";
    case HashJoin::Mode::inner: break;
  }
  return values ? "ValueHashJoin" : "NodeHashJoin";
}

}  // namespace

std::string_view name_of(const LogicalOperator& op) {
  switch (op.kind) {
    case OperatorKind::argument: return "Argument";
    case OperatorKind::all_nodes_scan: return "AllNodesScan";
    case OperatorKind::label_scan: return "NodeByLabelScan";
    case OperatorKind::index_seek:
      return as<IndexSeek>(op).unique ? "NodeUniqueIndexSeek" : "NodeIndexSeek";
    case OperatorKind::index_range: return "NodeIndexSeekByRange";
    case OperatorKind::index_prefix: return prefix_name(as<IndexPrefix>(op));
    case OperatorKind::id_seek: return "NodeByIdSeek";
    case OperatorKind::relationship_index: return name_of_index(as<RelationshipIndex>(op));
    case OperatorKind::expand: return "Expand(All)";
    case OperatorKind::expand_into: return "Expand(Into)";
    case OperatorKind::expand_variable: {
      const auto& expand = as<ExpandVariable>(op);
      if (expand.distinct_ends) return "BFSExpand";
      return expand.into ? "VarLengthExpand(Into)" : "VarLengthExpand(All)";
    }
    case OperatorKind::shortest_path:
      return as<ShortestPath>(op).all ? "AllShortestPaths" : "ShortestPath";
    case OperatorKind::path_expand: {
      const auto& expand = as<PathExpand>(op);
      if (expand.selection == PathSelection::all) {
        return expand.repeatable ? "Repeat(Walk)" : "Repeat(Trail)";
      }
      return expand.into ? "StatefulShortestPath(Into)" : "StatefulShortestPath(All)";
    }
    case OperatorKind::expand_ends: return "DistinctExpand";
    case OperatorKind::count_tree: return "DegreeProduct";
    case OperatorKind::count_cycle: return "CycleCount";
    case OperatorKind::filter: return "Filter";
    case OperatorKind::project: return "Projection";
    case OperatorKind::project_path: return "ProjectPath";
    case OperatorKind::aggregate: return "EagerAggregation";
    case OperatorKind::distinct: return "Distinct";
    case OperatorKind::sort: return "Sort";
    case OperatorKind::top_n: return "Top";
    case OperatorKind::skip: return "Skip";
    case OperatorKind::limit: return as<Limit>(op).exhaust_input ? "ExhaustiveLimit" : "Limit";
    case OperatorKind::unwind: return "Unwind";
    case OperatorKind::union_all: return "Union";
    case OperatorKind::apply:
      if (as<Apply>(op).transactions != nullptr) return "TransactionApply";
      return as<Apply>(op).unit ? "SubqueryForeach" : "Apply";
    case OperatorKind::optional: return "Optional";
    case OperatorKind::semi_apply: return as<SemiApply>(op).negated ? "AntiSemiApply" : "SemiApply";
    case OperatorKind::hash_join: return join_name(as<HashJoin>(op));
    case OperatorKind::count_degree: return "DegreeCount";
    case OperatorKind::eager: return "Eager";
    case OperatorKind::call_procedure: return "ProcedureCall";
    case OperatorKind::produce_results: return "ProduceResults";
    default: return name_of_updating(op);
  }
}

}  // namespace entente::query
