#include "query/eval/format_pattern.hpp"

#include <cctype>

namespace entente::query {
namespace {

/// Formatting needs stack for every open bracket.
constexpr std::size_t depth_max = 100;

class PatternParser {
 public:
  explicit PatternParser(std::string_view text) : text_(text) {}

  Result<std::vector<PatternPart>> parse() {
    while (position_ < text_.size()) {
      const char c = text_[position_];
      if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
        ENTENTE_TRY(take_letters());
      } else if (c == '\'') {
        ENTENTE_TRY(take_quoted());
      } else if (c == '[' || c == ']') {
        ENTENTE_TRY(take_bracket());
      } else if (c == '{' || c == '}' || c == '#') {
        return pattern_error(std::string("the character ") + c + " is reserved in patterns",
                             "write it between single quotes");
      } else {
        add_literal(text_.substr(position_, 1));
        ++position_;
      }
    }
    if (depth_ > 0) return pattern_error("the pattern has a [ without its ]");
    return std::move(parts_);
  }

 private:
  std::size_t take_run(char letter) {
    const std::size_t begin = position_;
    while (position_ < text_.size() && text_[position_] == letter) ++position_;
    return position_ - begin;
  }

  Status take_letters() {
    PatternPart part;
    part.kind = PatternPart::Kind::letters;
    part.letter = text_[position_];
    part.count = take_run(part.letter);
    if (part.letter == 'p') {
      part.pad_width = part.count;
      const bool followed = position_ < text_.size() && text_[position_] != 'p' &&
                            std::isalpha(static_cast<unsigned char>(text_[position_])) != 0;
      if (!followed) return pattern_error("the letter p must stand before the letters it pads");
      part.letter = text_[position_];
      part.count = take_run(part.letter);
    }
    parts_.push_back(std::move(part));
    return {};
  }

  Status take_quoted() {
    ++position_;
    if (position_ < text_.size() && text_[position_] == '\'') {
      add_literal("'");
      ++position_;
      return {};
    }
    for (; position_ < text_.size(); ++position_) {
      if (text_[position_] != '\'') {
        add_literal(text_.substr(position_, 1));
        continue;
      }
      ++position_;
      // Two quotes within quoted text are one quote.
      if (position_ >= text_.size() || text_[position_] != '\'') return {};
      add_literal("'");
    }
    return pattern_error("the pattern has a quote that is not closed", "write '' for a quote");
  }

  Status take_bracket() {
    PatternPart part;
    if (text_[position_] == '[') {
      part.kind = PatternPart::Kind::optional_begin;
      if (++depth_ > depth_max) return pattern_error("the pattern nests too many brackets");
    } else {
      if (depth_ == 0) return pattern_error("the pattern has a ] without its [");
      part.kind = PatternPart::Kind::optional_end;
      --depth_;
    }
    ++position_;
    parts_.push_back(std::move(part));
    return {};
  }

  void add_literal(std::string_view text) {
    if (parts_.empty() || parts_.back().kind != PatternPart::Kind::literal) parts_.emplace_back();
    parts_.back().text += text;
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::size_t depth_ = 0;
  std::vector<PatternPart> parts_;
};

}  // namespace

Result<std::vector<PatternPart>> parse_pattern(std::string_view pattern) {
  return PatternParser(pattern).parse();
}

Error pattern_error(std::string message, std::string hint) {
  return Error::runtime(ErrorClass::argument_error, "InvalidArgumentValue", std::move(message), {},
                        std::move(hint));
}

}  // namespace entente::query
