#include <fmt/format.h>

#include "query/eval/functions/function_groups.hpp"
#include "query/eval/random.hpp"

namespace entente::query {
namespace {

using Arguments = std::span<const Value>;

Result<Value> timestamp(EvalContext& context, Arguments /*arguments*/) {
  const auto since_epoch = context.now.time_since_epoch();
  return Value(static_cast<std::int64_t>(
      std::chrono::floor<std::chrono::milliseconds>(since_epoch).count()));
}

/// A random UUID of version 4 (RFC 9562).
Result<Value> random_uuid(EvalContext& context, Arguments /*arguments*/) {
  const std::uint64_t high = (random_bits(context.random_state) & ~0xF000ULL) | 0x4000ULL;
  const std::uint64_t low = (random_bits(context.random_state) & ~(3ULL << 62U)) | (2ULL << 62U);
  return Value(fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32U,
                           (high >> 16U) & 0xFFFFU, high & 0xFFFFU, low >> 48U,
                           low & 0xFFFFFFFFFFFFULL));
}

}  // namespace

const std::vector<FunctionInfo>& clock_functions() {
  static const std::vector<FunctionInfo> functions = {
      {.name = "timestamp",
       .signature = "timestamp() :: INTEGER",
       .description = "Milliseconds since 1970-01-01T00:00Z at the start of the statement.",
       .arguments_min = 0,
       .arguments_max = 0,
       .argument_types = {},
       .result = StaticType::integer,
       .call = timestamp},
      {.name = "randomUUID",
       .signature = "randomUUID() :: STRING",
       .description = "A random universally unique identifier.",
       .arguments_min = 0,
       .arguments_max = 0,
       .deterministic = false,
       .argument_types = {},
       .result = StaticType::string,
       .call = random_uuid},
  };
  return functions;
}

}  // namespace entente::query
