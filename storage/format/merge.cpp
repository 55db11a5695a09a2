#include "storage/format/merge.hpp"

#include "storage/format/adjacency_list.hpp"
#include "storage/format/counter.hpp"
#include "storage/format/label_block.hpp"

namespace entente::storage {
namespace {

Error not_mergeable() {
  return Error::plain(ErrorClass::internal, "merge into a key family that has no merge function");
}

}  // namespace

Result<std::string> merge_full(MergeKind kind, std::optional<std::string_view> base,
                               std::span<const std::string_view> operands) {
  switch (kind) {
    case MergeKind::none: return not_mergeable();
    case MergeKind::adjacency: return merge_adjacency(base.value_or(std::string_view()), operands);
    case MergeKind::label_block:
      return merge_label_block(base.value_or(std::string_view()), operands);
    case MergeKind::counter: return merge_counter(base, operands);
  }
  return not_mergeable();
}

Result<std::string> merge_partial(MergeKind kind, std::span<const std::string_view> operands) {
  if (kind == MergeKind::none) return not_mergeable();
  if (kind == MergeKind::counter) return merge_counter(std::nullopt, operands);
  // Operands of lists and blocks are runs of operations: doing one run after another is doing the
  // joined run. Checked here, so that damage is found before it is joined to what is sound.
  std::string joined;
  for (const std::string_view operand : operands) {
    ENTENTE_TRY(kind == MergeKind::adjacency ? check_adjacency_operand(operand)
                                             : check_label_operand(operand));
    joined.append(operand);
  }
  return joined;
}

bool is_empty_value(MergeKind kind, std::string_view value) {
  switch (kind) {
    case MergeKind::none: return false;
    case MergeKind::adjacency: {
      const auto count = adjacency_count(value);
      return count && *count == 0;
    }
    case MergeKind::label_block: {
      const auto count = label_block_count(value);
      return count && *count == 0;
    }
    case MergeKind::counter: {
      const auto number = decode_counter(value);
      return number && *number == 0;
    }
  }
  return false;
}

}  // namespace entente::storage
