#include "query/eval/type_descriptor.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "storage/graph/transaction.hpp"

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
  static constexpr std::size_t depth_max = 50;

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

  Result<TypeDescriptor> parse_union(std::size_t depth) {
    TypeDescriptor type;
    do {
      if (token_ == "|") advance();
      ENTENTE_TRY(parse_one(depth, type));
    } while (token_ == "|");
    // Null belongs to no type in particular, so a union cannot have it in one part only.
    const auto& parts = type.alternatives_;
    const bool mixed = std::any_of(parts.begin(), parts.end(), [&](const auto& part) {
      return part.not_null != parts.front().not_null;
    });
    if (!mixed) return type;
    return Error::compile(ErrorClass::syntax_error, "UnexpectedSyntax",
                          "either all types of a union must be NOT NULL or none", {},
                          "write NOT NULL behind each of them");
  }

  Status parse_one(std::size_t depth, TypeDescriptor& type) {
    if (depth > depth_max) return unexpected();
    std::string name;
    while (!token_.empty() && token_ != "<" && token_ != ">" && token_ != "|" && token_ != "NOT") {
      if (!name.empty()) name += ' ';
      name += token_;
      advance();
    }
    TypeDescriptor::Alternative alternative;
    std::size_t list_depth = take_list_suffixes(name);
    if (token_ == "<") {
      if (list_depth > 0) return unexpected();
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
      alternative = list_of(std::move(inner));
    } else {
      const auto& types = named_types();
      const auto found = std::find_if(types.begin(), types.end(),
                                      [&](const NamedType& t) { return t.name == name; });
      if (found == types.end()) return unexpected();
      alternative.kinds = found->kinds;
      alternative.nothing = found->nothing;
      alternative.property = name.ends_with("PROPERTY VALUE");
    }
    // Behind a type, LIST makes a list of it: INTEGER NOT NULL LIST, INTEGER LIST LIST.
    for (;;) {
      for (; list_depth > 0; --list_depth) {
        TypeDescriptor item;
        item.alternatives_.push_back(std::move(alternative));
        alternative = list_of(std::move(item));
      }
      if (token_ == "NOT" && !alternative.not_null) {
        advance();
        if (token_ != "NULL") return unexpected();
        advance();
        alternative.not_null = true;
      }
      while (token_ == "LIST" || token_ == "ARRAY") {
        advance();
        if (++list_depth > depth_max) return unexpected();
      }
      if (list_depth == 0) break;
    }
    type.alternatives_.push_back(std::move(alternative));
    return {};
  }

  static TypeDescriptor::Alternative list_of(TypeDescriptor item) {
    TypeDescriptor::Alternative list;
    list.kinds = {ValueKind::list};
    list.item = std::make_shared<const TypeDescriptor>(std::move(item));
    return list;
  }

  /// Takes the words LIST and ARRAY from the end of a name of several words; how many there were.
  static std::size_t take_list_suffixes(std::string& name) {
    std::size_t count = 0;
    for (;;) {
      std::size_t length = 0;
      if (name.ends_with(" LIST")) length = 5;
      if (name.ends_with(" ARRAY")) length = 6;
      if (length == 0) return count;
      name.resize(name.size() - length);
      ++count;
    }
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
    if (a.property && value.is_list()) return storage::is_storable(value);
    if (!a.item) return true;
    const ValueList& items = value.as_list();
    return std::all_of(items.begin(), items.end(),
                       [&](const Value& item) { return a.item->contains(item); });
  });
}

bool TypeDescriptor::Alternative::add_to(storage::PropertyType& type) const {
  if (nothing || not_null || kinds.empty()) return false;
  if (item == nullptr) {
    for (const ValueKind kind : kinds) {
      if (!storage::PropertyType::is_property_kind(kind)) return false;
      type.add(kind);
    }
    return true;
  }
  if (item->alternatives_.size() != 1) return false;
  const Alternative& element = item->alternatives_.front();
  const bool scalar = !element.nothing && element.not_null && element.item == nullptr &&
                      element.kinds.size() == 1 &&
                      storage::PropertyType::is_property_kind(element.kinds.front());
  if (scalar) type.add_list(element.kinds.front());
  return scalar;
}

std::optional<storage::PropertyType> TypeDescriptor::property_type() const {
  storage::PropertyType type;
  for (const Alternative& alternative : alternatives_) {
    if (!alternative.add_to(type)) return std::nullopt;
  }
  return type;
}

}  // namespace entente::query
