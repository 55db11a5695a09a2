#include "tests/support/tck_value.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

namespace entente::test {
namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Value> whole() {
    ENTENTE_ASSIGN(Value value, value_here());
    blanks();
    if (at_ != text_.size()) return error("text after the value");
    return value;
  }

 private:
  Error error(const std::string& message) const {
    return Error::plain(ErrorClass::input_error, message + " at byte " + std::to_string(at_) +
                                                     " of `" + std::string(text_) + "`");
  }

  void blanks() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
  }
  bool eat(std::string_view token) {
    blanks();
    if (text_.substr(at_, token.size()) != token) return false;
    at_ += token.size();
    return true;
  }
  [[nodiscard]] char peek() {
    blanks();
    return at_ < text_.size() ? text_[at_] : '\0';
  }

  Result<std::string> name() {
    blanks();
    const std::size_t begin = at_;
    if (eat("`")) {
      const std::size_t end = text_.find('`', at_);
      if (end == std::string_view::npos) return error("an open backquote");
      std::string result(text_.substr(at_, end - at_));
      at_ = end + 1;
      return result;
    }
    while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 ||
                                  text_[at_] == '_' || (text_[at_] & 0x80) != 0)) {
      ++at_;
    }
    if (at_ == begin) return error("expected a name");
    return std::string(text_.substr(begin, at_ - begin));
  }

  Result<Value> value_here() {
    switch (peek()) {
      case '\'': return string();
      case '[': return list_or_relationship();
      case '{': {
        ENTENTE_ASSIGN(PropertyMap entries, map());
        return Value::map(std::move(entries));
      }
      case '(': return node();
      case '<': return path();
      default: return scalar();
    }
  }

  Result<Value> string() {
    ++at_;
    std::string result;
    while (at_ < text_.size() && text_[at_] != '\'') {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) {
        ++at_;
        switch (text_[at_]) {
          case 'n': result += '\n'; break;
          case 't': result += '\t'; break;
          case 'r': result += '\r'; break;
          default: result += text_[at_];
        }
        ++at_;
      } else {
        result += text_[at_++];
      }
    }
    if (at_ == text_.size()) return error("an open string");
    ++at_;
    return Value(std::move(result));
  }

  Result<Value> scalar() {
    blanks();
    const std::size_t begin = at_;
    while (at_ < text_.size() &&
           std::string_view(" \t,]})>|").find(text_[at_]) == std::string_view::npos) {
      ++at_;
    }
    const std::string_view word = text_.substr(begin, at_ - begin);
    if (word == "null") return Value();
    if (word == "true") return Value(true);
    if (word == "false") return Value(false);
    if (word == "NaN") return Value(std::numeric_limits<double>::quiet_NaN());
    if (word == "Inf") return Value(std::numeric_limits<double>::infinity());
    if (word == "-Inf") return Value(-std::numeric_limits<double>::infinity());
    std::int64_t integer = 0;
    const char* end = word.data() + word.size();
    if (const auto r = std::from_chars(word.data(), end, integer);
        r.ec == std::errc() && r.ptr == end) {
      return Value(integer);
    }
    double floating = 0;
    if (const auto r = std::from_chars(word.data(), end, floating);
        r.ec == std::errc() && r.ptr == end) {
      return Value(floating);
    }
    return error("cannot read `" + std::string(word) + "`");
  }

  Result<PropertyMap> map() {
    if (!eat("{")) return error("expected {");
    PropertyMap entries;
    if (eat("}")) return entries;
    do {
      ENTENTE_ASSIGN(std::string key, name());
      if (!eat(":")) return error("expected :");
      ENTENTE_ASSIGN(Value value, value_here());
      entries.emplace_back(std::move(key), std::move(value));
    } while (eat(","));
    if (!eat("}")) return error("expected }");
    std::sort(entries.begin(), entries.end(),
              [](const auto& a, const auto& b) { return a.first < b.first; });
    return entries;
  }

  Result<Value> list_or_relationship() {
    ++at_;
    if (peek() == ':') return relationship_rest();
    ValueList items;
    if (eat("]")) return Value(std::move(items));
    do {
      ENTENTE_ASSIGN(Value item, value_here());
      items.push_back(std::move(item));
    } while (eat(","));
    if (!eat("]")) return error("expected ]");
    return Value(std::move(items));
  }

  Result<Value> relationship_rest() {
    if (!eat(":")) return error("expected :");
    Relationship relationship;
    relationship.resolved = true;
    ENTENTE_ASSIGN(relationship.type, name());
    if (peek() == '{') {
      ENTENTE_ASSIGN(relationship.properties, map());
    }
    if (!eat("]")) return error("expected ]");
    return Value(std::move(relationship));
  }

  Result<Value> node() {
    if (!eat("(")) return error("expected (");
    Node result;
    result.id = NodeId(next_node_++);
    while (eat(":")) {
      ENTENTE_ASSIGN(std::string label, name());
      result.labels.push_back(std::move(label));
    }
    std::sort(result.labels.begin(), result.labels.end());
    if (peek() == '{') {
      ENTENTE_ASSIGN(result.properties, map());
    }
    if (!eat(")")) return error("expected )");
    return Value(std::move(result));
  }

  Result<Value> path() {
    ++at_;
    Path result;
    ENTENTE_ASSIGN(Value first, node());
    result.nodes.push_back(std::move(first));
    while (!eat(">")) {
      const bool backward = eat("<-");
      if (!backward && !eat("-")) return error("expected a relationship or >");
      if (!eat("[")) return error("expected [");
      ENTENTE_ASSIGN(Value step, relationship_rest());
      Relationship relationship = step.as_relationship();
      if (!eat(backward ? "-" : "->")) return error("expected the end of a relationship");
      ENTENTE_ASSIGN(Value next, node());
      relationship.source = backward ? next.node_id() : result.nodes.back().node_id();
      relationship.target = backward ? result.nodes.back().node_id() : next.node_id();
      result.relationships.emplace_back(std::move(relationship));
      result.nodes.push_back(std::move(next));
    }
    return Value(std::move(result));
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint64_t next_node_ = 0;
};

/// The same value with temporal values as strings, and lists sorted if asked for.
Value plain(const Value& value, bool sort_lists) {
  switch (value.kind()) {
    case ValueKind::list: {
      ValueList items;
      for (const auto& item : value.as_list()) items.push_back(plain(item, sort_lists));
      if (sort_lists) {
        std::sort(items.begin(), items.end(),
                  [](const Value& a, const Value& b) { return a.to_text() < b.to_text(); });
      }
      return Value(std::move(items));
    }
    case ValueKind::map: {
      PropertyMap entries;
      for (const auto& [key, item] : value.as_map())
        entries.emplace_back(key, plain(item, sort_lists));
      return Value::map(std::move(entries));
    }
    case ValueKind::node: {
      Node node = value.as_node();
      for (auto& [key, item] : node.properties) item = plain(item, sort_lists);
      return Value(std::move(node));
    }
    case ValueKind::relationship: {
      Relationship relationship = value.as_relationship();
      for (auto& [key, item] : relationship.properties) item = plain(item, sort_lists);
      return Value(std::move(relationship));
    }
    case ValueKind::path: {
      Path path = value.as_path();
      for (auto& node : path.nodes) node = plain(node, sort_lists);
      for (auto& relationship : path.relationships) relationship = plain(relationship, sort_lists);
      return Value(std::move(path));
    }
    case ValueKind::date:
    case ValueKind::local_time:
    case ValueKind::time:
    case ValueKind::local_date_time:
    case ValueKind::date_time:
    case ValueKind::duration: return Value(value.to_text());
    default: return value;
  }
}

}  // namespace

Result<Value> parse_tck_value(std::string_view text) { return Reader(text).whole(); }

std::string canonical_text(const Value& value, bool sort_lists) {
  return plain(value, sort_lists).to_text();
}

}  // namespace entente::test
