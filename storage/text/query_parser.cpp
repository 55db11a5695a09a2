#include "storage/text/query_parser.hpp"

#include <cctype>
#include <cmath>
#include <cstdlib>
#include <utility>

namespace entente::storage {
namespace {

constexpr std::size_t max_query_bytes = 16UL << 10U;
constexpr int max_depth = 100;

using Kind = TextQuery::Kind;
using Occurrence = TextQuery::Occurrence;
using QueryPtr = std::unique_ptr<TextQuery>;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool ends_word(char c) {
  return is_blank(c) || std::string_view("()[]{}\"^~:").find(c) != std::string_view::npos;
}

class TextQueryParser {
 public:
  explicit TextQueryParser(std::string_view text) : text_(text) {}

  Result<QueryPtr> parse() {
    if (text_.size() > max_query_bytes) {
      return Error::plain(ErrorClass::limit_exceeded,
                          "the full-text query has " + std::to_string(text_.size()) +
                              " bytes, at most " + std::to_string(max_query_bytes));
    }
    ENTENTE_ASSIGN(QueryPtr query, clauses("", 0));
    if (at_ < text_.size()) return error("')' closes nothing", "write \\) for the character");
    return query;
  }

 private:
  [[nodiscard]] bool at_end() const { return at_ >= text_.size(); }
  [[nodiscard]] char peek(std::size_t ahead = 0) const {
    return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
  }
  void skip_blanks() {
    while (!at_end() && is_blank(peek())) ++at_;
  }
  bool take(std::string_view sign) {
    if (!text_.substr(at_).starts_with(sign)) return false;
    at_ += sign.size();
    return true;
  }
  /// A word operator: AND, OR, NOT, TO stand alone and in capitals.
  bool take_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    const char after = peek(word.size());
    if (after != '\0' && !is_blank(after) && after != '(' && after != '"') return false;
    at_ += word.size();
    return true;
  }
  [[nodiscard]] Error error(std::string what, std::string hint = {}) const {
    return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue",
                          "the full-text query is wrong at character " + std::to_string(at_ + 1) +
                              ": " + std::move(what),
                          {}, std::move(hint));
  }

  /// What joins a clause to the one before it.
  enum class Junction : std::uint8_t { none, conjunction, disjunction };
  Junction junction() {
    skip_blanks();
    if (take("&&") || take_word("AND")) return Junction::conjunction;
    if (take("||") || take_word("OR")) return Junction::disjunction;
    return Junction::none;
  }

  Occurrence modifier() {
    skip_blanks();
    if (take("+")) return Occurrence::must;
    if (take("-") || take("!") || take_word("NOT")) return Occurrence::must_not;
    return Occurrence::should;
  }

  Result<QueryPtr> clauses(const std::string& field, int depth) {
    if (depth > max_depth) {
      return Error::plain(ErrorClass::limit_exceeded,
                          "the groups of the full-text query are nested too deep");
    }
    auto query = std::make_unique<TextQuery>();
    query->kind = Kind::boolean;
    while (true) {
      skip_blanks();
      if (at_end() || peek() == ')') break;
      const Junction joined = junction();
      const bool first = query->clauses.empty();
      if (joined != Junction::none && first) return error("something must stand before AND or OR");
      const Occurrence sign = modifier();
      skip_blanks();
      if (at_end() || peek() == ')') return error("the query ends where a word is expected");
      ENTENTE_ASSIGN(QueryPtr next, clause(field, depth));
      // AND requires both sides, unless one is forbidden.
      if (joined == Junction::conjunction &&
          query->clauses.back().occurrence == Occurrence::should) {
        query->clauses.back().occurrence = Occurrence::must;
      }
      const bool required = joined == Junction::conjunction && sign == Occurrence::should;
      query->clauses.push_back({required ? Occurrence::must : sign, std::move(next)});
    }
    if (query->clauses.size() == 1 && query->clauses.front().occurrence != Occurrence::must_not) {
      return std::move(query->clauses.front().query);
    }
    return query;
  }

  Result<QueryPtr> clause(std::string field, int depth) {
    if (take("*:*")) {
      auto all = std::make_unique<TextQuery>();
      all->kind = Kind::all;
      ENTENTE_TRY(boost(*all));
      return all;
    }
    ENTENTE_ASSIGN(const auto named, field_name());
    if (named) field = *named;
    QueryPtr query;
    if (take("(")) {
      ENTENTE_ASSIGN(query, clauses(field, depth + 1));
      if (!take(")")) return error("')' is missing");
    } else if (peek() == '"') {
      ENTENTE_ASSIGN(query, phrase(field));
    } else if (peek() == '[' || peek() == '{') {
      ENTENTE_ASSIGN(query, range(field));
    } else if (peek() == '/') {
      return error("regular expressions are not supported",
                   "write \\/ for the character, or use * and ?");
    } else {
      ENTENTE_ASSIGN(query, word(field));
    }
    ENTENTE_TRY(boost(*query));
    return query;
  }

  /// `name:` before a clause, if there is one.
  Result<std::optional<std::string>> field_name() {
    const std::size_t start = at_;
    std::string name;
    while (!at_end() && !ends_word(peek())) {
      if (peek() == '\\' && at_ + 1 < text_.size()) ++at_;
      name.push_back(text_[at_++]);
    }
    if (!name.empty() && take(":")) {
      if (at_end() || is_blank(peek()) || peek() == ')') {
        return error("a word must follow '" + name + ":'", "write \\: for the character");
      }
      return std::optional(std::move(name));
    }
    at_ = start;
    return std::optional<std::string>();
  }

  Result<QueryPtr> phrase(const std::string& field) {
    auto query = std::make_unique<TextQuery>();
    query->kind = Kind::phrase;
    query->field = field;
    ENTENTE_ASSIGN(query->text, quoted());
    if (peek() == '~') return error("phrases with a distance are not supported", "leave out the ~");
    return query;
  }

  Result<std::string> quoted() {
    ++at_;
    std::string text;
    while (!at_end() && peek() != '"') {
      if (peek() == '\\' && at_ + 1 < text_.size()) ++at_;
      text.push_back(text_[at_++]);
    }
    if (!take("\"")) return error("the closing \" is missing", "write \\\" for the character");
    return text;
  }

  Result<QueryPtr> word(const std::string& field) {
    auto query = std::make_unique<TextQuery>();
    query->field = field;
    std::string raw;
    bool wildcard = false;
    while (!at_end() && !ends_word(peek())) {
      const char c = peek();
      if (c == '\\') {
        if (at_ + 1 == text_.size()) return error("nothing follows the \\");
        ++at_;
        raw.push_back('\\');
      } else if (c == '*' || c == '?') {
        wildcard = true;
      }
      raw.push_back(text_[at_++]);
    }
    if (raw.empty()) {
      return error(std::string("a word cannot begin with '") + peek() + "'",
                   "write \\ before special characters");
    }
    query->kind = wildcard ? Kind::wildcard : Kind::words;
    query->text = wildcard ? raw : unescaped(raw);
    if (peek() == '~') ENTENTE_TRY(fuzzy(*query));
    return query;
  }

  Status fuzzy(TextQuery& query) {
    if (query.kind == Kind::wildcard) return error("a word has either wildcards or a ~");
    ++at_;
    query.kind = Kind::fuzzy;
    if (std::isdigit(static_cast<unsigned char>(peek())) == 0 && peek() != '.') return {};
    ENTENTE_ASSIGN(const double number, read_number());
    // Older queries give the similarity wanted, between 0 and 1.
    if (number < 1) {
      const auto length = static_cast<double>(query.text.size());
      query.edits = static_cast<unsigned>(std::min(2.0, std::floor((1 - number) * length)));
    } else if (number > 2) {
      return error("a word can differ by at most 2 characters", "write ~1 or ~2");
    } else {
      query.edits = static_cast<unsigned>(number);
    }
    return {};
  }

  Result<QueryPtr> range(const std::string& field) {
    auto query = std::make_unique<TextQuery>();
    query->kind = Kind::range;
    query->field = field;
    query->includes_lower = text_[at_++] == '[';
    ENTENTE_ASSIGN(query->text, bound(query->has_lower));
    skip_blanks();
    if (!take_word("TO")) return error("TO is missing between the ends of the range");
    ENTENTE_ASSIGN(query->upper, bound(query->has_upper));
    skip_blanks();
    if (peek() != ']' && peek() != '}') return error("']' or '}' must end the range");
    query->includes_upper = text_[at_++] == ']';
    return query;
  }

  Result<std::string> bound(bool& there) {
    skip_blanks();
    if (peek() == '"') return quoted();
    std::string raw;
    while (!at_end() && !is_blank(peek()) && peek() != ']' && peek() != '}') {
      raw.push_back(text_[at_++]);
    }
    if (raw.empty()) return error("an end of the range is missing", "write * for an open end");
    there = raw != "*";
    return unescaped(raw);
  }

  Status boost(TextQuery& query) {
    if (!take("^")) return {};
    ENTENTE_ASSIGN(const double number, read_number());
    query.boost *= number;
    return {};
  }

  Result<double> read_number() {
    std::string digits;
    while (std::isdigit(static_cast<unsigned char>(peek())) != 0 || peek() == '.') {
      digits.push_back(text_[at_++]);
    }
    char* end = nullptr;
    const double number = std::strtod(digits.c_str(), &end);
    const bool sound = !digits.empty() && *end == '\0' && std::isfinite(number);
    if (!sound) return error("a number is expected here");
    return number;
  }

  static std::string unescaped(std::string_view raw) {
    std::string out;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      if (raw[i] == '\\' && i + 1 < raw.size()) ++i;
      out.push_back(raw[i]);
    }
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::unique_ptr<TextQuery>> parse_text_query(std::string_view text) {
  return TextQueryParser(text).parse();
}

}  // namespace entente::storage
