#include "query/plan/path_part.hpp"

#include <algorithm>

#include "query/plan/expression_symbols.hpp"
#include "query/plan/synthetic.hpp"

namespace entente::query {
namespace {

bool has_conditions(const NodePattern& node) {
  return node.labels || node.properties || node.predicate;
}

bool has_conditions(const RelationshipPattern& relationship) {
  return relationship.properties || relationship.predicate ||
         (relationship.types && !plain_names(*relationship.types));
}

}  // namespace

Direction direction_of(RelationshipPattern::Arrow arrow) {
  switch (arrow) {
    case RelationshipPattern::Arrow::right: return Direction::outgoing;
    case RelationshipPattern::Arrow::left: return Direction::incoming;
    case RelationshipPattern::Arrow::undirected: break;
  }
  return Direction::either;
}

void PathPartBuilder::add_node(Slot slot) {
  PathPlace place;
  place.node = slot;
  place.result = slot;
  part_.automaton.places.push_back(std::move(place));
}

Status PathPartBuilder::add_inner_node(const NodePattern& node, Slot slot) {
  add_node(slot);
  return add_node_conditions(node, slot, std::nullopt);
}

Status PathPartBuilder::add_node_conditions(const NodePattern& node, Slot one,
                                            std::optional<std::size_t> group) {
  if (node.labels) {
    std::vector<const LabelExpression*> labels;
    split_labels(*node.labels, labels);
    for (const auto* label : labels) {
      ENTENTE_TRY(add_label_test(*label, one, group));
    }
  }
  ENTENTE_TRY(add_properties(node.properties, one, group));
  return add_predicate(node.predicate, group);
}

Status PathPartBuilder::add_properties(const ExpressionPtr& properties, Slot one,
                                       std::optional<std::size_t> group) {
  if (!properties) return {};
  ENTENTE_TRY(prepare(context_, *properties));
  // Analysis refuses a parameter for all properties of a matched pattern.
  for (const auto& entry : as<MapExpression>(*properties).entries) {
    part_.conditions.push_back({&make_property_equality(context_.plan, one, entry), group});
  }
  return {};
}

Status PathPartBuilder::add_predicate(const ExpressionPtr& predicate,
                                      std::optional<std::size_t> group) {
  if (!predicate) return {};
  ENTENTE_TRY(prepare(context_, *predicate));
  std::vector<const Expression*> parts;
  split_conjunction(*predicate, parts);
  for (const auto* part : parts) part_.conditions.push_back({part, group});
  return {};
}

Status PathPartBuilder::add_label_test(const LabelExpression& labels, Slot one,
                                       std::optional<std::size_t> group) {
  const Expression& test = make_label_test(context_.plan, one, labels);
  part_.conditions.push_back({&test, group});
  // The names may come from an expression with a subquery.
  return prepare(context_, test);
}

Status PathPartBuilder::add_types(const RelationshipPattern& relationship,
                                  std::optional<std::size_t> group, PathStep& step) {
  if (!relationship.types) return {};
  if (auto names = plain_names(*relationship.types)) {
    step.types = std::move(*names);
    return {};
  }
  return add_label_test(*relationship.types, step.relationship, group);
}

Status PathPartBuilder::add_relationship(const RelationshipPattern& relationship, Slot slot) {
  if (!relationship.length) {
    PathStep step;
    step.relationship = slot;
    step.result = slot;
    step.direction = direction_of(relationship.arrow);
    ENTENTE_TRY(add_types(relationship, std::nullopt, step));
    part_.automaton.places.back().step = std::move(step);
    ENTENTE_TRY(add_properties(relationship.properties, slot, std::nullopt));
    return add_predicate(relationship.predicate, std::nullopt);
  }
  const std::size_t group = part_.automaton.groups.size();
  const std::size_t first = part_.automaton.places.size();
  PathPlace place;
  place.group = group;
  part_.automaton.places.push_back(place);
  PathStep step;
  step.direction = direction_of(relationship.arrow);
  step.result = slot;
  const auto known = context_.info.group_symbols.find(&relationship);
  if (known != context_.info.group_symbols.end()) {
    step.relationship = known->second.front().first;
  } else if (has_conditions(relationship)) {
    step.relationship = context_.fresh(StaticType::relationship);
  }
  ENTENTE_TRY(add_types(relationship, group, step));
  const Slot one = step.relationship;
  part_.automaton.places.back().step = std::move(step);
  part_.automaton.places.push_back(place);
  part_.automaton.groups.push_back(
      {first, first + 1, relationship.length->lower.value_or(1), relationship.length->upper});
  ENTENTE_TRY(add_properties(relationship.properties, one, group));
  // The WHERE of a variable-length relationship is about its list, which is whole at the end only.
  const bool about_list = !relationship.quantified();
  return add_predicate(relationship.predicate,
                       about_list ? std::nullopt : std::optional<std::size_t>(group));
}

Status PathPartBuilder::add_group(const QuantifiedPattern& quantified) {
  const std::size_t first = part_.automaton.places.size();
  part_.automaton.groups.push_back(
      {first, first, quantified.length.lower.value_or(0), quantified.length.upper});
  for (const auto& element : quantified.elements) {
    if (const auto* node = std::get_if<NodePattern>(&element.value)) {
      ENTENTE_TRY(add_group_node(*node, quantified));
    } else {
      // Analysis refuses everything else inside a quantified pattern.
      ENTENTE_TRY(add_group_step(std::get<RelationshipPattern>(element.value), &quantified));
    }
  }
  part_.automaton.groups.back().last = part_.automaton.places.size() - 1;
  return add_predicate(quantified.predicate, part_.automaton.groups.size() - 1);
}

Status PathPartBuilder::add_group_node(const NodePattern& node, const QuantifiedPattern& owner) {
  const std::size_t group = part_.automaton.groups.size() - 1;
  const Inner inner = inner_of(node.variable, StaticType::node, &owner,
                               node.variable.named() || has_conditions(node));
  PathPlace place;
  place.node = inner.one;
  place.result = inner.list;
  place.group = group;
  part_.automaton.places.push_back(std::move(place));
  return add_node_conditions(node, inner.one, group);
}

Status PathPartBuilder::add_group_step(const RelationshipPattern& relationship, const void* owner) {
  const std::size_t group = part_.automaton.groups.size() - 1;
  const Inner inner = inner_of(relationship.variable, StaticType::relationship, owner,
                               relationship.variable.named() || has_conditions(relationship));
  PathStep step;
  step.relationship = inner.one;
  step.result = inner.list;
  step.direction = direction_of(relationship.arrow);
  ENTENTE_TRY(add_types(relationship, group, step));
  part_.automaton.places.back().step = std::move(step);
  ENTENTE_TRY(add_properties(relationship.properties, inner.one, group));
  return add_predicate(relationship.predicate, group);
}

PathPartBuilder::Inner PathPartBuilder::inner_of(const BindingVariable& variable, StaticType type,
                                                 const void* owner, bool asked) {
  Inner inner;
  if (!asked) return inner;
  if (!variable.named()) {
    inner.one = context_.fresh(type);
    return inner;
  }
  inner.one = context_.slot_of(variable, type);
  const auto& groups = context_.info.group_symbols.at(owner);
  const auto it = std::find_if(groups.begin(), groups.end(),
                               [&](const auto& pair) { return pair.first == inner.one; });
  assert(it != groups.end());
  const auto taken = [&](Slot slot) {
    const auto& places = part_.automaton.places;
    return std::any_of(places.begin(), places.end(), [&](const PathPlace& place) {
      return place.node == slot || (place.step && place.step->relationship == slot);
    });
  };
  if (!taken(inner.one)) {
    inner.list = it->second;
    return inner;
  }
  const Slot again = context_.fresh(type);
  part_.conditions.push_back(
      {&make_symbol_equality(context_.plan, again, inner.one), part_.automaton.groups.size() - 1});
  inner.one = again;
  return inner;
}

}  // namespace entente::query
