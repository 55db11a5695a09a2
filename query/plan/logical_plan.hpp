#pragma once

#include <cassert>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "entente/ids.hpp"
#include "query/ast/statement.hpp"
#include "query/eval/procedure.hpp"
#include "query/eval/symbol.hpp"
#include "query/plan/label_implication.hpp"
#include "query/plan/path_automaton.hpp"
#include "query/plan/planned_reads.hpp"
#include "storage/graph/records.hpp"

namespace entente::query {

/// Operators of a logical plan; the names shown by EXPLAIN are those users of graph databases know.
/// Unless said otherwise an operator has one child, its input, and for each input row appends
/// columns for new symbols and keeps the columns of the row. A scan with an input row stream is the
/// product of both (an index seek may depend on the row).
enum class OperatorKind : std::uint8_t {
  argument,  // leaf: the rows of the enclosing apply, or one row without columns at the top
  all_nodes_scan,
  label_scan,
  index_seek,
  index_range,
  index_prefix,
  id_seek,
  relationship_index,
  expand,
  expand_into,
  expand_variable,
  shortest_path,
  path_expand,
  expand_ends,  // replaces expands of which only the distinct ends are asked for
  filter,
  project,
  project_path,
  aggregate,
  distinct,
  sort,
  top_n,
  skip,
  limit,
  unwind,
  union_all,     // n children
  apply,         // left, right: right is run for each left row, which it sees as argument
  optional,      // left, right: as apply, but a left row without result gives nulls
  semi_apply,    // left, right: keeps left rows for which right has (no) row
  hash_join,     // left, right: equal nodes or values; right is matched once, on its own
  count_degree,  // replaces expand + count(*): sums degrees
  count_cycle,   // replaces expand + expand_into + count(*): sizes of intersections
  count_tree,    // replaces all of a pattern without cycles + count(*)
  eager,
  create,
  merge,  // left, right: right is the match part, run for each left row
  set,
  remove,
  delete_,
  foreach,  // left, right: right's updates for each list item
  call_procedure,
  load_csv,
  produce_results,
  empty_result,  // runs its input to the end and gives no rows
  schema_command,
};

/// Base of all operators. Plans own their operators; AST objects they point to live as long as the
/// plan (LogicalPlan keeps the statement alive).
struct LogicalOperator {
  OperatorKind kind;
  std::vector<std::unique_ptr<LogicalOperator>> children;
  double estimated_rows = 1;
  /// Symbols a later operator still needs of this one's output, ascending; set by the last rule.
  /// The right side of apply, optional, merge and foreach gives only what it binds itself: columns
  /// of the left row stay with the left row (Argument::symbols are those the right side reads).
  std::vector<Slot> outputs;

  explicit LogicalOperator(OperatorKind k) : kind(k) {}
  LogicalOperator(const LogicalOperator&) = delete;
  LogicalOperator& operator=(const LogicalOperator&) = delete;
  virtual ~LogicalOperator() = default;
};
using LogicalOperatorPtr = std::unique_ptr<LogicalOperator>;

template <class T>
T& as(LogicalOperator& op) {
  assert(op.kind == T::static_kind);
  return static_cast<T&>(op);
}
template <class T>
const T& as(const LogicalOperator& op) {
  assert(op.kind == T::static_kind);
  return static_cast<const T&>(op);
}

template <OperatorKind K>
struct OperatorBase : LogicalOperator {
  static constexpr OperatorKind static_kind = K;
  OperatorBase() : LogicalOperator(K) {}
};

/// Leaf of a subplan: the rows given from outside, with these symbols bound.
struct Argument : OperatorBase<OperatorKind::argument> {
  std::vector<Slot> symbols;
};

struct AllNodesScan : OperatorBase<OperatorKind::all_nodes_scan> {
  Slot node = no_slot;
};
struct LabelScan : OperatorBase<OperatorKind::label_scan> {
  Slot node = no_slot;
  std::string label;
};
/// Index on (label, properties): all properties equal to the values.
struct IndexSeek : OperatorBase<OperatorKind::index_seek> {
  Slot node = no_slot;
  IndexId index;
  std::string label;
  std::vector<std::string> properties;
  std::vector<const Expression*> values;
  bool unique = false;
  /// True for `n.key IN list`: the single value expression is the list.
  bool in_list = false;
};
struct IndexRange : OperatorBase<OperatorKind::index_range> {
  Slot node = no_slot;
  IndexId index;
  std::string label;
  std::string property;
  const Expression* lower = nullptr;
  bool lower_inclusive = false;
  const Expression* upper = nullptr;
  bool upper_inclusive = false;
};
struct IndexPrefix : OperatorBase<OperatorKind::index_prefix> {
  Slot node = no_slot;
  IndexId index;
  std::string label;
  std::string property;
  /// The text the property begins with, holds or ends with.
  const Expression* prefix = nullptr;
  storage::StringMatch match = storage::StringMatch::prefix;
};
/// id(n) = value, or IN a list.
struct IdSeek : OperatorBase<OperatorKind::id_seek> {
  Slot node = no_slot;
  const Expression* ids = nullptr;
  bool in_list = false;
};

/// What a relationship pattern asks for, shared by the expanding operators. `from` is bound.
struct ExpandSpec {
  Slot from = no_slot;
  Slot relationship = no_slot;
  Slot to = no_slot;
  Direction direction = Direction::outgoing;
  std::vector<std::string> types;  // empty: any
  /// Relationship (and relationship-list) symbols of the same MATCH that must be different.
  std::vector<Slot> distinct_from;
  /// Estimated: how many times more relationships `from` has than the mean node, because it has
  /// been reached over one of the same kind.
  double skew = 1;
};
/// What an index is asked for: equality of all its properties, one of a list, a range or a string.
struct IndexAccess {
  enum class Kind : std::uint8_t { equal, in_list, range, strings };
  Kind kind = Kind::equal;
  IndexId index;
  std::vector<std::string> properties;
  /// equal: one value for each property; in_list: the list; strings: the text.
  std::vector<const Expression*> values;
  const Expression* lower = nullptr;
  bool lower_inclusive = false;
  const Expression* upper = nullptr;
  bool upper_inclusive = false;
  storage::StringMatch match = storage::StringMatch::prefix;
  bool unique = false;
};
/// Finds relationships of one type by an index and binds them and both their ends: takes the place
/// of a scan for spec.from and an Expand.
struct RelationshipIndex : OperatorBase<OperatorKind::relationship_index> {
  ExpandSpec spec;
  IndexAccess access;
};
/// Binds `relationship` and `to`.
struct Expand : OperatorBase<OperatorKind::expand> {
  ExpandSpec spec;
  /// True if the relationship symbol is bound already: only that relationship is followed.
  bool relationship_bound = false;
};
/// Both ends are bound: binds `relationship` between them.
struct ExpandInto : OperatorBase<OperatorKind::expand_into> {
  ExpandSpec spec;
  bool relationship_bound = false;
};
/// Predicates an individual relationship of a variable-length pattern must meet: properties given
/// in the pattern.
struct ExpandVariable : OperatorBase<OperatorKind::expand_variable> {
  ExpandSpec spec;  // spec.relationship becomes a list, in path order from `from`
  std::uint64_t lower = 1;
  std::optional<std::uint64_t> upper;
  /// True if `to` is bound: only paths that end there.
  bool into = false;
  /// True if spec.relationship is bound already (a list): follow exactly it.
  bool relationship_bound = false;
  /// True if the pattern was written from `to` towards `from`: the list is given reversed.
  bool reversed = false;
  /// Property map of the relationship pattern (MapExpression or parameter), or nullptr. It does not
  /// see the relationship itself.
  const Expression* properties = nullptr;
  /// Only reachability counts (DISTINCT endpoints): breadth first, each `to` once per input row,
  /// the relationship list is not bound. Set by a rule.
  bool distinct_ends = false;
};
/// shortestPath / allShortestPaths between bound ends; binds the relationship list and path.
struct ShortestPath : OperatorBase<OperatorKind::shortest_path> {
  ExpandSpec spec;
  Slot path = no_slot;  // may be no_slot
  std::uint64_t lower = 1;
  std::optional<std::uint64_t> upper;
  bool all = false;
  bool reversed = false;
  const Expression* properties = nullptr;
};

/// Keeps rows for which every predicate is true, evaluated in order.
struct Filter : OperatorBase<OperatorKind::filter> {
  std::vector<const Expression*> predicates;
};
/// Inline predicates that are not expressions in the text: node labels and property maps of
/// patterns are turned into synthetic expressions, owned by LogicalPlan::expressions.
struct ProjectItem {
  Slot target = no_slot;
  const Expression* expression = nullptr;  // nullptr: copy of column `source`
  Slot source = no_slot;
};
/// Appends computed columns. All expressions see the input row only.
struct Project : OperatorBase<OperatorKind::project> {
  std::vector<ProjectItem> items;
};
/// Builds a path value from bound symbols: nodes and relationships (or relationship lists)
/// alternating. Null if any element is null.
struct ProjectPath : OperatorBase<OperatorKind::project_path> {
  Slot path = no_slot;
  std::vector<Slot> elements;
};

struct AggregateItem {
  Slot target = no_slot;
  const FunctionCallExpression* call = nullptr;
};
/// Groups by the keys (equivalence) and binds keys and aggregates; all other columns are dropped.
/// Without keys there is exactly one row.
struct Aggregate : OperatorBase<OperatorKind::aggregate> {
  std::vector<ProjectItem> keys;
  std::vector<AggregateItem> aggregates;
};
struct Distinct : OperatorBase<OperatorKind::distinct> {
  std::vector<Slot> keys;
};
struct SortKey {
  const Expression* expression = nullptr;  // nullptr: column `source`
  Slot source = no_slot;
  bool descending = false;
};
struct Sort : OperatorBase<OperatorKind::sort> {
  std::vector<SortKey> keys;
};
struct TopN : OperatorBase<OperatorKind::top_n> {
  std::vector<SortKey> keys;
  const Expression* limit = nullptr;
  const Expression* skip = nullptr;  // rows kept are skip + limit; a Skip follows
};
struct Skip : OperatorBase<OperatorKind::skip> {
  const Expression* count = nullptr;
};
struct Limit : OperatorBase<OperatorKind::limit> {
  const Expression* count = nullptr;
  /// The input updates the graph: it must run to its end although no more rows are wanted.
  bool exhaust_input = false;
};
struct Unwind : OperatorBase<OperatorKind::unwind> {
  Slot target = no_slot;
  const Expression* list = nullptr;
};
/// Rows of all children, one after the other. sources[i][k] is child i's symbol for targets[k].
struct UnionAll : OperatorBase<OperatorKind::union_all> {
  std::vector<Slot> targets;
  std::vector<std::vector<Slot>> sources;
};

/// Correlated subquery: see OperatorKind::apply.
struct Apply : OperatorBase<OperatorKind::apply> {
  /// A unit subquery (no RETURN): run for its effects, left rows pass unchanged.
  bool unit = false;
  /// The columns of the subquery.
  std::vector<Slot> columns;
  /// A left row without result stays, with nulls for the columns (OPTIONAL CALL in transactions;
  /// otherwise it is an Optional).
  bool optional = false;
  /// CALL { … } IN TRANSACTIONS: the left rows are run in groups, each in a transaction of its own.
  const InTransactions* transactions = nullptr;
  /// Symbol of REPORT STATUS AS, or no_slot.
  Slot status = no_slot;
};
struct Optional : OperatorBase<OperatorKind::optional> {
  /// Symbols that become null when the right side has no row.
  std::vector<Slot> nullable;
};
struct SemiApply : OperatorBase<OperatorKind::semi_apply> {
  bool negated = false;
};
/// Rows of both sides whose keys are all equal; or the left rows for which there is (no) such row
/// on the right. The right side reads nothing of the left row nor of
/// what encloses the join, so one table of it serves every row of the query.
struct HashJoin : OperatorBase<OperatorKind::hash_join> {
  enum class Mode : std::uint8_t { inner, semi, anti };
  struct Key {
    Slot left = no_slot;
    Slot right = no_slot;  // the same for a node that both sides bind
  };
  Mode mode = Mode::inner;
  std::vector<Key> keys;
  /// Estimated share of the pairs of rows that agree; of the left rows that stay, unless inner.
  double share = 1;
};
/// Binds `target` to the number of relationships of `from` (an integer per row).
struct CountDegree : OperatorBase<OperatorKind::count_degree> {
  Slot from = no_slot;
  Slot target = no_slot;
  Direction direction = Direction::outgoing;
  std::vector<std::string> types;
  /// Bound relationships that do not count if they are among those of `from`.
  std::vector<Slot> distinct_from;
};
/// Reads all input before giving the first row, so that later updates are not seen by earlier
/// reads.
struct Eager : OperatorBase<OperatorKind::eager> {};

/// One node or relationship to be created.
struct CreateNode {
  Slot node = no_slot;
  std::vector<std::string> labels;
  /// `$(x)`: a string or list of strings.
  std::vector<const Expression*> dynamic_labels;
  const Expression* properties = nullptr;
};
struct CreateRelationship {
  Slot relationship = no_slot;
  Slot source = no_slot;
  Slot target = no_slot;
  std::string type;
  const Expression* dynamic_type = nullptr;  // instead of `type`
  const Expression* properties = nullptr;
};
/// Nodes first, then relationships, per row, in order.
struct Create : OperatorBase<OperatorKind::create> {
  std::vector<CreateNode> nodes;
  std::vector<CreateRelationship> relationships;
};
struct SetOperation {
  enum class Kind : std::uint8_t { property, dynamic_property, replace, add, labels };
  Kind kind = Kind::property;
  const Expression* subject = nullptr;      // element (or map) expression
  std::string key;                          // property
  const Expression* dynamic_key = nullptr;  // dynamic_property
  const Expression* value = nullptr;
  std::vector<std::string> labels;
  std::vector<const Expression*> dynamic_labels;
};
/// For each row: the match part; if it has rows, they are the result (after on_match), else the
/// pattern is created (and on_create run). Rows created earlier by the same clause are matched.
struct Merge : OperatorBase<OperatorKind::merge> {
  std::vector<CreateNode> nodes;
  std::vector<CreateRelationship> relationships;
  std::vector<SetOperation> on_create;
  std::vector<SetOperation> on_match;
  /// A path symbol to build after creation, with its elements; no_slot if none.
  Slot path = no_slot;
  std::vector<Slot> path_elements;
};
struct Set : OperatorBase<OperatorKind::set> {
  std::vector<SetOperation> operations;
};
struct RemoveOperation {
  const Expression* subject = nullptr;
  std::string key;                          // a property, or empty
  const Expression* dynamic_key = nullptr;  // n[expression]
  std::vector<std::string> labels;
  std::vector<const Expression*> dynamic_labels;
};
struct Remove : OperatorBase<OperatorKind::remove> {
  std::vector<RemoveOperation> operations;
};
struct Delete : OperatorBase<OperatorKind::delete_> {
  bool detach = false;
  std::vector<const Expression*> expressions;
};
struct Foreach : OperatorBase<OperatorKind::foreach> {
  Slot variable = no_slot;
  const Expression* list = nullptr;
};
struct CallProcedure : OperatorBase<OperatorKind::call_procedure> {
  const Procedure* procedure = nullptr;
  std::vector<const Expression*> arguments;
  /// (index of the output field, symbol)
  std::vector<std::pair<std::size_t, Slot>> yield;
  /// Arguments come from parameters named like the inputs (CALL name without parentheses).
  bool implicit_arguments = false;
  /// No outputs: the row passes unchanged.
  bool unit = false;
};
struct LoadCsv : OperatorBase<OperatorKind::load_csv> {
  Slot target = no_slot;
  Slot file = no_slot;  // path of the file
  Slot line = no_slot;  // line on which the row begins
  const Expression* url = nullptr;
  bool with_headers = false;
  std::string field_terminator;
};
/// The root of a reading (part of a) query: columns in order.
struct ProduceResults : OperatorBase<OperatorKind::produce_results> {
  std::vector<std::string> names;
  std::vector<Slot> slots;
};
struct EmptyResult : OperatorBase<OperatorKind::empty_result> {};
struct SchemaOperator : OperatorBase<OperatorKind::schema_command> {
  const SchemaCommand* command = nullptr;
  /// SHOW …: result symbols, in column order.
  std::vector<Slot> slots;
};

/// How a subquery expression gets its value from its plan.
struct Subplan {
  enum class Result : std::uint8_t {
    exists,   // is there a row?
    count,    // number of rows
    collect,  // list of the values of `column`
    first,    // value of `column` of the first row, null without one (shortestPath expression)
  };
  LogicalOperatorPtr root;
  Result result = Result::exists;
  Slot column = no_slot;
  /// Outer symbols the plan reads through its Argument.
  std::vector<Slot> arguments;
};

/// A whole plan. Owns everything its operators point to, except procedures.
struct LogicalPlan {
  LogicalOperatorPtr root;
  std::vector<Symbol> symbols;
  std::unordered_map<const void*, Slot> slots;
  std::unordered_map<const Expression*, Slot> computed;
  std::unordered_map<const Expression*, Subplan> subplans;
  /// Synthetic expressions made by the planner.
  std::vector<ExpressionPtr> expressions;
  std::shared_ptr<const Statement> statement;
  std::vector<std::string> columns;
  ExplainMode mode = ExplainMode::none;
  bool updating = false;
  bool schema_change = false;
  /// The plan commits parts of itself, so it can be neither repeated nor taken back.
  bool in_transactions = false;
  /// Warnings (unknown labels, types, properties with suggestions).
  std::vector<std::string> notifications;
  /// What must hold in a transaction for the plan to give the right answers there; checked before
  /// a plan that was kept is run again.
  std::vector<LabelImplication> assumptions;
  /// What is read in large numbers.
  NamedReads reads;
  /// Schema version the plan was made for.
  std::uint64_t schema_version = 0;
};

}  // namespace entente::query
