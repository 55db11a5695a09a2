#include "query/eval/regular_expression.hpp"

#include <re2/re2.h>

#include <string>

namespace entente::query {
namespace {

class Re2Expression final : public RegularExpression {
 public:
  Re2Expression(std::string_view pattern, const re2::RE2::Options& options)
      : expression_(re2::StringPiece(pattern.data(), pattern.size()), options) {}
  [[nodiscard]] bool matches(std::string_view text) const override {
    return re2::RE2::FullMatch(re2::StringPiece(text.data(), text.size()), expression_);
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
