#include "query/eval/type_descriptor.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace entente::query {
namespace {

using Kinds = std::vector<ValueKind>;

struct NamedType {
  std::string_view name;
  Kinds kinds;
  bool nothing = false;
};

const std::vector<NamedType>& named_types() {
  using K = ValueKind;
  static const Kinds properties = {
      K::boolean,    K::integer, K::floating,        K::string,    K::list,     K::date,
      K::local_time, K::time,    K::local_date_time, K::date_time, K::duration, K::point};
  static const std::vector<NamedType> types = {
      {"ANY", {}},
      {"ANY VALUE", {}},
      {"PROPERTY VALUE", properties},
      {"ANY PROPERTY VALUE", properties},
      {"NOTHING", {}, true},
      {"NULL", {K::null}},
      {"BOOL", {K::boolean}},
      {"BOOLEAN", {K::boolean}},
      {"STRING", {K::string}},
      {"VARCHAR", {K::string}},
      {"INT", {K::integer}},
      {"INTEGER", {K::integer}},
      {"INT64", {K::integer}},
      {"SIGNED INTEGER", {K::integer}},
      {"FLOAT", {K::floating}},
      {"FLOAT64", {K::floating}},
      {"NUMBER", {K::integer, K::floating}},
      {"DATE", {K::date}},
      {"LOCAL TIME", {K::local_time}},
      {"TIME WITHOUT TIME ZONE", {K::local_time}},
      {"TIME WITHOUT TIMEZONE", {K::local_time}},
      {"TIME", {K::time}},
      {"ZONED TIME", {K::time}},
      {"TIME WITH TIME ZONE", {K::time}},
      {"TIME WITH TIMEZONE", {K::time}},
      {"LOCAL DATETIME", {K::local_date_time}},
      {"TIMESTAMP WITHOUT TIME ZONE", {K::local_date_time}},
      {"TIMESTAMP WITHOUT TIMEZONE", {K::local_date_time}},
      {"DATETIME", {K::date_time}},
      {"ZONED DATETIME", {K::date_time}},
      {"TIMESTAMP WITH TIME ZONE", {K::date_time}},
      {"TIMESTAMP WITH TIMEZONE", {K::date_time}},
      {"DURATION", {K::duration}},
      {"POINT", {K::point}},
      {"NODE", {K::node}},
      {"ANY NODE", {K::node}},
      {"VERTEX", {K::node}},
      {"ANY VERTEX", {K::node}},
      {"RELATIONSHIP", {K::relationship}},
      {"ANY RELATIONSHIP", {K::relationship}},
      {"EDGE", {K::relationship}},
      {"ANY EDGE", {K::relationship}},
      {"MAP", {K::map}},
      {"ANY MAP", {K::map}},
      {"PATH", {K::path}},
      {"LIST", {K::list}},
      {"ARRAY", {K::list}}};
  return types;
}

}  // namespace

/// Recursive descent over words and the signs < > |.
class TypeParser {
 public:
  explicit TypeParser(std::string_view text) : text_(text) { advance(); }

  Result<TypeDescriptor> parse_all() {
    ENTENTE_ASSIGN(TypeDescriptor type, parse_union(0));
    if (!token_.empty()) return unexpected();
    return type;
  }

 private:
  /// Deeper nesting than this is refused; nobody needs it and each level costs stack.
  static constexpr int depth_max = 50;

  void advance() {
    while (position_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[position_]))) {
      ++position_;
    }
    token_.clear();
    if (position_ >= text_.size()) return;
    const auto is_word = [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    };
    if (!is_word(text_[position_])) {
      token_ = text_[position_++];
      return;
    }
    while (position_ < text_.size() && is_word(text_[position_])) {
      token_ += static_cast<char>(std::toupper(static_cast<unsigned char>(text_[position_++])));
    }
  }

  [[nodiscard]] Error unexpected() const {
    return Error::compile(ErrorClass::syntax_error, "UnexpectedSyntax",
                          "'" + std::string(text_) + "' is not a value type", {},
                          "types are BOOLEAN, STRING, INTEGER, FLOAT, DATE, LIST<…>, MAP, NODE, …");
  }

  Result<TypeDescriptor> parse_union(int depth) {
    TypeDescriptor type;
    do {
      if (token_ == "|") advance();
      ENTENTE_TRY(parse_one(depth, type));
    } while (token_ == "|");
    return type;
  }

  Status parse_one(int depth, TypeDescriptor& type) {
    if (depth > depth_max) return unexpected();
    std::string name;
    while (!token_.empty() && token_ != "<" && token_ != ">" && token_ != "|" && token_ != "NOT") {
      if (!name.empty()) name += ' ';
      name += token_;
      advance();
    }
    TypeDescriptor::Alternative alternative;
    if (token_ == "<") {
      advance();
      ENTENTE_ASSIGN(TypeDescriptor inner, parse_union(depth + 1));
      if (token_ != ">") return unexpected();
      advance();
      if (name == "ANY" || name == "ANY VALUE") {
        type.alternatives_.insert(type.alternatives_.end(), inner.alternatives_.begin(),
                                  inner.alternatives_.end());
        return {};
      }
      if (name != "LIST" && name != "ARRAY") return unexpected();
      alternative.kinds = {ValueKind::list};
      alternative.item = std::make_shared<const TypeDescriptor>(std::move(inner));
    } else {
      const auto& types = named_types();
      const auto found = std::find_if(types.begin(), types.end(),
                                      [&](const NamedType& t) { return t.name == name; });
      if (found == types.end()) return unexpected();
      alternative.kinds = found->kinds;
      alternative.nothing = found->nothing;
    }
    if (token_ == "NOT") {
      advance();
      if (token_ != "NULL") return unexpected();
      advance();
      alternative.not_null = true;
    }
    type.alternatives_.push_back(std::move(alternative));
    return {};
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::string token_;
};

Result<TypeDescriptor> TypeDescriptor::parse(std::string_view text) {
  return TypeParser(text).parse_all();
}

bool TypeDescriptor::contains(const Value& value) const {
  return std::any_of(alternatives_.begin(), alternatives_.end(), [&](const Alternative& a) {
    if (a.nothing) return false;
    if (value.is_null()) return !a.not_null;
    if (a.kinds.empty()) return true;
    if (std::find(a.kinds.begin(), a.kinds.end(), value.kind()) == a.kinds.end()) return false;
    if (!a.item) return true;
    const ValueList& items = value.as_list();
    return std::all_of(items.begin(), items.end(),
                       [&](const Value& item) { return a.item->contains(item); });
  });
}

}  // namespace entente::query
