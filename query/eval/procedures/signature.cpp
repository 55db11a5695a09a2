#include "query/eval/procedures/signature.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <utility>

namespace entente::query {
namespace {

constexpr std::array<std::pair<std::string_view, StaticType>, 20> type_names = {{
    {"ANY", StaticType::any},           {"BOOLEAN", StaticType::boolean},
    {"BOOL", StaticType::boolean},      {"INTEGER", StaticType::integer},
    {"INT", StaticType::integer},       {"FLOAT", StaticType::floating},
    {"NUMBER", StaticType::number},     {"STRING", StaticType::string},
    {"LIST", StaticType::list},         {"MAP", StaticType::map},
    {"NODE", StaticType::node},         {"RELATIONSHIP", StaticType::relationship},
    {"PATH", StaticType::path},         {"DATE", StaticType::temporal},
    {"TIME", StaticType::temporal},     {"LOCALTIME", StaticType::temporal},
    {"DATETIME", StaticType::temporal}, {"LOCALDATETIME", StaticType::temporal},
    {"DURATION", StaticType::duration}, {"POINT", StaticType::point},
}};

class SignatureParser {
 public:
  explicit SignatureParser(std::string_view text) : text_(text) {}

  Result<ProcedureSignature> parse() {
    ProcedureSignature signature;
    ENTENTE_ASSIGN(signature.name, name());
    while (take(".")) {
      ENTENTE_ASSIGN(const std::string part, name());
      signature.name += "." + part;
    }
    ENTENTE_ASSIGN(signature.inputs, fields());
    if (take("::") && !take_word("VOID")) {
      ENTENTE_ASSIGN(signature.outputs, fields());
    }
    skip_blanks();
    if (position_ != text_.size()) return error("the end");
    return signature;
  }

 private:
  void skip_blanks() {
    while (position_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[position_]))) {
      ++position_;
    }
  }

  bool take(std::string_view sign) {
    skip_blanks();
    if (!text_.substr(position_).starts_with(sign)) return false;
    position_ += sign.size();
    return true;
  }

  std::string_view word() {
    skip_blanks();
    std::size_t end = position_;
    while (end < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[end])) != 0 ||
                                  text_[end] == '_' || (text_[end] & 0x80) != 0)) {
      ++end;
    }
    return text_.substr(position_, end - position_);
  }

  bool take_word(std::string_view wanted) {
    if (word() != wanted) return false;
    position_ += wanted.size();
    return true;
  }

  [[nodiscard]] Error error(std::string_view expected) const {
    return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue",
                          "the procedure signature needs " + std::string(expected) +
                              " at position " + std::to_string(position_) + ": " +
                              std::string(text_));
  }

  Result<std::string> name() {
    if (take("`")) {
      const std::size_t end = text_.find('`', position_);
      if (end == std::string_view::npos) return error("a closing `");
      std::string quoted(text_.substr(position_, end - position_));
      position_ = end + 1;
      return quoted;
    }
    const std::string_view plain = word();
    if (plain.empty()) return error("a name");
    position_ += plain.size();
    return std::string(plain);
  }

  Result<std::vector<ProcedureField>> fields() {
    std::vector<ProcedureField> list;
    if (!take("(")) return error("'('");
    if (take(")")) return list;
    do {
      ProcedureField field;
      ENTENTE_ASSIGN(field.name, name());
      const bool known = std::any_of(list.begin(), list.end(),
                                     [&](const auto& f) { return f.name == field.name; });
      if (known) return error("different names instead of '" + field.name + "' twice");
      if (take("=")) ENTENTE_TRY(parse_default(field));
      if (!take("::")) return error("'::'");
      ENTENTE_TRY(parse_type(field));
      list.push_back(std::move(field));
    } while (take(","));
    if (!take(")")) return error("')'");
    return list;
  }

  Status parse_default(ProcedureField& field) {
    if (take("{")) {
      if (!take("}")) return error("'}'");
      field.default_value = Value::map({});
      return {};
    }
    const std::string_view digits = word();
    std::int64_t number = 0;
    const auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (digits.empty() || code != std::errc() || end != digits.data() + digits.size()) {
      return error("a number or {}");
    }
    position_ += digits.size();
    field.default_value = Value(number);
    return {};
  }

  Status parse_type(ProcedureField& field) {
    skip_blanks();
    const std::size_t begin = position_;
    const std::string_view type = word();
    const auto found = std::find_if(type_names.begin(), type_names.end(),
                                    [&](const auto& entry) { return entry.first == type; });
    if (found == type_names.end()) return error("a type");
    position_ += type.size();
    field.type = found->second;
    field.nullable = take("?");
    if (field.type == StaticType::list && take_word("OF")) {
      ProcedureField item;
      ENTENTE_TRY(parse_type(item));
    }
    field.type_text = std::string(text_.substr(begin, position_ - begin));
    return {};
  }

  std::string_view text_;
  std::size_t position_ = 0;
};

}  // namespace

Result<ProcedureSignature> parse_signature(std::string_view text) {
  return SignatureParser(text).parse();
}

bool fits_type(StaticType type, const Value& value) {
  if (value.is_null()) return true;
  switch (type) {
    case StaticType::any: return true;
    case StaticType::boolean: return value.is_boolean();
    case StaticType::integer: return value.is_integer();
    case StaticType::floating:
    case StaticType::number: return value.is_number();
    case StaticType::string: return value.is_string();
    case StaticType::list:
    case StaticType::relationship_list: return value.is_list();
    case StaticType::map: return value.is_map();
    case StaticType::node: return value.is_node();
    case StaticType::relationship: return value.is_relationship();
    case StaticType::path: return value.is_path();
    case StaticType::temporal:
      return value.kind() >= ValueKind::date && value.kind() <= ValueKind::date_time;
    case StaticType::duration: return value.is(ValueKind::duration);
    case StaticType::point: return value.is(ValueKind::point);
    case StaticType::null: return false;
  }
  return false;
}

}  // namespace entente::query
