#include "query/eval/regular_expression.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <string>

#include "query/eval/unicode.hpp"

namespace entente::query {
namespace {

/// RE2 writes groups in replacements with one digit.
constexpr int groups_max = 9;

/// Turns a replacement as Java writes it into one as RE2 writes it.
class Replacement {
 public:
  Replacement(std::string_view text, const re2::RE2& expression)
      : text_(text), expression_(expression) {}

  Result<std::string> rewrite() {
    while (!text_.empty()) {
      const char c = take();
      if (c == '$') {
        ENTENTE_TRY(append_group());
      } else if (c == '\\' && text_.empty()) {
        return invalid("a backslash needs a character behind it");
      } else {
        append_literal(c == '\\' ? take() : c);
      }
    }
    return std::move(out_);
  }

 private:
  char take() {
    const char c = text_.front();
    text_.remove_prefix(1);
    return c;
  }
  void append_literal(char c) {
    if (c == '\\') out_ += c;
    out_ += c;
  }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static Error invalid(std::string message) {
    return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue",
                          "in the replacement, " + std::move(message), {},
                          "$1 is the first group; write \\$ for a dollar sign");
  }

  Status append_group() {
    if (text_.starts_with('{')) {
      const std::size_t end = text_.find('}');
      if (end == std::string_view::npos) return invalid("${ needs a closing brace");
      const std::string name(text_.substr(1, end - 1));
      text_.remove_prefix(end + 1);
      const auto& groups = expression_.NamedCapturingGroups();
      const auto group = groups.find(name);
      if (group == groups.end()) return invalid("there is no group named '" + name + "'");
      return append_number(group->second);
    }
    if (text_.empty() || !is_digit(text_.front())) return invalid("$ needs the number of a group");
    int group = take() - '0';
    // Further digits belong to the number as long as there is such a group.
    while (!text_.empty() && is_digit(text_.front())) {
      const int longer = group * 10 + (text_.front() - '0');
      if (longer > expression_.NumberOfCapturingGroups()) break;
      group = longer;
      take();
    }
    return append_number(group);
  }

  Status append_number(int group) {
    if (group > expression_.NumberOfCapturingGroups() || group > groups_max) {
      return invalid("there is no group " + std::to_string(group));
    }
    out_ += '\\';
    out_ += static_cast<char>('0' + group);
    return {};
  }

  std::string_view text_;
  const re2::RE2& expression_;
  std::string out_;
};

class Re2Expression final : public RegularExpression {
 public:
  Re2Expression(std::string_view pattern, const re2::RE2::Options& options)
      : expression_(re2::StringPiece(pattern.data(), pattern.size()), options) {}
  [[nodiscard]] bool matches(std::string_view text) const override {
    return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), expression_);
  }
  [[nodiscard]] Result<std::string> replace_all(
      std::string_view text, std::string_view replacement,
      const std::function<Status(std::size_t)>& check_bytes) const override {
    ENTENTE_ASSIGN(const std::string rewrite, Replacement(replacement, expression_).rewrite());
    const re2::StringPiece whole(text.data(), text.size());
    std::array<re2::StringPiece, groups_max + 1> groups;
    const int count = std::min(expression_.NumberOfCapturingGroups(), groups_max) + 1;
    std::string out;
    std::size_t allowed_bytes = 0;
    std::size_t copied = 0;
    for (std::size_t from = 0; from <= text.size();) {
      if (!expression_.Match(whole, from, text.size(), re2::RE2::UNANCHORED, groups.data(),
                             count)) {
        break;
      }
      const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
      out += text.substr(copied, begin - copied);
      expression_.Rewrite(&out, rewrite, groups.data(), count);
      copied = begin + groups[0].size();
      from = copied;
      if (groups[0].empty()) {
        // Nothing was matched, so the search goes on behind the next character.
        from += from < text.size() ? code_point_offset(text.substr(from), 1) : 1;
      }
      if (out.size() > allowed_bytes) {
        allowed_bytes = 2 * out.size();
        ENTENTE_TRY(check_bytes(allowed_bytes));
      }
    }
    out += text.substr(copied);
    return out;
  }
  [[nodiscard]] const re2::RE2& expression() const { return expression_; }

 private:
  re2::RE2 expression_;
};

}  // namespace

Result<std::shared_ptr<const RegularExpression>> RegularExpression::compile(
    std::string_view pattern) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  auto expression = std::make_shared<Re2Expression>(pattern, options);
  if (!expression->expression().ok()) {
    return Error::runtime(
        ErrorClass::argument_error, "InvalidRegularExpression",
        "the regular expression is not valid: " + expression->expression().error());
  }
  return std::shared_ptr<const RegularExpression>(std::move(expression));
}

}  // namespace entente::query
