#pragma once

#include <utility>

#include "query/eval/procedures/signature.hpp"

namespace entente::query {

/// Base of procedures described by a signature; checks the arguments before the call.
class SignedProcedure : public Procedure {
 public:
  explicit SignedProcedure(ProcedureSignature signature) : signature_(std::move(signature)) {}
  [[nodiscard]] const std::string& name() const final { return signature_.name; }
  [[nodiscard]] const std::vector<ProcedureField>& inputs() const final {
    return signature_.inputs;
  }
  [[nodiscard]] const std::vector<ProcedureField>& outputs() const final {
    return signature_.outputs;
  }
  /// ProcedureError / InvalidNumberOfArguments or TypeError / InvalidArgumentType if the arguments
  /// do not fit the signature.
  Status call(EvalContext& context, std::span<const Value> arguments,
              std::vector<ValueList>& rows) const final;

 protected:
  /// The arguments with the defaults of those left out, if they fit the signature.
  [[nodiscard]] Result<ValueList> checked(std::span<const Value> given) const;
  virtual Status run(EvalContext& context, std::span<const Value> arguments,
                     std::vector<ValueList>& rows) const = 0;

 private:
  ProcedureSignature signature_;
};

}  // namespace entente::query
