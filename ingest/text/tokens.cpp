#include "ingest/text/tokens.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x2018 || c == 0x02BC; }

constexpr std::array<std::string_view, 6> clitics = {"s", "re", "ll", "ve", "m", "d"};

/// Units that may be glued to a number ("8.3bn"); everything else stays one word ("5G", "1950s").
constexpr std::array<std::string_view, 14> glued_units = {"bn", "billion",  "m",   "mn", "million",
                                                          "tn", "trillion", "k",   "km", "kg",
                                                          "mw", "gw",       "bcm", "pc"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Cuts one run of text into tokens; a small hand-written scanner with one position.
class Tokenizer {
 public:
  Tokenizer(std::string_view text, std::size_t begin, std::size_t end)
      : text_(text.substr(0, end)), at_(begin) {}

  std::vector<Token> run() {
    while (at_ < text_.size()) {
      const auto point = decode(text_, at_);
      assert(point.size > 0);
      if (is_space(point.value)) {
        at_ += point.size;
        space_ = true;
      } else if (is_digit(point.value)) {
        number();
      } else if (is_letter(point.value)) {
        word();
      } else if (is_apostrophe(point.value) && clitic(point.size)) {
        continue;
      } else {
        mark(point);
      }
    }
    return std::move(tokens_);
  }

 private:
  char32_t peek(std::size_t at) const { return at < text_.size() ? decode(text_, at).value : 0; }

  std::size_t letters_end(std::size_t at) const {
    while (at < text_.size()) {
      const auto point = decode(text_, at);
      if (!is_letter(point.value) && !is_digit(point.value)) break;
      at += point.size;
    }
    return at;
  }

  void add(std::size_t end, TokenKind kind) {
    assert(end > at_);
    Token token;
    token.begin = static_cast<std::uint32_t>(at_);
    token.end = static_cast<std::uint32_t>(end);
    token.kind = kind;
    token.space_before = space_;
    token.form = fold(text_.substr(at_, end - at_));
    token.upper = begins_upper(text_.substr(at_, end - at_));
    tokens_.push_back(std::move(token));
    at_ = end;
    space_ = false;
  }

  /// Digits with inner separators: "2,600", "8.3", "19:30", "2024-05-16" stays apart at hyphens.
  void number() {
    std::size_t end = at_;
    while (end < text_.size()) {
      const char c = text_[end];
      if (is_digit(static_cast<unsigned char>(c))) {
        ++end;
      } else if ((c == ',' || c == '.' || c == ':') && is_digit(peek(end + 1))) {
        end += 2;
      } else {
        break;
      }
    }
    const auto glued_end = letters_end(end);
    if (glued_end > end && !contains(glued_units, fold(text_.substr(end, glued_end - end)))) {
      add(glued_end, TokenKind::word);
      tokens_.back().upper = true;
      return;
    }
    add(end, TokenKind::number);
  }

  void word() {
    if (address()) return;
    std::size_t end = letters_end(at_);
    // "U.S.", "J.", "e.g.": single letters, each with a stop.
    if (end == at_ + 1 && end < text_.size() && text_[end] == '.') {
      std::size_t stop = end + 1;
      while (stop + 1 < text_.size() && is_letter(peek(stop)) && text_[stop + 1] == '.') stop += 2;
      const bool initial = is_upper(peek(at_));
      if (stop > end + 1 || initial) {
        add(stop, TokenKind::word);
        return;
      }
    }
    if (end < text_.size() && text_[end] == '.' &&
        is_abbreviation(fold(text_.substr(at_, end + 1 - at_)))) {
      add(end + 1, TokenKind::word);
      return;
    }
    end = inner_apostrophe(end);
    add(end, TokenKind::word);
  }

  /// Handles what follows an apostrophe inside a word that ends at `end`: "n't" is cut off before
  /// the n, names such as "O'Brien" or "d'Ivoire" stay whole.
  std::size_t inner_apostrophe(std::size_t end) {
    if (end >= text_.size()) return end;
    const auto point = decode(text_, end);
    if (!is_apostrophe(point.value)) return end;
    const auto tail_begin = end + point.size;
    const auto tail_end = letters_end(tail_begin);
    if (tail_end == tail_begin) return end;
    const auto tail = fold(text_.substr(tail_begin, tail_end - tail_begin));
    if (tail == "t" && end > at_ + 1 && (text_[end - 1] == 'n' || text_[end - 1] == 'N')) {
      add(end - 1, TokenKind::word);
      return tail_end;
    }
    return contains(clitics, tail) ? end : tail_end;
  }

  /// "’s" and its like directly after a word; a bare apostrophe after a plural ("countries’").
  bool clitic(std::size_t apostrophe_size) {
    if (space_ || tokens_.empty() || tokens_.back().end != at_) return false;
    if (tokens_.back().kind == TokenKind::punctuation) return false;
    const auto tail_begin = at_ + apostrophe_size;
    const auto tail_end = letters_end(tail_begin);
    const auto tail = fold(text_.substr(tail_begin, tail_end - tail_begin));
    if (tail_end > tail_begin && contains(clitics, tail)) {
      add(tail_end, TokenKind::word);
      tokens_.back().upper = false;
      return true;
    }
    const bool after_s = tokens_.back().form.ends_with('s');
    if (tail_end == tail_begin && after_s && peek(tail_begin) == ' ') {
      add(tail_begin, TokenKind::word);
      // One spelling for both kinds of genitive lets a frame name it once.
      tokens_.back().form = "'s";
      return true;
    }
    return false;
  }

  /// Web and mail addresses are one token, so that their parts are not taken for names.
  bool address() {
    const auto rest = text_.substr(at_);
    const bool web =
        rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("www.");
    std::size_t end = at_;
    bool at_sign = false;
    while (end < text_.size() && !is_space(peek(end)) && text_[end] != ')' && text_[end] != '>') {
      at_sign = at_sign || text_[end] == '@';
      end += decode(text_, end).size;
      if (!web && !at_sign && end > at_ + 64) break;
    }
    if (!web && !at_sign) return false;
    while (end > at_ + 1 &&
           std::string_view(".,;:!?\"'").find(text_[end - 1]) != std::string::npos) {
      --end;
    }
    add(end, TokenKind::symbol);
    return true;
  }

  void mark(CodePoint point) {
    std::size_t end = at_ + point.size;
    // A run of dots is one ellipsis.
    while (point.value == '.' && end < text_.size() && text_[end] == '.') ++end;
    const bool symbol = point.value == '$' || point.value == '%' || point.value == '&' ||
                        point.value == 0x20AC || point.value == 0xA3 || point.value == 0xA5 ||
                        point.value == '+' || point.value == '=';
    add(end, symbol ? TokenKind::symbol : TokenKind::punctuation);
  }

  std::string_view text_;
  std::size_t at_;
  bool space_ = true;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> split_tokens(std::string_view text, std::size_t begin, std::size_t end) {
  assert(begin <= end && end <= text.size());
  return Tokenizer(text, begin, end).run();
}

}  // namespace entente::ingest
