#include "query/eval/procedures/builtin_procedures.hpp"

#include "query/eval/procedures/signed_procedure.hpp"

namespace entente::query {
namespace {

class CodeProcedure final : public SignedProcedure {
 public:
  CodeProcedure(ProcedureSignature signature, ProcedureCode code, std::string_view description,
                ProcedureAccess access)
      : SignedProcedure(std::move(signature)),
        code_(code),
        description_(description),
        access_(access) {}
  [[nodiscard]] std::string_view description() const override { return description_; }
  [[nodiscard]] bool updating() const override { return access_ == ProcedureAccess::write; }

 protected:
  Status run(EvalContext& context, std::span<const Value> arguments,
             std::vector<ValueList>& rows) const override {
    return code_(context, arguments, rows);
  }

 private:
  ProcedureCode code_;
  std::string_view description_;
  ProcedureAccess access_;
};

}  // namespace

std::unique_ptr<const Procedure> make_procedure(std::string_view signature, ProcedureCode code,
                                                std::string_view description,
                                                ProcedureAccess access) {
  auto parsed = parse_signature(signature);
  assert(parsed.has_value());
  return std::make_unique<CodeProcedure>(std::move(parsed).value(), code, description, access);
}

}  // namespace entente::query
