#include "query/eval/procedures/signed_procedure.hpp"

namespace entente::query {

Result<ValueList> SignedProcedure::checked(std::span<const Value> given) const {
  ValueList arguments(given.begin(), given.end());
  while (arguments.size() < inputs().size() && inputs()[arguments.size()].default_value) {
    arguments.push_back(*inputs()[arguments.size()].default_value);
  }
  if (arguments.size() != inputs().size()) {
    return Error::runtime(ErrorClass::procedure_error, "InvalidNumberOfArguments",
                          name() + "() takes " + std::to_string(inputs().size()) + " arguments");
  }
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const ProcedureField& field = inputs()[i];
    const bool fits =
        fits_type(field.type, arguments[i]) && (field.nullable || !arguments[i].is_null());
    if (!fits) {
      return Error::runtime(ErrorClass::type_error, "InvalidArgumentType",
                            "the argument '" + field.name + "' of " + name() + "() must be " +
                                field.type_text + ", not " +
                                std::string(to_string(arguments[i].kind())));
    }
  }
  return arguments;
}

Status SignedProcedure::call(EvalContext& context, std::span<const Value> given,
                             std::vector<ValueList>& rows) const {
  ENTENTE_ASSIGN(const ValueList arguments, checked(given));
  return run(context, arguments, rows);
}

}  // namespace entente::query
