#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "ingest/names/data_lines.hpp"
#include "ingest/names/gazetteer.hpp"
#include "ingest/relations/frame_names.hpp"
#include "ingest/text/inflection.hpp"
#include "ingest/text/suggest.hpp"

namespace entente::ingest {

namespace {

constexpr std::array<std::pair<std::string_view, Predication::Kind>, 3> kinds = {
    {{"verb", Predication::Kind::verb},
     {"noun", Predication::Kind::noun},
     {"adjective", Predication::Kind::adjective}}};

/// The short names of places that are not prepositions.
constexpr std::array<std::pair<std::string_view, Role>, 9> roles = {
    {{"subj", Role::subject},
     {"obj", Role::object},
     {"iobj", Role::indirect_object},
     {"poss", Role::possessor},
     {"mod", Role::modifier},
     {"appos", Role::apposition},
     {"comp", Role::complement},
     {"pred", Role::predicate_noun},
     {"bare", Role::oblique}}};

/// What may mark an oblique; several words are joined by '_'.
// The formatter gives each a line.
// clang-format off
constexpr std::array<std::string_view, 64> prepositions = {
    "about", "above", "across", "after", "against", "along", "alongside", "amid", "among",
    "around", "as", "at", "because_of", "before", "behind", "below", "beneath", "beside",
    "between", "beyond", "by", "down", "due_in", "due_to", "during", "except", "for", "from",
    "in", "inside", "into", "instead_of", "like", "near", "of", "off", "on", "onto", "opposite",
    "out", "out_of", "outside", "over", "past", "per", "since", "such_as", "than", "through",
    "throughout", "till", "to", "together_with", "towards", "toward", "under", "until", "up",
    "up_of", "upon", "versus", "via", "with", "within"};
// clang-format on

/// "obj" and "with": which role, and which preposition of an oblique.
std::optional<std::pair<Role, std::string>> role_of(std::string_view word) {
  for (const auto& [name, role] : roles) {
    if (name == word) return std::pair(role, std::string());
  }
  if (std::find(prepositions.begin(), prepositions.end(), word) == prepositions.end()) {
    return std::nullopt;
  }
  return std::pair(Role::oblique, std::string(word));
}

std::optional<PlaceName> place_name(std::string_view word) {
  PlaceName place;
  if (word == "self" || word == "gov") {
    place.kind = word == "self" ? PlaceName::Kind::self : PlaceName::Kind::governor;
    return place;
  }
  if (word.starts_with("gov.")) {
    place.kind = PlaceName::Kind::of_governor;
    word.remove_prefix(word.find('.') + 1);
  } else {
    for (auto dot = word.find('.'); dot != std::string_view::npos; dot = word.find('.')) {
      auto step = role_of(word.substr(0, dot));
      if (!step) return std::nullopt;
      place.kind = PlaceName::Kind::of_argument;
      place.path.push_back(std::move(*step));
      word.remove_prefix(dot + 1);
    }
  }
  auto last = role_of(word);
  if (!last) return std::nullopt;
  std::tie(place.role, place.marker) = std::move(*last);
  return place;
}

/// Reads "verb found|set_up subj=<s:Person> obj=<o:Corporate> in?=<time:Date>".
class PredicationReader {
 public:
  PredicationReader(const FrameNames& names, const FrameLine& line,
                    const std::vector<FrameWord>& words)
      : names_(names), line_(line), words_(words) {}

  Result<PredicationPattern> run() {
    for (const auto& [name, kind] : kinds) {
      if (name == words_.front().text) pattern_.kind = kind;
    }
    ENTENTE_TRY(triggers());
    if (at_ == words_.size()) {
      return line_.error(words_.back().column, "places are missing, as in subj=<s:Person>");
    }
    for (; at_ < words_.size(); ++at_) ENTENTE_TRY(place(words_[at_]));
    ENTENTE_TRY(check_ends());
    pattern_.written_at = fmt::format("{}:{}", line_.source, line_.number);
    for (const FrameWord& word : words_) {
      pattern_.written += (pattern_.written.empty() ? "" : " ") + word.text;
    }
    return std::move(pattern_);
  }

 private:
  /// One word of lists, or "{role: list }".
  Status triggers() {
    if (words_.size() < 2) return line_.error(words_[0].column, "the words are missing");
    at_ = 1;
    const FrameWord& first = words_[1];
    const bool captured = first.text.size() > 2 && first.text[0] == '{' && first.text.back() == ':';
    if (captured) {
      if (words_.size() < 4 || words_[3].text != "}") {
        return line_.error(first.column, "a '{' without '}'", "captures look like {role: words }");
      }
      pattern_.capture = first.text.substr(1, first.text.size() - 2);
      at_ = 2;
    }
    ENTENTE_TRY(trigger_list(words_[at_]));
    at_ += captured ? 2 : 1;
    return {};
  }

  Status trigger_list(const FrameWord& word) {
    if (word.text == "*") {
      pattern_.triggers.emplace_back();
      return {};
    }
    for (const auto item : split_fields(word.text, '|')) {
      const FrameWord one{std::string(item),
                          word.column + static_cast<std::size_t>(item.data() - word.text.data())};
      if (item.empty()) return line_.error(one.column, "a word is missing beside '|'");
      if (item.find('=') != std::string_view::npos) {
        return line_.error(one.column, fmt::format("'{}' is a place, but words are missing", item));
      }
      ENTENTE_TRY(item.front() == '@' ? trigger_class(one) : trigger(one));
    }
    return {};
  }

  /// The words of a class are taken as they are written there.
  Status trigger_class(const FrameWord& word) {
    const int number = names_.classes().find(std::string_view(word.text).substr(1));
    if (number < 0) {
      return line_.error(word.column, fmt::format("there is no word class '{}'", word.text));
    }
    for (const std::string& phrase : names_.classes().phrases(number)) {
      std::vector<std::string> parts;
      for (const auto part : split_fields(phrase, ' ')) parts.emplace_back(part);
      add_trigger(std::move(parts), false);
    }
    return {};
  }

  Status trigger(const FrameWord& word) {
    ENTENTE_TRY(check_base(word));
    std::vector<std::string> parts;
    for (const auto part : split_fields(word.text, '_')) parts.emplace_back(part);
    add_trigger(std::move(parts), true);
    return {};
  }

  /// Verbs have their particles behind them, nouns and adjectives their modifiers before them.
  void add_trigger(std::vector<std::string> parts, bool inflected) {
    Trigger trigger;
    std::string head;
    if (pattern_.kind == Predication::Kind::verb) {
      head = std::move(parts.front());
      parts.erase(parts.begin());
    } else {
      head = std::move(parts.back());
      parts.pop_back();
    }
    trigger.head_forms = inflected ? inflect(head) : std::vector<std::string>{head};
    if (!inflected && pattern_.kind == Predication::Kind::noun) {
      trigger.head_forms = inflect(head);
    }
    trigger.other_words = std::move(parts);
    pattern_.triggers.push_back(std::move(trigger));
  }

  /// Words are listed in their base form: "founded" would miss "founds".
  Status check_base(const FrameWord& word) const {
    const std::string_view text = word.text;
    if (std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; })) {
      return line_.error(word.column, fmt::format("'{}' has capitals", text),
                         "words of predications are lemmas in lower case");
    }
    if (pattern_.kind != Predication::Kind::verb) return {};
    const std::string verb(text.substr(0, text.find('_')));
    for (const std::string_view ending : {"ed", "d", "ing", "es", "s"}) {
      if (!verb.ends_with(ending)) continue;
      const std::string stem = verb.substr(0, verb.size() - ending.size());
      for (const std::string& base : {stem, stem + "e"}) {
        // "need" and "feed" are no forms of "nee" and "fee".
        if (base == verb || base.size() < 3 || base.ends_with("ee")) continue;
        if (!Gazetteer::built_in().is_common_word(base)) continue;
        const auto forms = inflect(base);
        if (std::find(forms.begin(), forms.end(), verb) == forms.end()) continue;
        return line_.error(word.column, fmt::format("'{}' is no base form of a verb", verb),
                           fmt::format("did you mean '{}'?", base));
      }
    }
    return {};
  }

  /// "of|poss=<o:Corporate>", "in?=<time:Date>", "obj!=part|share".
  Status place(const FrameWord& word) {
    const std::string_view text = word.text;
    const auto equals = text.find('=');
    if (equals == std::string_view::npos || equals == 0 || equals + 1 == text.size()) {
      return line_.error(word.column, fmt::format("'{}' is no place", text),
                         "places look like subj=<s:Person> or of|poss=<o:Country>");
    }
    Place place;
    place.written = text;
    std::string_view left = text.substr(0, equals);
    if (left.ends_with('?')) {
      place.optional = true;
      left.remove_suffix(1);
    } else if (left.ends_with('!')) {
      place.negated = true;
      left.remove_suffix(1);
    }
    for (const auto name : split_fields(left, '|')) {
      const auto found = place_name(name);
      if (!found) return unknown_place(word, name);
      place.names.push_back(*found);
    }
    const FrameWord filler{std::string(text.substr(equals + 1)), word.column + equals + 1};
    if (filler.text == "*") {
      place.filler = Place::Filler::anything;
    } else if (filler.text.front() == '<') {
      place.filler = Place::Filler::slot;
      ENTENTE_TRY(names_.read_slot(line_, filler, place.slot, place.filter));
    } else {
      place.filler = Place::Filler::words;
      ENTENTE_TRY(filler_words(filler, place));
    }
    pattern_.places.push_back(std::move(place));
    return {};
  }

  Error unknown_place(const FrameWord& word, std::string_view name) const {
    std::vector<std::string_view> known;
    for (const auto& [role, value] : roles) known.push_back(role);
    known.insert(known.end(), prepositions.begin(), prepositions.end());
    const auto column = word.column + static_cast<std::size_t>(name.data() - word.text.data());
    std::string hint = did_you_mean(name, known);
    if (hint.empty()) {
      hint =
          "places are subj, obj, iobj, poss, mod, appos, comp, pred, bare, self, gov and "
          "prepositions";
    }
    return line_.error(column, fmt::format("'{}' is no place of a predication", name),
                       std::move(hint));
  }

  Status filler_words(const FrameWord& filler, Place& place) const {
    for (const auto item : split_fields(filler.text, '|')) {
      const auto column =
          filler.column + static_cast<std::size_t>(item.data() - filler.text.data());
      if (item.empty()) return line_.error(column, "a word is missing beside '|'");
      if (item.front() != '@') {
        for (std::string& form : inflect(item)) place.words.insert(std::move(form));
        place.words.insert(std::string(item));
        continue;
      }
      const int number = names_.classes().find(item.substr(1));
      if (number < 0) return line_.error(column, fmt::format("there is no word class '{}'", item));
      for (const std::string& phrase : names_.classes().phrases(number)) {
        place.words.insert(phrase.substr(phrase.rfind(' ') + 1));
      }
    }
    return {};
  }

  /// Every line must say who the subject and the object of the relation are.
  Status check_ends() const {
    const auto has = [&](std::string_view name) {
      return std::any_of(pattern_.places.begin(), pattern_.places.end(), [&](const Place& place) {
        return place.slot == name && !place.negated && !place.optional;
      });
    };
    if (has("so") || (has("s") && has("o"))) return {};
    return line_.error(words_.front().column, "there is no slot for the subject or the object",
                       "a line needs <s:…> and <o:…>, or <so:…> for both");
  }

  const FrameNames& names_;
  const FrameLine& line_;
  const std::vector<FrameWord>& words_;
  std::size_t at_ = 0;
  PredicationPattern pattern_;
};

}  // namespace

bool is_predication_line(const std::vector<FrameWord>& words) {
  return std::any_of(kinds.begin(), kinds.end(), [&](const auto& kind) {
    return !words.empty() && words.front().text == kind.first;
  });
}

Result<PredicationPattern> read_predication_pattern(const FrameNames& names, const FrameLine& line,
                                                    const std::vector<FrameWord>& words) {
  return PredicationReader(names, line, words).run();
}

}  // namespace entente::ingest
