#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entente/result.hpp"
#include "query/eval/context.hpp"
#include "query/eval/symbol.hpp"

namespace entente::query {

struct ProcedureField {
  std::string name;
  StaticType type = StaticType::any;
  bool nullable = true;
  std::string type_text;  // as in the signature, e.g. "INTEGER?"
  /// The value of an input that is left out, which only the last ones can be.
  std::optional<Value> default_value = std::nullopt;
};

/// A procedure for CALL. Immutable and thread-safe.
class Procedure {
 public:
  virtual ~Procedure() = default;
  [[nodiscard]] virtual const std::string& name() const = 0;
  [[nodiscard]] virtual const std::vector<ProcedureField>& inputs() const = 0;
  [[nodiscard]] virtual const std::vector<ProcedureField>& outputs() const = 0;
  /// One sentence for SHOW PROCEDURES.
  [[nodiscard]] virtual std::string_view description() const { return ""; }
  [[nodiscard]] virtual bool updating() const { return false; }
  /// Appends the rows for these arguments.
  virtual Status call(EvalContext& context, std::span<const Value> arguments,
                      std::vector<ValueList>& rows) const = 0;
};

/// Procedures by name: the built-in ones and those a database registered.
class ProcedureCatalog {
 public:
  virtual ~ProcedureCatalog() = default;
  [[nodiscard]] virtual const Procedure* find(std::string_view name) const = 0;
  [[nodiscard]] virtual std::vector<const Procedure*> all() const = 0;
};

}  // namespace entente::query
