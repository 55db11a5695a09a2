#include "query/exec/path_results.hpp"

#include <algorithm>

#include "query/exec/batch_util.hpp"
#include "query/exec/trail.hpp"
#include "query/plan/path_operators.hpp"

namespace entente::query {

PathResults::PathResults(const PathExpand& logical, const PathAutomaton& walk,
                         const PathConditions& conditions, bool against_text,
                         const Builder& builder)
    : conditions_(conditions), builder_(&builder), logical_(logical), against_text_(against_text) {
  for (std::size_t i = 0; i < walk.places.size(); ++i) {
    const PathPlace& place = walk.places[i];
    const bool end = i == 0 || i + 1 == walk.places.size();
    add_symbol(end ? no_slot : place.result, place.group.has_value(), nodes_);
    add_symbol(place.step ? place.step->result : no_slot, place.group.has_value(), steps_);
  }
  add_symbol(logical.path, false, path_);
  add_symbol(logical.relationships, true, relationships_);
  // The plan is asked while operators are built only.
  builder_ = nullptr;
}

void PathResults::add_symbol(Slot slot, bool list, std::vector<std::size_t>& index) {
  const bool output = slot != no_slot && builder_->needs(logical_, slot);
  const bool condition = slot != no_slot && conditions_.reads(slot);
  if (!output && !condition) return index.push_back(none);
  Symbol symbol;
  symbol.slot = slot;
  symbol.list = list;
  symbol.output = output;
  symbol.condition = condition;
  index.push_back(symbols_.size());
  symbols_.push_back(std::move(symbol));
}

void PathResults::read(const PathWalk& walk) {
  if (symbols_.empty()) return;
  for (Symbol& symbol : symbols_) symbol.items.clear();
  for (const PathWalk::Frame& frame : walk.frames()) {
    if (frame.by_step && steps_[frame.place - 1] != none) {
      put(steps_[frame.place - 1], to_value(frame.relationship));
    }
    if (nodes_[frame.place] != none) put(nodes_[frame.place], Value(frame.node));
  }
  if (relationships_.front() != none) {
    for (const auto& r : walk.relationships()) put(relationships_.front(), to_value(r));
  }
  if (path_.front() != none) {
    put(path_.front(), path_value(walk.frames().front().node, walk.relationships(), against_text_));
  }
  if (!against_text_) return;
  for (Symbol& symbol : symbols_) std::reverse(symbol.items.begin(), symbol.items.end());
}

Value PathResults::value_of(const Symbol& symbol) const {
  return symbol.list ? Value(symbol.items) : symbol.items.front();
}

void PathResults::bind(Batch& frame) const {
  for (const Symbol& symbol : symbols_) {
    if (!symbol.condition) continue;
    Column& column = frame.column(symbol.slot);
    // What stands outside groups was bound on the way.
    if (!symbol.list && column.type() != ColumnType::empty && column.type() != ColumnType::value) {
      continue;
    }
    column.reset(ColumnType::value);
    column.values().push_back(value_of(symbol));
  }
}

Status PathResults::keep(EvalContext& context) {
  std::size_t bytes = 0;
  for (Symbol& symbol : symbols_) {
    if (!symbol.output) continue;
    symbol.rows.push_back(value_of(symbol));
    bytes += sizeof(Value) + symbol.rows.back().heap_bytes();
  }
  return lease_.grow(context.memory, bytes);
}

void PathResults::move_to(Batch& out) {
  for (Symbol& symbol : symbols_) {
    if (symbol.output) out.column(symbol.slot).assign(std::move(symbol.rows));
    symbol.rows = {};
  }
  lease_.release();
}

void PathResults::clear() {
  for (Symbol& symbol : symbols_) symbol.rows.clear();
  lease_.release();
}

}  // namespace entente::query
