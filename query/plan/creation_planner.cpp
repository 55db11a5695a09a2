#include <algorithm>

#include "query/plan/creation.hpp"
#include "query/plan/expression_symbols.hpp"
#include "query/plan/pattern_planner.hpp"

namespace entente::query {
namespace {

/// What a pattern creates: its new nodes and all its relationships, and the paths it names.
struct Creation {
  std::vector<CreateNode> nodes;
  std::vector<CreateRelationship> relationships;
  /// In which order: true for the next node, false for the next relationship.
  std::vector<bool> order;
  std::vector<PatternPath> paths;
};

/// Reads the patterns of CREATE and MERGE.
class CreationReader {
 public:
  CreationReader(PlanContext& context, Creation& creation)
      : context_(context), creation_(creation) {}

  Status read(const PathPattern& path) {
    PatternPath named;
    const RelationshipPattern* pending = nullptr;
    Slot left = no_slot;
    for (const auto& element : path.elements) {
      if (const auto* r = std::get_if<RelationshipPattern>(&element.value)) {
        pending = r;
        continue;
      }
      ENTENTE_ASSIGN(const Slot node, read_node(std::get<NodePattern>(element.value)));
      if (pending != nullptr) {
        ENTENTE_ASSIGN(const Slot slot, read_relationship(*pending, left, node));
        named.elements.push_back(slot);
        pending = nullptr;
      }
      named.elements.push_back(node);
      left = node;
    }
    if (path.variable.named()) {
      named.slot = context_.slot_of(path.variable, StaticType::path);
      creation_.paths.push_back(std::move(named));
    }
    return {};
  }

 private:
  Result<Slot> read_node(const NodePattern& node) {
    const Slot slot = context_.slot_of(node.variable, StaticType::node);
    if (context_.is_reference(node.variable)) return slot;
    ENTENTE_TRY(prepare(context_, node.properties));
    CreateNode create;
    create.node = slot;
    create.properties = node.properties.get();
    if (node.labels) {
      std::vector<const LabelExpression*> parts;
      split_labels(*node.labels, parts);
      for (const auto* part : parts) {
        if (part->names) {
          ENTENTE_TRY(prepare(context_, *part->names));
          create.dynamic_labels.push_back(part->names.get());
          continue;
        }
        create.labels.push_back(part->name);
        context_.statistics.note_label(slot, part->name);
      }
    }
    creation_.nodes.push_back(std::move(create));
    creation_.order.push_back(true);
    return slot;
  }

  Result<Slot> read_relationship(const RelationshipPattern& pattern, Slot left, Slot right) {
    ENTENTE_TRY(prepare(context_, pattern.properties));
    CreateRelationship create;
    create.relationship = context_.slot_of(pattern.variable, StaticType::relationship);
    // An undirected relationship of MERGE is created from left to right.
    const bool leftwards = pattern.arrow == RelationshipPattern::Arrow::left;
    create.source = leftwards ? right : left;
    create.target = leftwards ? left : right;
    create.type = pattern.types->name;
    create.dynamic_type = pattern.types->names.get();
    if (create.dynamic_type != nullptr) ENTENTE_TRY(prepare(context_, *create.dynamic_type));
    create.properties = pattern.properties.get();
    const Slot slot = create.relationship;
    creation_.relationships.push_back(std::move(create));
    creation_.order.push_back(false);
    return slot;
  }

  PlanContext& context_;
  Creation& creation_;
};

SymbolSet created_symbols(const Creation& creation) {
  SymbolSet result;
  for (const auto& node : creation.nodes) result.add(node.node);
  for (const auto& relationship : creation.relationships) result.add(relationship.relationship);
  return result;
}

bool reads_any(const Expression* properties, const SymbolSet& symbols, const LogicalPlan& plan) {
  return properties != nullptr && symbols_of(*properties, plan).intersects(symbols);
}

/// True if some properties are computed from elements the same pattern creates.
bool reads_itself(const Creation& creation, const LogicalPlan& plan) {
  const SymbolSet created = created_symbols(creation);
  const auto reads = [&](const Expression* e) { return reads_any(e, created, plan); };
  for (const auto& node : creation.nodes) {
    if (reads(node.properties)) return true;
    if (std::any_of(node.dynamic_labels.begin(), node.dynamic_labels.end(), reads)) return true;
  }
  for (const auto& relationship : creation.relationships) {
    if (reads(relationship.properties) || reads(relationship.dynamic_type)) return true;
  }
  return false;
}

LogicalOperatorPtr add_paths(PlanContext& context, const Creation& creation,
                             LogicalOperatorPtr op) {
  for (const auto& path : creation.paths) {
    auto project = make_operator<ProjectPath>();
    project->path = path.slot;
    project->elements = path.elements;
    op = context.add(std::move(project), std::move(op));
  }
  return op;
}

/// One operator per element, in the order of the text, so that each sees the ones before it.
LogicalOperatorPtr create_one_by_one(PlanContext& context, Creation& creation,
                                     LogicalOperatorPtr op) {
  auto node = creation.nodes.begin();
  auto relationship = creation.relationships.begin();
  for (const bool is_node : creation.order) {
    auto create = make_operator<Create>();
    if (is_node) {
      create->nodes.push_back(std::move(*node++));
    } else {
      create->relationships.push_back(std::move(*relationship++));
    }
    op = context.add(std::move(create), std::move(op));
  }
  return op;
}

}  // namespace

Result<LogicalOperatorPtr> plan_create(PlanContext& context, const CreateClause& clause,
                                       LogicalOperatorPtr input) {
  Creation creation;
  CreationReader reader(context, creation);
  for (const auto& path : clause.pattern.paths) ENTENTE_TRY(reader.read(path));
  LogicalOperatorPtr op;
  if (reads_itself(creation, context.plan)) {
    op = create_one_by_one(context, creation, std::move(input));
  } else {
    auto create = make_operator<Create>();
    create->nodes = std::move(creation.nodes);
    create->relationships = std::move(creation.relationships);
    op = context.add(std::move(create), std::move(input));
  }
  return add_paths(context, creation, std::move(op));
}

Result<LogicalOperatorPtr> plan_merge(PlanContext& context, const MergeClause& clause,
                                      LogicalOperatorPtr input) {
  Creation creation;
  ENTENTE_TRY(CreationReader(context, creation).read(clause.pattern));
  auto merge = make_operator<Merge>();
  if (!creation.paths.empty()) {
    merge->path = creation.paths.front().slot;
    merge->path_elements = creation.paths.front().elements;
  }
  merge->nodes = std::move(creation.nodes);
  merge->relationships = std::move(creation.relationships);
  SymbolSet introduced;
  ENTENTE_ASSIGN(LogicalOperatorPtr right, plan_pattern(context, {&clause.pattern}, nullptr,
                                                        PlanContext::argument(), introduced));
  ENTENTE_TRY(plan_merge_actions(context, clause, *merge));
  return context.add(std::move(merge), std::move(input), std::move(right));
}

}  // namespace entente::query
