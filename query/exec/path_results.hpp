#pragma once

#include <vector>

#include "query/exec/path_walk.hpp"
#include "query/plan/path_operators.hpp"

namespace entente::query {

/// Turns walked paths into the columns of a batch: single elements, the lists of groups, the path
/// and the list of its relationships. Only what a later operator or a condition reads is made.
class PathResults {
 public:
  /// `against_text`: the walk goes from the end of the written pattern to its start.
  PathResults(const PathExpand& logical, const PathAutomaton& walk,
              const PathConditions& conditions, bool against_text, const Builder& builder);

  /// Reads the current path of the walk.
  void read(const PathWalk& walk);
  /// Gives conditions on the whole path what read() got.
  void bind(Batch& frame) const;
  /// Keeps what read() got as a row.
  Status keep(EvalContext& context);
  /// Moves the rows kept to the columns of `out`.
  void move_to(Batch& out);
  void clear();

 private:
  struct Symbol {
    Slot slot = no_slot;
    bool list = false;  // of a group
    bool output = false;
    bool condition = false;
    ValueList items;  // of the current path, in the order of the walk
    std::vector<Value> rows;
  };

  void add_symbol(Slot slot, bool list, std::vector<std::size_t>& index);
  void put(std::size_t symbol, Value value) {
    if (symbol != none) symbols_[symbol].items.push_back(std::move(value));
  }
  [[nodiscard]] Value value_of(const Symbol& symbol) const;

  static constexpr std::size_t none = ~std::size_t{0};

  const PathConditions& conditions_;
  const Builder* builder_;
  const PathExpand& logical_;
  bool against_text_;
  std::vector<Symbol> symbols_;
  // By place: the symbol of its node, and of the step behind it.
  std::vector<std::size_t> nodes_;
  std::vector<std::size_t> steps_;
  std::vector<std::size_t> path_;
  std::vector<std::size_t> relationships_;
  MemoryLease lease_;
};

}  // namespace entente::query
