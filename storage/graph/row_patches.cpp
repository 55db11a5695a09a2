#include "storage/graph/row_patches.hpp"

namespace entente::storage {

namespace {

constexpr std::uint64_t first_slots = 64;

}  // namespace

RowPatches::RowPatches() {
  tables_.push_back(std::make_unique<Table>(first_slots));
  table_.store(tables_.back().get(), std::memory_order_release);
}

RowPatches::~RowPatches() = default;

void RowPatches::place(Table& table, const Row& row) {
  std::uint64_t at = slot_of(row.node);
  while (table.slots[at & table.mask].load(std::memory_order_relaxed) != nullptr) ++at;
  table.slots[at & table.mask].store(&row, std::memory_order_release);
}

const RowPatches::Row& RowPatches::add(Row row) {
  const std::lock_guard lock(adding_);
  if (const Row* present = find(row.node)) return *present;
  rows_.push_back(std::make_unique<const Row>(std::move(row)));
  const std::uint64_t slots = tables_.back()->mask + 1;
  // Half full at most: chains stay short, and every search ends.
  if (rows_.size() * 2 > slots) {
    auto larger = std::make_unique<Table>(slots * 4);
    for (const auto& present : rows_) place(*larger, *present);
    tables_.push_back(std::move(larger));
    table_.store(tables_.back().get(), std::memory_order_release);
  } else {
    place(*tables_.back(), *rows_.back());
  }
  return *rows_.back();
}

}  // namespace entente::storage
