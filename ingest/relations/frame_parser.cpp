#include <fmt/format.h>

#include <cassert>
#include <charconv>
#include <cstdlib>
#include <map>

#include "ingest/names/data_lines.hpp"
#include "ingest/relations/frame.hpp"
#include "ingest/text/data.hpp"
#include "ingest/text/inflection.hpp"
#include "ingest/text/suggest.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// Reads the frame language: lines "group", "macro", "frame", and indented patterns.
class FrameParser {
 public:
  explicit FrameParser(const WordClasses& classes) : classes_(classes) {}

  Result<std::vector<Frame>> run(std::string_view data) {
    while (!data.empty()) {
      const auto end = std::min(data.find('\n'), data.size());
      const std::string_view line = data.substr(0, end);
      data.remove_prefix(std::min(end + 1, data.size()));
      ++line_number_;
      const auto content = trim(line);
      if (content.empty() || content.front() == '#') continue;
      ENTENTE_TRY(line.front() == ' ' ? pattern_line(content) : head_line(content));
    }
    return std::move(frames_);
  }

 private:
  Error error(std::string_view what, std::string hint = {}) const {
    return Error::plain(ErrorClass::input_error, fmt::format("frames:{}: {}", line_number_, what),
                        std::move(hint));
  }

  static std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    for (const auto word : split_fields(line, ' ')) {
      if (!word.empty()) words.push_back(word);
    }
    return words;
  }

  Status head_line(std::string_view line) {
    const auto words = words_of(line);
    if (words.size() > 3 && words[0] == "group" && words[2] == "=") {
      Group group;
      for (std::size_t i = 3; i < words.size(); ++i) ENTENTE_TRY(add_type(group, words[i]));
      groups_[std::string(words[1])] = group;
      return {};
    }
    if (words.size() > 3 && words[0] == "macro" && words[2] == "=") {
      const auto equals = line.find('=');
      macros_[std::string(words[1])] = std::string(trim(line.substr(equals + 1)));
      return {};
    }
    if (words.size() >= 4 && words[0] == "frame") return frame_line(words);
    return error(fmt::format("'{}' is neither group, macro, frame nor an indented pattern", line));
  }

  Status frame_line(const std::vector<std::string_view>& words) {
    Frame frame;
    frame.name = words[1];
    frame.relation = words[2];
    if (!is_known_relation(frame.relation)) {
      return error(fmt::format("'{}' is no relation", frame.relation),
                   did_you_mean(frame.relation, relation_names()));
    }
    const auto number = words[3];
    const auto parsed =
        std::from_chars(number.data(), number.data() + number.size(), frame.confidence);
    if (parsed.ec != std::errc{}) return error(fmt::format("'{}' is no confidence", number));
    for (std::size_t i = 4; i < words.size(); ++i) {
      if (words[i] == "plain") {
        frame.plain = true;
      } else if (words[i] == "things") {
        frame.with_things = true;
      } else if (words[i] == "former" || words[i] == "planned" || words[i] == "alleged" ||
                 words[i] == "negated") {
        frame.modality = words[i];
      } else {
        return error(fmt::format("unknown option '{}'", words[i]));
      }
    }
    frames_.push_back(std::move(frame));
    return {};
  }

  Status pattern_line(std::string_view line) {
    if (frames_.empty()) return error("a pattern stands before the first frame");
    ENTENTE_ASSIGN(const std::string expanded, expand(line));
    words_ = words_of(expanded);
    at_ = 0;
    ENTENTE_ASSIGN(Pattern pattern, sequence());
    if (at_ != words_.size()) return error(fmt::format("unexpected '{}'", words_[at_]));
    frames_.back().patterns.push_back(std::move(pattern));
    return {};
  }

  /// Replaces %NAME by the macro's text; macros may use macros defined before them.
  Result<std::string> expand(std::string_view line) const {
    std::string text(line);
    constexpr int depth_max = 8;
    for (int depth = 0; depth < depth_max && text.find('%') != std::string::npos; ++depth) {
      std::string out;
      for (const auto word : words_of(text)) {
        if (!out.empty()) out += ' ';
        if (word.front() != '%') {
          out += word;
          continue;
        }
        std::string_view name = word.substr(1);
        std::string mark;
        if (name.back() == '?') {
          name.remove_suffix(1);
          mark = "?";
        }
        const auto macro = macros_.find(std::string(name));
        if (macro == macros_.end()) return error(fmt::format("there is no macro '{}'", name));
        out += "( " + macro->second + " )" + mark;
      }
      text = std::move(out);
    }
    return text;
  }

  bool at_end_of_sequence() const {
    if (at_ >= words_.size()) return true;
    const auto word = words_[at_];
    return word == "/" || word == ")" || word == ")?" || word == ")*" || word == "}";
  }

  Result<Pattern> sequence() {
    Pattern pattern;
    while (!at_end_of_sequence()) {
      ENTENTE_ASSIGN(PatternElement next, element());
      pattern.push_back(std::move(next));
    }
    if (pattern.empty()) return error("an empty sequence");
    return pattern;
  }

  Result<PatternElement> element() {
    std::string_view word = words_[at_];
    PatternElement e;
    if (word == "(") return alternatives();
    if (word.front() == '{') return capture(word);
    if (word.size() > 2 && word.starts_with("..")) {
      const bool wide = word[2] == '.';
      const auto digits = word.substr(wide ? 3 : 2);
      e.kind = PatternElement::Kind::gap;
      e.wide = wide;
      const auto parsed =
          std::from_chars(digits.data(), digits.data() + digits.size(), e.tokens_max);
      if (parsed.ec != std::errc{}) return error(fmt::format("'{}' is no gap", word));
      ++at_;
      return e;
    }
    if (word.size() > 1 && (word.back() == '?' || word.back() == '*')) {
      e.optional = true;
      e.repeated = word.back() == '*';
      word.remove_suffix(1);
    }
    ++at_;
    if (word.front() == '<') {
      ENTENTE_TRY(slot(e, word));
    } else if (word.front() == '@') {
      e.kind = PatternElement::Kind::word_class;
      e.word_class = classes_.find(word.substr(1));
      if (e.word_class < 0) return error(fmt::format("there is no word class '{}'", word));
    } else {
      if (word.size() > 1 && word.front() == '!') {
        e.negated = true;
        word.remove_prefix(1);
      }
      for (const auto form : split_fields(word, '|')) {
        if (form.size() > 1 && form.front() == '~') {
          for (const auto& inflected : inflect(form.substr(1))) e.forms.insert(inflected);
        } else {
          e.forms.insert(std::string(form));
        }
      }
    }
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
      const auto word = words_[at_++];
      if (word == "/") continue;
      e.optional = word != ")";
      e.repeated = word == ")*";
      if (word == "}") return error("a '}' inside '('");
      return e;
    }
  }

  /// "{role: @state_leader }".
  Result<PatternElement> capture(std::string_view word) {
    PatternElement e;
    e.kind = PatternElement::Kind::capture;
    if (word.size() < 3 || word.back() != ':')
      return error(fmt::format("'{}' is no capture", word));
    e.name = word.substr(1, word.size() - 2);
    ++at_;
    ENTENTE_ASSIGN(Pattern inside, sequence());
    if (at_ >= words_.size() || words_[at_] != "}") return error("a '{' without '}'");
    ++at_;
    e.sequences.push_back(std::move(inside));
    return e;
  }

  struct Group {
    std::uint32_t types = 0;
    bool seats = false;
  };

  Status add_type(Group& group, std::string_view word) const {
    if (word == "seat") {
      group.seats = true;
    } else if (const auto type = entity_type_from(word)) {
      group.types |= 1U << static_cast<unsigned>(*type);
    } else if (const auto other = groups_.find(word); other != groups_.end()) {
      group.types |= other->second.types;
      group.seats = group.seats || other->second.seats;
    } else {
      return error(fmt::format("'{}' is no entity type or group", word),
                   did_you_mean(word, entity_type_names()));
    }
    return {};
  }

  /// "<s:State|Company/adj>".
  Status slot(PatternElement& e, std::string_view word) const {
    const auto colon = word.find(':');
    if (word.back() != '>' || colon == std::string_view::npos) {
      return error(fmt::format("'{}' is no slot", word));
    }
    e.kind = PatternElement::Kind::slot;
    e.name = word.substr(1, colon - 1);
    e.filter.pair = e.name == "so";
    std::string_view types = word.substr(colon + 1, word.size() - colon - 2);
    if (const auto slash = types.find('/'); slash != std::string_view::npos) {
      const auto flag = types.substr(slash + 1);
      if (flag == "adj") {
        e.filter.form = SlotFilter::Form::attributive;
      } else if (flag == "one") {
        e.filter.one = true;
      } else if (flag == "any") {
        e.filter.form = SlotFilter::Form::any;
      } else {
        return error(fmt::format("unknown flag '{}'", flag));
      }
      types = types.substr(0, slash);
    }
    Group group;
    for (const auto type : split_fields(types, '|')) ENTENTE_TRY(add_type(group, type));
    e.filter.types = group.types;
    e.filter.seats = group.seats;
    return {};
  }

  const WordClasses& classes_;
  std::size_t line_number_ = 0;
  std::vector<Frame> frames_;
  std::map<std::string, Group, std::less<>> groups_;
  std::map<std::string, std::string> macros_;
  std::vector<std::string_view> words_;
  std::size_t at_ = 0;
};

}  // namespace

Result<std::vector<Frame>> parse_frames(std::string_view data, const WordClasses& classes) {
  return FrameParser(classes).run(data);
}

const std::vector<Frame>& built_in_frames() {
  // A mistake in the compiled-in frames is a programmer's; a test parses them.
  static const std::vector<Frame> frames = [] {
    auto parsed = parse_frames(data::frames(), WordClasses::built_in());
    assert(parsed.has_value());
    return parsed ? std::move(*parsed) : std::vector<Frame>{};
  }();
  return frames;
}

}  // namespace entente::ingest
