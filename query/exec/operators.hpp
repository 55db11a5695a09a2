#pragma once

#include "query/exec/builder.hpp"
#include "query/exec/operator.hpp"
#include "query/plan/path_operators.hpp"

/// Factories, one per operator; each lives with its operator in the file of that name. They build
/// the operator's inputs through the builder.
namespace entente::query {

struct CountCycle;
struct CountTree;
struct ExpandEnds;

Result<OperatorPtr> make_argument(const Argument& logical, Builder& builder);

Result<OperatorPtr> make_all_nodes_scan(const AllNodesScan& logical, Builder& builder);
Result<OperatorPtr> make_label_scan(const LabelScan& logical, Builder& builder);
Result<OperatorPtr> make_relationship_index(const RelationshipIndex& logical, Builder& builder);
Result<OperatorPtr> make_index_seek(const IndexSeek& logical, Builder& builder);
Result<OperatorPtr> make_index_range(const IndexRange& logical, Builder& builder);
Result<OperatorPtr> make_index_prefix(const IndexPrefix& logical, Builder& builder);
Result<OperatorPtr> make_id_seek(const IdSeek& logical, Builder& builder);

Result<OperatorPtr> make_expand(const Expand& logical, Builder& builder);
Result<OperatorPtr> make_expand_into(const ExpandInto& logical, Builder& builder);
/// True if the expansion below and this one can be run as one intersection.
bool can_intersect(const ExpandInto& logical, const Builder& builder);
Result<OperatorPtr> make_expand_intersect(const ExpandInto& logical, Builder& builder);
Result<OperatorPtr> make_follow_relationship(const LogicalOperator& logical, const ExpandSpec& spec,
                                             bool into, Builder& builder);
Result<OperatorPtr> make_expand_variable(const ExpandVariable& logical, Builder& builder);
Result<OperatorPtr> make_expand_reachable(const ExpandVariable& logical, Builder& builder);
Result<OperatorPtr> make_follow_path(const ExpandVariable& logical, Builder& builder);
Result<OperatorPtr> make_shortest_path(const ShortestPath& logical, Builder& builder);
/// All paths of the pattern.
Result<OperatorPtr> make_path_expand(const PathExpand& logical, Builder& builder);
/// The first paths between two nodes, in order of length.
Result<OperatorPtr> make_path_search(const PathExpand& logical, Builder& builder);
/// The different ends of a chain of relationships.
Result<OperatorPtr> make_expand_ends(const ExpandEnds& logical, Builder& builder);
/// Numbers of matches of patterns without cycles, and of ways to close a cycle.
Result<OperatorPtr> make_count_tree(const CountTree& logical, Builder& builder);
Result<OperatorPtr> make_count_cycle(const CountCycle& logical, Builder& builder);
Result<OperatorPtr> make_count_degree(const CountDegree& logical, Builder& builder);

Result<OperatorPtr> make_filter(const Filter& logical, Builder& builder);
Result<OperatorPtr> make_project(const Project& logical, Builder& builder);
Result<OperatorPtr> make_project_path(const ProjectPath& logical, Builder& builder);
Result<OperatorPtr> make_aggregate(const Aggregate& logical, Builder& builder);
Result<OperatorPtr> make_distinct(const Distinct& logical, Builder& builder);
Result<OperatorPtr> make_sort(const Sort& logical, Builder& builder);
Result<OperatorPtr> make_top_n(const TopN& logical, Builder& builder);
Result<OperatorPtr> make_skip(const Skip& logical, Builder& builder);
Result<OperatorPtr> make_limit(const Limit& logical, Builder& builder);
Result<OperatorPtr> make_unwind(const Unwind& logical, Builder& builder);
Result<OperatorPtr> make_union_all(const UnionAll& logical, Builder& builder);

Result<OperatorPtr> make_apply(const Apply& logical, Builder& builder);
Result<OperatorPtr> make_transaction_apply(const Apply& logical, Builder& builder);
Result<OperatorPtr> make_optional(const Optional& logical, Builder& builder);
Result<OperatorPtr> make_semi_apply(const SemiApply& logical, Builder& builder);
Result<OperatorPtr> make_hash_semi_join(const HashJoin& logical, Builder& builder);
Result<OperatorPtr> make_hash_join(const HashJoin& logical, Builder& builder);
Result<OperatorPtr> make_eager(const Eager& logical, Builder& builder);

Result<OperatorPtr> make_create(const Create& logical, Builder& builder);
Result<OperatorPtr> make_merge(const Merge& logical, Builder& builder);
Result<OperatorPtr> make_set(const Set& logical, Builder& builder);
Result<OperatorPtr> make_remove(const Remove& logical, Builder& builder);
Result<OperatorPtr> make_delete(const Delete& logical, Builder& builder);
Result<OperatorPtr> make_foreach(const Foreach& logical, Builder& builder);

Result<OperatorPtr> make_call_procedure(const CallProcedure& logical, Builder& builder);
Result<OperatorPtr> make_load_csv(const LoadCsv& logical, Builder& builder);
Result<OperatorPtr> make_produce_results(const ProduceResults& logical, Builder& builder);
Result<OperatorPtr> make_empty_result(const EmptyResult& logical, Builder& builder);
Result<OperatorPtr> make_schema_change(const SchemaOperator& logical, Builder& builder);
Result<OperatorPtr> make_show_schema(const SchemaOperator& logical, Builder& builder);

}  // namespace entente::query
