#include <fmt/format.h>

#include <charconv>

#include "ingest/names/data_lines.hpp"
#include "ingest/relations/frame_names.hpp"
#include "ingest/text/inflection.hpp"

namespace entente::ingest {

namespace {

/// Reads the elements of a pattern over words, by recursive descent.
class PatternReader {
 public:
  PatternReader(const FrameNames& names, const FrameLine& line, const std::vector<FrameWord>& words)
      : names_(names), line_(line), words_(words) {}

  Result<Pattern> run() {
    ENTENTE_ASSIGN(Pattern pattern, sequence());
    if (at_ != words_.size()) return error(fmt::format("unexpected '{}'", words_[at_].text));
    return pattern;
  }

 private:
  static constexpr int depth_max = 32;

  /// An error at the current word, or behind the last one.
  Error error(std::string_view what, std::string hint = {}) const {
    const FrameWord& word = at_ < words_.size() ? words_[at_] : words_.back();
    return line_.error(word.column, what, std::move(hint));
  }

  bool at_end_of_sequence() const {
    if (at_ >= words_.size()) return true;
    const std::string& word = words_[at_].text;
    return word == "/" || word == ")" || word == ")?" || word == ")*" || word == "}";
  }

  Result<Pattern> sequence() {
    if (depth_ == depth_max) return error("brackets inside brackets go too deep");
    ++depth_;
    Pattern pattern;
    while (!at_end_of_sequence()) {
      ENTENTE_ASSIGN(PatternElement next, element());
      pattern.push_back(std::move(next));
    }
    --depth_;
    if (pattern.empty()) return error("an empty sequence");
    return pattern;
  }

  Result<PatternElement> element() {
    const FrameWord& whole = words_[at_];
    std::string_view word = whole.text;
    if (word == "(") return alternatives();
    if (word.front() == '{') return capture(word);
    if (word.size() > 2 && word.starts_with("..")) return gap(word);
    PatternElement e;
    if (word.size() > 1 && (word.back() == '?' || word.back() == '*')) {
      e.optional = true;
      e.repeated = word.back() == '*';
      word.remove_suffix(1);
    }
    if (word.front() == '<') {
      e.kind = PatternElement::Kind::slot;
      ENTENTE_TRY(names_.read_slot(line_, {std::string(word), whole.column}, e.name, e.filter));
    } else if (word.front() == '@') {
      e.kind = PatternElement::Kind::word_class;
      e.word_class = names_.classes().find(word.substr(1));
      if (e.word_class < 0) return error(fmt::format("there is no word class '{}'", word));
    } else {
      add_forms(e, word);
    }
    ++at_;
    return e;
  }

  static void add_forms(PatternElement& e, std::string_view word) {
    if (word.size() > 1 && word.front() == '!') {
      e.negated = true;
      word.remove_prefix(1);
    }
    // "\(" is a bracket of the text.
    if (word.size() > 1 && word.front() == '\\') {
      e.forms.insert(std::string(word.substr(1)));
      return;
    }
    for (const auto form : split_fields(word, '|')) {
      if (form.size() > 1 && form.front() == '~') {
        for (const auto& inflected : inflect(form.substr(1))) e.forms.insert(inflected);
      } else {
        e.forms.insert(std::string(form));
      }
    }
  }

  /// "..3" and "...8".
  Result<PatternElement> gap(std::string_view word) {
    PatternElement e;
    e.kind = PatternElement::Kind::gap;
    e.wide = word[2] == '.';
    const auto digits = word.substr(e.wide ? 3 : 2);
    const char* const end = digits.data() + digits.size();
    const auto parsed = std::from_chars(digits.data(), end, e.tokens_max);
    if (parsed.ec != std::errc{} || parsed.ptr != end) {
      return error(fmt::format("'{}' is no gap", word), "gaps look like ..3 or ...12");
    }
    ++at_;
    return e;
  }

  Result<PatternElement> alternatives() {
    PatternElement e;
    e.kind = PatternElement::Kind::alternatives;
    ++at_;
    for (;;) {
      ENTENTE_ASSIGN(Pattern one, sequence());
      e.sequences.push_back(std::move(one));
      if (at_ >= words_.size()) return error("a '(' without ')'");
      const std::string& word = words_[at_].text;
      if (word == "}") return error("a '}' inside '('");
      ++at_;
      if (word == "/") continue;
      e.optional = word != ")";
      e.repeated = word == ")*";
      return e;
    }
  }

  /// "{role: @state_leader }".
  Result<PatternElement> capture(std::string_view word) {
    PatternElement e;
    e.kind = PatternElement::Kind::capture;
    if (word.size() < 3 || word.back() != ':')
      return error(fmt::format("'{}' is no capture", word), "captures look like {role: words }");
    e.name = word.substr(1, word.size() - 2);
    ++at_;
    ENTENTE_ASSIGN(Pattern inside, sequence());
    if (at_ >= words_.size() || words_[at_].text != "}") return error("a '{' without '}'");
    ++at_;
    e.sequences.push_back(std::move(inside));
    return e;
  }

  const FrameNames& names_;
  const FrameLine& line_;
  const std::vector<FrameWord>& words_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

Result<Pattern> read_pattern(const FrameNames& names, const FrameLine& line,
                             const std::vector<FrameWord>& words) {
  return PatternReader(names, line, words).run();
}

}  // namespace entente::ingest
