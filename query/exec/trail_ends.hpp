#pragma once

#include <algorithm>
#include <functional>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "query/exec/backward_rows.hpp"
#include "query/exec/memory_lease.hpp"
#include "query/exec/view_rows.hpp"

namespace entente::query {

/// One hop of a search for ends. `Rows` is ViewRows or ListRows.
template <class Rows>
struct TrailHop {
  Rows rows;
  Direction direction = Direction::outgoing;
  /// By earlier hop: whether this one may not use its relationship again.
  std::vector<bool> differs_from;
  /// Whether the nodes it leads to are tested.
  bool tested = false;
  BackwardRows* backward = nullptr;
};

/// Clears keep[i] if nodes[i] may not stand behind hop number `hop`.
using NodeTest = std::function<Status(EvalContext& context, std::size_t hop,
                                      std::span<const NodeId> nodes, std::vector<bool>& keep)>;

/// Finds the nodes at which a chain of relationships can end that begins at one of some nodes, each
/// once: level by level, every node of a level once.
///
/// A level keeps one way to each of its nodes. A relationship goes on from a node if it is not on
/// the way that was kept; if it is, but leads to a node not reached otherwise, a way that does not
/// use it is looked for backwards. So every end found has a way that repeats no relationship, and
/// none that has one is missed: by induction over the levels, a relationship that goes on is only
/// refused if it is on all ways to where it begins. Refusals are few, since a way has a
/// relationship of a node only if it passed there before.
template <class Rows>
class TrailEnds {
 public:
  TrailEnds(std::vector<TrailHop<Rows>> hops, NodeTest test)
      : hops_(std::move(hops)), test_(std::move(test)), levels_(hops_.size() + 1) {
    for (std::size_t i = 0; i < hops_.size(); ++i) hops_[i].differs_from.resize(i);
    std::uint64_t node_end = 0;
    for (const auto& hop : hops_) node_end = std::max(node_end, hop.rows.node_end());
    for (Level& level : levels_) level.reached.prepare(node_end);
  }

  /// Replaces ends(). Errors: memory_limit, interrupted, timeout, and those of the store.
  Status search(EvalContext& context, std::span<const NodeId> starts) {
    clear();
    Level& first = levels_.front();
    for (const NodeId start : starts) {
      first.reached.prepare(start.value + 1);
      if (first.reached.insert(start)) first.ways.push_back(Way{start});
    }
    for (std::size_t hop = 0; hop < hops_.size(); ++hop) {
      if (levels_[hop].ways.empty()) break;
      ENTENTE_TRY(advance(context, hop));
      if (hops_[hop].tested) ENTENTE_TRY(drop_refused(context, hop));
    }
    return account(context);
  }
  [[nodiscard]] const std::vector<NodeId>& ends() const { return ends_; }

 private:
  /// The last step of a way to a node; the steps before are those of `parent`, a level below.
  struct Way {
    NodeId node;
    std::uint32_t parent = 0;
    bool outgoing = true;
    /// True: `relationship` is the step's; false: it stands at `place` in the row of the parent.
    bool known = false;
    RowPlace place{};
    RelationshipId relationship{};
  };
  struct Level {
    std::vector<Way> ways;
    typename Rows::Set reached;
  };
  /// A step that the way kept for its beginning has used already.
  struct Refused {
    std::uint32_t way;
    NodeId node;
    RelationshipId relationship;
    RowPlace place;
  };
  struct Step {
    RelationshipId relationship;
    std::size_t hop;
  };

  static constexpr std::size_t prefetch_distance = 16;
  static constexpr std::size_t row_prefetch_distance = 8;
  static constexpr std::size_t ways_between_checks = 64;

  void clear() {
    for (std::size_t i = 0; i < levels_.size(); ++i) {
      Level& level = levels_[i];
      const bool last = i + 1 == levels_.size();
      level.reached.clear(last ? ends_.size() : level.ways.size(),
                          [&](std::size_t n) { return last ? ends_[n] : level.ways[n].node; });
      level.ways.clear();
    }
    ends_.clear();
  }

  Status account(EvalContext& context) {
    std::size_t bytes = ends_.capacity() * sizeof(NodeId) + refused_.capacity() * sizeof(Refused);
    for (const Level& level : levels_) {
      bytes += level.reached.bytes() + level.ways.capacity() * sizeof(Way);
    }
    return lease_.resize(context.memory, bytes);
  }

  [[nodiscard]] bool is_last(std::size_t hop) const { return hop + 1 == hops_.size(); }

  Status advance(EvalContext& context, std::size_t hop) {
    const Rows& rows = hops_[hop].rows;
    Level& next = levels_[hop + 1];
    refused_.clear();
    const std::size_t count = levels_[hop].ways.size();
    for (std::size_t i = 0; i < count; ++i) {
      const std::vector<Way>& ways = levels_[hop].ways;
      if (i + prefetch_distance < count) {
        rows.prefetch(ways[i + prefetch_distance].node);
        rows.prefetch_row(ways[i + row_prefetch_distance].node);
      }
      if (i % ways_between_checks == 0) {
        ENTENTE_TRY(account(context));
        ENTENTE_TRY(context.interruption.check());
      }
      const auto from = static_cast<std::uint32_t>(i);
      if (may_repeat(hop, from)) {
        ENTENTE_TRY(advance_warily(context, hop, from));
      } else if (is_last(hop)) {
        ENTENTE_TRY(rows.each(context, ways[i].node, [&](NodeId node, RowPlace) {
          if (next.reached.insert(node)) ends_.push_back(node);
        }));
      } else {
        ENTENTE_TRY(rows.each(context, ways[i].node, [&](NodeId node, RowPlace place) {
          if (next.reached.insert(node)) {
            next.ways.push_back({node, from, rows.outgoing(place), false, place, {}});
          }
        }));
      }
    }
    return settle_refused(context, hop);
  }

  /// True if a relationship the next hop takes from the way's end may be on the way: it must have
  /// led away from there, or to there, in the direction in which the hop follows it.
  [[nodiscard]] bool may_repeat(std::size_t hop, std::uint32_t way) const {
    const TrailHop<Rows>& next = hops_[hop];
    const NodeId end = levels_[hop].ways[way].node;
    for (std::size_t level = hop; level > 0; --level) {
      const Way& step = levels_[level].ways[way];
      const Way& before = levels_[level - 1].ways[step.parent];
      if (next.differs_from[level - 1]) {
        const NodeId source = step.outgoing ? before.node : step.node;
        const NodeId target = step.outgoing ? step.node : before.node;
        if (next.direction != Direction::incoming && source == end) return true;
        if (next.direction != Direction::outgoing && target == end) return true;
      }
      way = step.parent;
    }
    return false;
  }

  Result<RelationshipId> relationship_of(EvalContext& context, std::size_t level,
                                         const Way& step) const {
    if (step.known) return step.relationship;
    const NodeId from = levels_[level - 1].ways[step.parent].node;
    return hops_[level - 1].rows.relationship(context, from, step.place);
  }

  Status advance_warily(EvalContext& context, std::size_t hop, std::uint32_t from) {
    used_.clear();
    std::uint32_t way = from;
    for (std::size_t level = hop; level > 0; --level) {
      const Way& step = levels_[level].ways[way];
      if (hops_[hop].differs_from[level - 1]) {
        ENTENTE_ASSIGN(used_.emplace_back(), relationship_of(context, level, step));
      }
      way = step.parent;
    }
    const Rows& rows = hops_[hop].rows;
    const NodeId node = levels_[hop].ways[from].node;
    found_.clear();
    ENTENTE_TRY(rows.each(context, node, [&](NodeId neighbour, RowPlace place) {
      found_.emplace_back(neighbour, place);
    }));
    for (const auto& [neighbour, place] : found_) {
      if (levels_[hop + 1].reached.contains(neighbour)) continue;
      ENTENTE_ASSIGN(const RelationshipId id, rows.relationship(context, node, place));
      if (std::find(used_.begin(), used_.end(), id) != used_.end()) {
        refused_.push_back({from, neighbour, id, place});
      } else {
        reach(hop, {neighbour, from, rows.outgoing(place), true, place, id});
      }
    }
    return {};
  }

  void reach(std::size_t hop, const Way& way) {
    Level& next = levels_[hop + 1];
    if (!next.reached.insert(way.node)) return;
    if (is_last(hop)) {
      ends_.push_back(way.node);
    } else {
      next.ways.push_back(way);
    }
  }

  /// Looks for other ways to where the refused steps begin.
  Status settle_refused(EvalContext& context, std::size_t hop) {
    for (std::size_t i = 0; i < refused_.size(); ++i) {
      const Refused refused = refused_[i];
      if (levels_[hop + 1].reached.contains(refused.node)) continue;
      steps_.assign(1, {refused.relationship, hop});
      const NodeId begin = levels_[hop].ways[refused.way].node;
      ENTENTE_ASSIGN(const auto way, find_way(context, hop, begin));
      if (!way) continue;
      reach(hop, {refused.node, *way, hops_[hop].rows.outgoing(refused.place), true, refused.place,
                  refused.relationship});
    }
    return {};
  }

  /// A way to a node of a level that has none of the relationships that steps_ may not repeat, as
  /// its number in the level, to which it is added.
  Result<std::optional<std::uint32_t>> find_way(EvalContext& context, std::size_t level,
                                                NodeId node) {
    std::vector<Way>& ways = levels_[level].ways;
    if (level == 0) {
      ways.push_back(Way{node});
      return std::optional(static_cast<std::uint32_t>(ways.size() - 1));
    }
    struct Before {
      NodeId node;
      RelationshipId relationship;
      bool outgoing;
    };
    std::vector<Before> candidates;
    ENTENTE_TRY(hops_[level - 1].backward->each(
        context, node, [&](NodeId before, RelationshipId relationship, bool outgoing) {
          if (!levels_[level - 1].reached.contains(before)) return;
          if (allowed(relationship, level - 1)) {
            candidates.push_back({before, relationship, outgoing});
          }
        }));
    ENTENTE_TRY(context.interruption.check());
    for (const Before& before : candidates) {
      steps_.push_back({before.relationship, level - 1});
      ENTENTE_ASSIGN(const auto way, find_way(context, level - 1, before.node));
      steps_.pop_back();
      if (!way) continue;
      ways.push_back({node, *way, before.outgoing, true, {}, before.relationship});
      return std::optional(static_cast<std::uint32_t>(ways.size() - 1));
    }
    return std::optional<std::uint32_t>();
  }

  [[nodiscard]] bool allowed(RelationshipId relationship, std::size_t hop) const {
    return std::none_of(steps_.begin(), steps_.end(), [&](const Step& step) {
      return step.relationship == relationship && hops_[step.hop].differs_from[hop];
    });
  }

  Status drop_refused(EvalContext& context, std::size_t hop) {
    Level& level = levels_[hop + 1];
    nodes_.clear();
    for (const Way& way : level.ways) nodes_.push_back(way.node);
    keep_.assign(nodes_.size(), true);
    ENTENTE_TRY(test_(context, hop, nodes_, keep_));
    std::size_t kept = 0;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (keep_[i]) {
        level.ways[kept++] = level.ways[i];
      } else {
        level.reached.erase(nodes_[i]);
      }
    }
    level.ways.resize(kept);
    return {};
  }

  std::vector<TrailHop<Rows>> hops_;
  NodeTest test_;
  std::vector<Level> levels_;
  std::vector<NodeId> ends_;
  std::vector<Refused> refused_;
  std::vector<RelationshipId> used_;
  std::vector<std::pair<NodeId, RowPlace>> found_;
  std::vector<Step> steps_;
  std::vector<NodeId> nodes_;
  std::vector<bool> keep_;
  MemoryLease lease_;
};

}  // namespace entente::query
