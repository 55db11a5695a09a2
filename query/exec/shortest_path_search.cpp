#include "query/exec/shortest_path_search.hpp"

#include <algorithm>

#include "query/limits.hpp"
#include "query/plan/path_automaton.hpp"

namespace entente::query {
ShortestPathSearch::ShortestPathSearch(const ExpandSpec& spec, const PathConstraint& constraint)
    : constraint_(constraint), types_(spec.types) {
  forward_.direction = spec.direction;
  backward_.direction = opposite(spec.direction);
}

void ShortestPathSearch::forget() {
  forward_.expansion.reset();
  backward_.expansion.reset();
}

void ShortestPathSearch::begin(Side& side, NodeId start) {
  side.reached.clear();
  side.reached[start] = {};
  side.frontier.assign(1, start);
  side.depth = 0;
  side.parents = 0;
}

Status ShortestPathSearch::find(EvalContext& context, NodeId from, NodeId to,
                                std::uint64_t length_max, bool all, const Visit& visit,
                                std::optional<RelationshipId> without) {
  without_ = without;
  types_.resolve(context.transaction);
  if (types_.none()) return {};
  begin(forward_, from);
  begin(backward_, to);
  std::vector<NodeId> meetings;
  while (meetings.empty()) {
    if (forward_.depth + backward_.depth >= length_max) return {};
    const bool forward = forward_.frontier.size() <= backward_.frontier.size();
    Side& side = forward ? forward_ : backward_;
    ENTENTE_TRY(advance(context, side, forward ? backward_ : forward_, all, meetings));
    if (meetings.empty() && side.frontier.empty()) return {};
  }
  if (!all) meetings.resize(1);
  for (const NodeId meeting : meetings) {
    ENTENTE_ASSIGN(
        const bool more,
        each_half(context, forward_, meeting, [&](const std::vector<RelationshipRef>& first) {
          return each_half(context, backward_, meeting,
                           [&](const std::vector<RelationshipRef>& second) -> Result<bool> {
                             std::vector<RelationshipRef> path(first.rbegin(), first.rend());
                             path.insert(path.end(), second.begin(), second.end());
                             return visit(path);
                           });
        }));
    if (!more) break;
  }
  lease_.release();
  return {};
}

Status ShortestPathSearch::advance(EvalContext& context, Side& side, const Side& other, bool all,
                                   std::vector<NodeId>& meetings) {
  if (side.expansion == nullptr) {
    ENTENTE_ASSIGN(side.expansion, context.transaction.expand(side.direction, types_.ids()));
  }
  ++side.depth;
  std::vector<NodeId> next;
  ENTENTE_TRY(side.expansion->begin(side.frontier));
  while (true) {
    found_.clear();
    ENTENTE_ASSIGN(const bool more, side.expansion->next(found_, batch_rows * 4));
    if (!more) break;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      const NodeId node = found_.neighbour[i];
      const auto known = side.reached.find(node);
      if (known != side.reached.end() && (!all || known->second.depth < side.depth)) continue;
      if (found_.relationship[i] == without_) continue;
      if (!constraint_.trivial()) {
        ENTENTE_ASSIGN(const bool allowed, constraint_.allows(context, found_.relationship[i]));
        if (!allowed) continue;
      }
      const NodeId source = side.frontier[found_.source_row[i]];
      const bool forwards = (found_.outgoing[i] != 0);
      const RelationshipRef relationship{found_.relationship[i], found_.type[i],
                                         forwards ? source : node, forwards ? node : source};
      Reached& reached = side.reached[node];
      if (reached.parents.empty()) {
        reached.depth = side.depth;
        next.push_back(node);
        const auto meeting = other.reached.find(node);
        if (meeting != other.reached.end() && meeting->second.depth == other.depth) {
          meetings.push_back(node);
        }
      }
      reached.parents.push_back({source, relationship});
      ++side.parents;
    }
    ENTENTE_TRY(account(context));
    ENTENTE_TRY(context.interruption.check());
    // One meeting is enough if one path is wanted.
    if (!all && !meetings.empty()) break;
  }
  side.frontier = std::move(next);
  return {};
}

Status ShortestPathSearch::account(EvalContext& context) {
  const std::size_t nodes = forward_.reached.size() + backward_.reached.size();
  const std::size_t parents = forward_.parents + backward_.parents;
  return lease_.resize(context.memory, nodes * 80 + parents * sizeof(Parent));
}

Result<bool> ShortestPathSearch::each_half(
    EvalContext& context, const Side& side, NodeId node,
    const std::function<Result<bool>(const std::vector<RelationshipRef>&)>& f) {
  struct Step {
    const std::vector<Parent>* parents;
    std::size_t next;
  };
  std::vector<RelationshipRef> trail;
  std::vector<Step> steps{{&side.reached.at(node).parents, 0}};
  if (steps.front().parents->empty()) return f(trail);
  while (!steps.empty()) {
    ENTENTE_TRY(ticker_.tick(context));
    Step& step = steps.back();
    if (step.next == step.parents->size()) {
      steps.pop_back();
      if (!trail.empty()) trail.pop_back();
      continue;
    }
    const Parent& parent = (*step.parents)[step.next++];
    trail.push_back(parent.relationship);
    const std::vector<Parent>& above = side.reached.at(parent.node).parents;
    if (above.empty()) {
      ENTENTE_ASSIGN(const bool more, f(trail));
      if (!more) return false;
      trail.pop_back();
    } else {
      steps.push_back({&above, 0});
    }
  }
  return true;
}

}  // namespace entente::query
