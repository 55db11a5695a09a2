#include "query/eval/label_names.hpp"

namespace entente::query {
namespace {

Status add_name(const Value& value, std::vector<std::string>& names) {
  if (!value.is_string()) {
    return Error::runtime(
        ErrorClass::type_error, "InvalidArgumentType",
        "a label or type must be a STRING or a LIST of them, not " + value.to_text());
  }
  if (value.as_string().empty()) {
    return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue",
                          "the empty string is not the name of a label or type");
  }
  names.emplace_back(value.as_string());
  return {};
}

}  // namespace

Result<std::vector<std::string>> label_names(const Value& value) {
  std::vector<std::string> names;
  if (!value.is_list()) {
    ENTENTE_TRY(add_name(value, names));
    return names;
  }
  for (const Value& item : value.as_list()) ENTENTE_TRY(add_name(item, names));
  return names;
}

}  // namespace entente::query
