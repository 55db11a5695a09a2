#include "query/plan/path_automaton.hpp"

#include <algorithm>

namespace entente::query {
Direction opposite(Direction direction) {
  switch (direction) {
    case Direction::outgoing: return Direction::incoming;
    case Direction::incoming: return Direction::outgoing;
    case Direction::either: break;
  }
  return Direction::either;
}

PathAutomaton PathAutomaton::reversed() const {
  PathAutomaton result;
  const std::size_t count = places.size();
  for (std::size_t i = count; i-- > 0;) {
    PathPlace place = places[i];
    if (place.group) place.group = groups.size() - 1 - *place.group;
    place.step = i == 0 ? std::nullopt : places[i - 1].step;
    if (place.step) place.step->direction = opposite(place.step->direction);
    result.places.push_back(std::move(place));
  }
  for (std::size_t i = groups.size(); i-- > 0;) {
    PathGroup group = groups[i];
    group.first = count - 1 - groups[i].last;
    group.last = count - 1 - groups[i].first;
    result.groups.push_back(group);
  }
  return result;
}

void turn(PathAutomaton& automaton, std::vector<PathCondition>& conditions) {
  automaton = automaton.reversed();
  for (auto& condition : conditions) {
    if (condition.group) condition.group = automaton.groups.size() - 1 - *condition.group;
  }
}

const PathGroup* PathAutomaton::group_behind(std::size_t i) const {
  if (places[i].group || places[i].step || i + 1 == places.size()) return nullptr;
  return &groups[*places[i + 1].group];
}

std::vector<Slot> PathAutomaton::results() const {
  std::vector<Slot> slots;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const bool end = i == 0 || i + 1 == places.size();
    if (!end && places[i].result != no_slot) slots.push_back(places[i].result);
    if (places[i].step && places[i].step->result != no_slot) {
      slots.push_back(places[i].step->result);
    }
  }
  return slots;
}

std::vector<Slot> PathAutomaton::locals() const {
  std::vector<Slot> slots;
  for (const auto& place : places) {
    if (place.node != place.result && place.node != no_slot) slots.push_back(place.node);
    if (!place.step) continue;
    const Slot relationship = place.step->relationship;
    if (relationship != place.step->result && relationship != no_slot) {
      slots.push_back(relationship);
    }
  }
  return slots;
}

std::vector<std::string> PathAutomaton::types() const {
  std::vector<std::string> result;
  for (const auto& place : places) {
    if (!place.step) continue;
    if (place.step->types.empty()) return {};
    for (const auto& type : place.step->types) {
      if (std::find(result.begin(), result.end(), type) == result.end()) result.push_back(type);
    }
  }
  return result;
}

}  // namespace entente::query
