#include "ingest/relations/frame_set.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <optional>
#include <set>

#include "ingest/names/data_lines.hpp"
#include "ingest/text/data.hpp"
#include "ingest/text/suggest.hpp"

namespace entente::ingest {

namespace {

constexpr std::size_t frames_max = 100'000;

std::size_t kind_index(Predication::Kind kind) { return static_cast<std::size_t>(kind); }

using Words = std::set<std::string>;

std::optional<Words> needed_words(const Pattern& pattern, const WordClasses& classes);

/// The words of which one must stand where the element matches; nullopt if any may.
std::optional<Words> needed_words(const PatternElement& e, const WordClasses& classes) {
  if (e.optional || e.negated) return std::nullopt;
  switch (e.kind) {
    case PatternElement::Kind::words: return Words(e.forms.begin(), e.forms.end());
    case PatternElement::Kind::word_class: {
      Words words;
      for (const std::string& phrase : classes.phrases(e.word_class)) {
        words.insert(phrase.substr(0, phrase.find(' ')));
      }
      return words;
    }
    case PatternElement::Kind::capture: return needed_words(e.sequences.front(), classes);
    case PatternElement::Kind::alternatives: {
      Words words;
      for (const Pattern& sequence : e.sequences) {
        const auto needed = needed_words(sequence, classes);
        if (!needed) return std::nullopt;
        words.insert(needed->begin(), needed->end());
      }
      return words;
    }
    case PatternElement::Kind::slot:
    case PatternElement::Kind::gap: return std::nullopt;
  }
  return std::nullopt;
}

/// Of all elements that need words, the one with the fewest; words without letters are too common.
std::optional<Words> needed_words(const Pattern& pattern, const WordClasses& classes) {
  const auto cost = [](const Words& words) {
    static const Words common = {",", "-", "(", "'s", "of", "the", "a", "in", "to", "and", "for"};
    constexpr std::size_t common_cost = 1000;
    std::size_t sum = 0;
    for (const std::string& word : words) sum += common.count(word) > 0 ? common_cost : 1;
    return sum;
  };
  std::optional<Words> best;
  for (const PatternElement& e : pattern) {
    auto words = needed_words(e, classes);
    if (words && (!best || cost(*words) < cost(*best))) best = std::move(words);
  }
  return best;
}

}  // namespace

Status FrameSet::add(std::string_view source, std::string_view text) {
  FrameLine line{source, 0};
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const std::string_view content = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++line.number;
    const auto words = frame_words(content);
    if (words.empty() || words.front().text.front() == '#') continue;
    const bool indented = content.front() == ' ' || content.front() == '\t';
    ENTENTE_TRY(indented ? add_line(line, words) : add_head(line, words));
  }
  if (!frames_.empty() && frames_.back().patterns.empty() && frames_.back().predications.empty()) {
    return line.error(1, fmt::format("the frame '{}' has no lines", frames_.back().name));
  }
  return {};
}

Status FrameSet::add_head(const FrameLine& line, const std::vector<FrameWord>& words) {
  const std::string& kind = words.front().text;
  const bool defines = words.size() > 3 && words[2].text == "=";
  if (kind == "group" && defines) return names_.define_group(line, words);
  if (kind == "macro" && defines) return names_.define_macro(line, words);
  if (kind == "relation" && words.size() > 1) return names_.define_relation(line, words);
  if (kind == "frame" && words.size() > 3) return add_frame(line, words);
  constexpr std::array<std::string_view, 4> known = {"group", "macro", "relation", "frame"};
  std::string hint = did_you_mean(kind, known);
  if (std::find(known.begin(), known.end(), kind) != known.end()) {
    hint =
        "as in: group State = Country Bloc; macro STATE = <s:State>; relation MENTOR_OF; "
        "frame mentor.noun MENTOR_OF 0.8";
  }
  return line.error(words.front().column,
                    fmt::format("a line that begins with '{}' is no group, macro, relation or "
                                "frame, and not indented",
                                kind),
                    std::move(hint));
}

Status FrameSet::add_frame(const FrameLine& line, const std::vector<FrameWord>& words) {
  if (frames_.size() == frames_max) return line.error(1, "too many frames");
  if (!frames_.empty() && frames_.back().patterns.empty() && frames_.back().predications.empty()) {
    return line.error(1, fmt::format("the frame '{}' before has no lines", frames_.back().name));
  }
  Frame frame;
  frame.name = words[1].text;
  frame.relation = words[2].text;
  ENTENTE_ASSIGN(const FrameNames::Relation relation, names_.relation(line, words[2]));
  frame.symmetric = relation.symmetric;
  const std::string& number = words[3].text;
  const char* const end = number.data() + number.size();
  const auto parsed = std::from_chars(number.data(), end, frame.confidence);
  if (parsed.ec != std::errc{} || parsed.ptr != end || !(frame.confidence > 0) ||
      frame.confidence > 1) {
    return line.error(words[3].column, fmt::format("'{}' is no confidence", number),
                      "a confidence is above 0 and at most 1, as in 0.8");
  }
  for (std::size_t i = 4; i < words.size(); ++i) {
    const std::string& option = words[i].text;
    constexpr std::array<std::string_view, 7> known = {"plain",   "things",  "within", "former",
                                                       "planned", "alleged", "negated"};
    if (option == "plain") {
      frame.plain = true;
    } else if (option == "things") {
      frame.with_things = true;
    } else if (option == "within") {
      frame.within = true;
    } else if (std::find(known.begin() + 3, known.end(), option) != known.end()) {
      frame.modality = option;
    } else {
      return line.error(words[i].column, fmt::format("unknown option '{}'", option),
                        did_you_mean(option, known));
    }
  }
  frames_.push_back(std::move(frame));
  return {};
}

Status FrameSet::add_line(const FrameLine& line, const std::vector<FrameWord>& words) {
  if (frames_.empty()) {
    return line.error(words.front().column, "a pattern stands before the first frame");
  }
  Frame& frame = frames_.back();
  if (is_predication_line(words)) {
    ENTENTE_ASSIGN(PredicationPattern pattern, read_predication_pattern(names_, line, words));
    frame.predications.push_back(std::move(pattern));
    return {};
  }
  ENTENTE_ASSIGN(const auto expanded, names_.expand(line, words));
  ENTENTE_ASSIGN(Pattern pattern, read_pattern(names_, line, expanded));
  frame.patterns.push_back(std::move(pattern));
  return {};
}

void FrameSet::make_index() {
  for (std::uint32_t f = 0; f < frames_.size(); ++f) {
    const Frame& frame = frames_[f];
    for (std::uint32_t l = 0; l < frame.patterns.size(); ++l) {
      const auto words = needed_words(frame.patterns[l], names_.classes());
      if (!words) anywhere_.push_back({f, l, 0});
      if (!words) continue;
      for (const std::string& word : *words) by_word_[word].push_back({f, l, 0});
    }
    for (std::uint32_t l = 0; l < frame.predications.size(); ++l) {
      const PredicationPattern& pattern = frame.predications[l];
      Index& index = by_head_[kind_index(pattern.kind)];
      for (std::uint32_t t = 0; t < pattern.triggers.size(); ++t) {
        const Trigger& trigger = pattern.triggers[t];
        // What fits any word is found under the empty one.
        if (trigger.head_forms.empty()) index[""].push_back({f, l, t});
        for (const std::string& form : trigger.head_forms) index[form].push_back({f, l, t});
      }
    }
  }
}

const std::vector<FrameUse>& FrameSet::predications(Predication::Kind kind,
                                                    const std::string& form) const {
  static const std::vector<FrameUse> none;
  const Index& index = by_head_[kind_index(kind)];
  const auto found = index.find(form);
  return found == index.end() ? none : found->second;
}

const std::vector<FrameUse>& FrameSet::patterns(const std::string& form) const {
  static const std::vector<FrameUse> none;
  const auto found = by_word_.find(form);
  return found == by_word_.end() ? none : found->second;
}

Result<FrameSet> FrameSet::parse(std::string_view source, std::string_view text,
                                 const WordClasses& classes) {
  FrameSet set(classes);
  ENTENTE_TRY(set.add(source, text));
  set.make_index();
  return set;
}

std::shared_ptr<const FrameSet> FrameSet::built_in() {
  // A mistake in the compiled-in frames is a programmer's; a test parses them.
  static const std::shared_ptr<const FrameSet> frames = [] {
    auto parsed = parse("frames", data::frames(), WordClasses::built_in());
    assert(parsed.has_value());
    FrameSet set = parsed ? std::move(*parsed) : FrameSet(WordClasses::built_in());
    set.built_in_count_ = set.frames_.size();
    return std::make_shared<const FrameSet>(std::move(set));
  }();
  return frames;
}

Result<std::shared_ptr<const FrameSet>> FrameSet::with(
    const std::vector<std::pair<std::string, std::string>>& sources) {
  if (sources.empty()) return built_in();
  FrameSet set(WordClasses::built_in());
  ENTENTE_TRY(set.add("frames", data::frames()));
  set.built_in_count_ = set.frames_.size();
  for (const auto& [source, text] : sources) {
    ENTENTE_TRY(set.add(source, text));
    set.own_texts_.push_back(text);
  }
  set.make_index();
  return std::make_shared<const FrameSet>(std::move(set));
}

}  // namespace entente::ingest
