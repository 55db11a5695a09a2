#include "query/eval/eval_error.hpp"

namespace entente::query {

Error operand_error(std::string_view what, const Value& value, Span span) {
  return Error::runtime(ErrorClass::type_error, "InvalidArgumentType",
                        std::string(what) + " " + std::string(to_string(value.kind())), span);
}

Error argument_error(std::string_view function, std::string_view expected, const Value& value) {
  return Error::runtime(ErrorClass::type_error, "InvalidArgumentValue",
                        std::string(function) + "() needs " + std::string(expected) + ", not " +
                            std::string(to_string(value.kind())));
}

Error range_error(std::string message) {
  return Error::runtime(ErrorClass::argument_error, "NumberOutOfRange", std::move(message));
}

Error overflow_error(Span span) {
  return Error::runtime(ErrorClass::arithmetic_error, "IntegerOverflow",
                        "the result does not fit into a 64-bit integer", span,
                        "use floats, as in toFloat(x), if an approximate result is enough");
}

Error deleted_error(std::string_view what) {
  return Error::runtime(ErrorClass::entity_not_found, "DeletedEntityAccess",
                        "the " + std::string(what) + " was deleted in this transaction");
}

}  // namespace entente::query
