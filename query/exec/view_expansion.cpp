#include "query/exec/view_expansion.hpp"

#include <algorithm>

namespace entente::query {
namespace {

constexpr std::size_t prefetch_distance = 16;
constexpr std::size_t row_prefetch_distance = 8;

}  // namespace

Result<bool> ViewExpansion::open(EvalContext& context, Direction direction,
                                 const RelationshipTypes& types) {
  if (asked_) return rows_.has_value();
  asked_ = true;
  ENTENTE_ASSIGN(rows_, ViewRows::open(context.transaction, direction, types));
  if (!rows_ || !references_) return rows_.has_value();
  // Rows of all types as one do not say which type a relationship has.
  const auto parts = rows_->parts();
  if (!std::all_of(parts.begin(), parts.end(), [](const auto& p) { return p.type.has_value(); })) {
    rows_.reset();
  }
  return rows_.has_value();
}

bool ViewExpansion::next(storage::ExpandColumns& out, std::size_t rows_max) {
  out.clear();
  const auto parts = rows_->parts();
  while (source_ < sources_.size()) {
    if (part_ == parts.size()) {
      ++source_;
      part_ = 0;
      continue;
    }
    if (part_ == 0 && offset_ == 0 && source_ + prefetch_distance < sources_.size()) {
      rows_->prefetch(sources_[source_ + prefetch_distance]);
      for (const ViewRows::Part& part : parts) {
        part.view->prefetch_row(sources_[source_ + row_prefetch_distance].value);
      }
    }
    if (out.neighbour.size() >= rows_max) return true;
    take(out, rows_max);
  }
  return !out.neighbour.empty();
}

void ViewExpansion::take(storage::ExpandColumns& out, std::size_t rows_max) {
  const ViewRows::Part& part = rows_->parts()[part_];
  const NodeId source = sources_[source_];
  const auto row = part.view->neighbours(source.value);
  const auto relationships =
      references_ ? part.view->relationships(source.value) : std::span<const std::uint32_t>{};
  for (; offset_ < row.size() && out.neighbour.size() < rows_max; ++offset_) {
    if (part.skip_loops && row[offset_] == source.value) continue;
    out.source_row.push_back(static_cast<std::uint32_t>(source_));
    out.neighbour.push_back(NodeId{row[offset_]});
    if (!references_) continue;
    out.relationship.push_back(RelationshipId{relationships[offset_]});
    out.type.push_back(*part.type);
    out.outgoing.push_back(part.outgoing ? 1 : 0);
  }
  if (offset_ < row.size()) return;
  ++part_;
  offset_ = 0;
}

}  // namespace entente::query
