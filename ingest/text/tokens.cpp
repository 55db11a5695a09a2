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
constexpr std::array<std::string_view, 26> glued_units = {
    "bn", "billion", "m",   "mn",  "million", "tn",  "trillion", "k",  "km",
    "kg", "mw",      "gw",  "bcm", "pc",      "am",  "pm",       "mm", "cm",
    "gb", "mb",      "hrs", "hr",  "kw",      "kwh", "mph",      "ft"};

/// What is written with a hyphen before a word without being one: the treebanks keep "co-founder"
/// and "non-oil" whole and cut "oil-rich".
constexpr std::array<std::string_view, 23> prefixes = {
    "anti", "co",   "counter", "cross", "e",   "ex",   "inter", "intra",
    "mid",  "mini", "multi",   "neo",   "non", "over", "post",  "pre",
    "pro",  "re",   "semi",    "sub",   "un",  "vice", "ultra"};

/// Ends of names of sites and files, which stay one word ("amazon.com", "results.pdf").
constexpr std::array<std::string_view, 24> name_ends = {
    "com", "org", "net", "edu", "gov", "mil", "info", "biz",  "uk",  "de",  "eu",  "ru",
    "cn",  "fr",  "pdf", "doc", "xls", "txt", "htm",  "html", "jpg", "zip", "exe", "csv"};

/// Two words that are written as one, by where they are cut.
struct JoinedWord {
  std::string_view form;
  std::size_t cut;
};
constexpr std::array<JoinedWord, 4> joined_words = {
    {{"cannot", 3}, {"gonna", 3}, {"gotta", 3}, {"wanna", 3}}};

constexpr std::array<std::string_view, 12> faces = {":-)", ":-(", ";-)", ":-D", ":-P", ":)",
                                                    ":(",  ";)",  ":D",  ":P",  "=)",  ":-/"};

/// Marks that are one token however often they are repeated.
bool is_repeated_mark(char32_t c) {
  return c < 0x80 ? std::string_view("-*=_~#+<>^/.'`").find(static_cast<char>(c)) !=
                        std::string_view::npos
                  : c == 0x2019 || c == 0x2018;
}

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

  /// The end of a telephone number ("212-555-0100", "555-0100") that begins here, or 0.
  std::size_t telephone_end() const {
    const auto digits = [&](std::size_t from, std::size_t count) {
      if (from + count > text_.size()) return false;
      const auto part = text_.substr(from, count);
      return std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    const auto group = [&](std::size_t from, std::size_t count) {
      return text_.substr(from, 1) == "-" && digits(from + 1, count);
    };
    if (!digits(at_, 3)) return 0;
    std::size_t end = at_ + 3;
    if (group(end, 3) && group(end + 4, 4)) {
      end += 9;
    } else if (group(end, 4)) {
      end += 5;
    } else {
      return 0;
    }
    const char32_t next = peek(end);
    return next == '-' || is_digit(next) || is_letter(next) ? 0 : end;
  }

  /// Digits with inner separators: "2,600", "8.3", "19:30", "9/11"; "2024-05-16" is cut at hyphens.
  void number() {
    if (const std::size_t telephone = telephone_end(); telephone > 0) {
      add(telephone, TokenKind::number);
      return;
    }
    std::size_t end = at_;
    while (end < text_.size()) {
      const char c = text_[end];
      if (is_digit(static_cast<unsigned char>(c))) {
        ++end;
      } else if ((c == ',' || c == '.' || c == ':' || c == '/') && is_digit(peek(end + 1))) {
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
    if (const std::size_t name_end = site_end(end); name_end > 0) {
      add(name_end, TokenKind::word);
      return;
    }
    end = inner_apostrophe(whole_word_end(end));
    const std::string form = fold(text_.substr(at_, end - at_));
    for (const JoinedWord& joined : joined_words) {
      if (form == joined.form) add(at_ + joined.cut, TokenKind::word);
    }
    add(end, TokenKind::word);
  }

  /// The end of a word whose letters end at `end`: "co-founder", "AT&T".
  std::size_t whole_word_end(std::size_t end) const {
    const bool prefix = text_.substr(end, 1) == "-" && is_letter(peek(end + 1)) &&
                        contains(prefixes, fold(text_.substr(at_, end - at_)));
    const bool joined = text_.substr(end, 1) == "&" && is_letter(peek(end + 1));
    return prefix || joined ? letters_end(end + 1) : end;
  }

  /// The end of the name of a site or file whose first letters end at `end`, or 0.
  std::size_t site_end(std::size_t end) const {
    std::size_t last_dot = 0;
    std::size_t at = end;
    while (at + 1 < text_.size() && (text_[at] == '.' || text_[at] == '_' || text_[at] == '-') &&
           letters_end(at + 1) > at + 1) {
      if (text_[at] == '.') last_dot = at;
      at = letters_end(at + 1);
    }
    if (last_dot == 0) return 0;
    const std::size_t site = letters_end(last_dot + 1);
    return contains(name_ends, fold(text_.substr(last_dot + 1, site - last_dot - 1))) ? site : 0;
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

  /// "’s" and its like directly after a word, or alone between spaces, as in text that was cut into
  /// words before; a bare apostrophe after a plural ("countries’").
  bool clitic(std::size_t apostrophe_size) {
    if (tokens_.empty()) return false;
    const auto tail_begin = at_ + apostrophe_size;
    const auto tail_end = letters_end(tail_begin);
    const auto tail = fold(text_.substr(tail_begin, tail_end - tail_begin));
    const bool alone = space_ && (tail_end == text_.size() || is_space(peek(tail_end)));
    if (!alone && (space_ || tokens_.back().end != at_)) return false;
    if (!alone && tokens_.back().kind == TokenKind::punctuation) return false;
    if (tail_end > tail_begin && contains(clitics, tail)) {
      add(tail_end, TokenKind::word);
      tokens_.back().upper = false;
      return true;
    }
    const bool after_s = tokens_.back().form.ends_with('s');
    if (!space_ && tail_end == tail_begin && after_s && peek(tail_begin) == ' ') {
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
    for (const std::string_view face : faces) {
      const char32_t next = peek(at_ + face.size());
      if (text_.substr(at_).starts_with(face) && !is_letter(next) && !is_digit(next)) {
        add(at_ + face.size(), TokenKind::symbol);
        return;
      }
    }
    std::size_t end = at_ + point.size;
    const bool tag = (point.value == '#' || point.value == '@') && space_ && is_letter(peek(end));
    if (tag) {
      add(letters_end(end), TokenKind::word);
      return;
    }
    const auto is_shout = [](char32_t c) { return c == '!' || c == '?'; };
    while (end < text_.size() && ((peek(end) == point.value && is_repeated_mark(point.value)) ||
                                  (is_shout(point.value) && is_shout(peek(end))))) {
      end += decode(text_, end).size;
    }
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
