#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include "query/exec/memory_lease.hpp"
#include "query/exec/path_conditions.hpp"
#include "query/exec/relationship_types.hpp"

namespace entente::query {

/// How many relationships a walk still needs, at least, from a node at a place of the pattern to
/// its goal at the last place: a breadth-first search from the goal over pairs of node and place,
/// by whole levels and only as deep as it is asked to go.
///
/// The distances never overestimate: upper bounds of repetitions, relationships used twice and
/// conditions on more than one step are not looked at. Without those they are exact.
class PathDistances {
 public:
  /// The walk and its conditions must outlive the search.
  PathDistances(const PathAutomaton& walk, const PathConditions& conditions);

  /// Starts at `goal`; `frame` is that of PathConditions::begin_frame and is used by each deepen().
  Status begin(EvalContext& context, Batch& frame, NodeId goal);
  /// Searches one level further.
  Status deepen(EvalContext& context);
  /// True if everything that leads to the goal was found.
  [[nodiscard]] bool complete() const { return complete_; }
  /// Everything at most this far away was found.
  [[nodiscard]] std::uint64_t depth() const { return depth_; }
  /// Distance of a node at a place with so many repetitions completed before; nullopt if it was not
  /// found, that is if it is farther than depth() or leads nowhere.
  [[nodiscard]] std::optional<std::uint64_t> find(NodeId node, std::size_t place,
                                                  std::uint64_t completed) const;
  /// Nodes found at the first place, nearest first.
  [[nodiscard]] const std::vector<NodeId>& starts() const { return starts_; }
  /// Must be called after the transaction wrote something.
  void forget();
  void end();

 private:
  /// A lower bound is counted down exactly up to this many repetitions, one state for each; the
  /// first of more repetitions are searched as if there could be fewer of them.
  static constexpr std::uint64_t counted_max = 16;

  struct State {
    NodeId node;
    std::uint32_t place;
    std::uint32_t needed;  // repetitions still needed, this one included; 1 outside groups
  };
  struct Key {
    std::uint64_t node;
    std::uint64_t position;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const {
      std::uint64_t h = key.node * 0x9E3779B97F4A7C15ULL + key.position;
      h ^= h >> 32U;
      return static_cast<std::size_t>(h * 0xD6E8FEB86659FD93ULL);
    }
  };
  struct Expander {
    explicit Expander(const PathStep& step);
    Direction direction;  // against the walk
    RelationshipTypes types;
    std::unique_ptr<storage::Expansion> expansion;
  };

  [[nodiscard]] Key key_of(NodeId node, std::size_t place, std::uint64_t needed) const;
  [[nodiscard]] std::uint64_t counted(const PathGroup& group) const;
  /// Remembers a state of the current level unless it was found before or its node is refused.
  Status add(EvalContext& context, const State& state);
  /// Adds what is at the same node one place, or one repetition, before.
  Status add_same_node(EvalContext& context, const State& state);
  Status enter_group_backwards(EvalContext& context, const State& state, const PathGroup& group);
  /// Follows the step that ends at `place` back from all states there.
  Status expand_place(EvalContext& context, std::size_t place, const std::vector<State>& states);
  Result<bool> allows(EvalContext& context, std::size_t place, const RelationshipRef& relationship,
                      NodeId before, NodeId node);

  static constexpr std::uint64_t refused = ~0ULL;

  const PathAutomaton& walk_;
  const PathConditions& conditions_;
  std::vector<std::uint64_t> positions_;  // of the first state of each place
  std::uint64_t position_count_ = 0;
  std::vector<std::unique_ptr<Expander>> expanders_;  // by place of the step
  Batch* frame_ = nullptr;
  std::unordered_map<Key, std::uint64_t, KeyHash> found_;
  std::vector<State> level_;
  std::vector<NodeId> starts_;
  std::uint64_t depth_ = 0;
  bool complete_ = true;
  storage::ExpandColumns columns_;
  MemoryLease lease_;
};

}  // namespace entente::query
