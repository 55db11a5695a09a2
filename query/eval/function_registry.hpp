#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"
#include "query/eval/context.hpp"
#include "query/eval/symbol.hpp"

namespace entente::query {

/// State of one aggregate over one group.
class Accumulator {
 public:
  virtual ~Accumulator() = default;
  /// `arguments`: the values for one row. Nulls are already filtered where the function ignores
  /// them; DISTINCT is applied by the caller.
  virtual Status add(EvalContext& context, std::span<const Value> arguments) = 0;
  virtual Result<Value> finish(EvalContext& context) = 0;
  /// What was added so far as a value for merge() of another state of the same function. Nothing
  /// else is asked of this state afterwards.
  virtual Value save() = 0;
  /// Adds what another state saved, as if its rows came after those of this one.
  virtual Status merge(EvalContext& context, const Value& saved) = 0;
  [[nodiscard]] virtual std::size_t bytes() const = 0;
};
/// One function of the language.
struct FunctionInfo {
  using Call = Result<Value> (*)(EvalContext& context, std::span<const Value> arguments);
  using MakeAccumulator = std::unique_ptr<Accumulator> (*)();

  /// Spelling for people, e.g. "toUpper"; looked up without regard to case.
  std::string_view name;
  /// For SHOW FUNCTIONS and messages: "toUpper(input :: STRING) :: STRING".
  std::string_view signature;
  std::string_view description;
  std::uint8_t arguments_min = 0;
  std::uint8_t arguments_max = 0;  // 255: any number
  bool aggregate = false;
  /// Same arguments give the same value within one query (rand() does not).
  bool deterministic = true;
  /// Types the arguments must have if they are known at compile time; shorter lists repeat the
  /// last.
  std::vector<std::vector<StaticType>> argument_types;
  StaticType result = StaticType::any;
  /// Null for aggregates.
  Call call = nullptr;
  /// Null for functions that are no aggregates.
  MakeAccumulator accumulator = nullptr;
  /// Aggregates only: the state holds every value it was given.
  bool keeps_values = false;
};

/// nullptr if there is no such function. Names compare without regard to ASCII case.
const FunctionInfo* find_function(std::string_view name);
/// All functions, sorted by name.
std::vector<const FunctionInfo*> all_functions();

/// `function` must be an aggregate; "count(*)" is count with star.
std::unique_ptr<Accumulator> make_accumulator(const FunctionInfo& function, bool star);

}  // namespace entente::query
