#include "ingest/relations/matcher.hpp"

#include <algorithm>
#include <functional>

namespace entente::ingest {

namespace {

/// Steps after which a pattern is given up: real sentences need a few hundred.
constexpr int steps_max = 20'000;

/// Backtracking over the elements with a continuation for what comes after them.
class Matcher {
 public:
  explicit Matcher(const SentenceView& sentence) : sentence_(sentence) {}

  std::optional<Match> run(const Pattern& pattern, std::uint32_t at) {
    match_.begin = at;
    const auto done = [&](std::uint32_t end) {
      match_.end = end;
      return end > match_.begin && !ends_in_origin(end);
    };
    if (!sequence(pattern, 0, at, done)) return std::nullopt;
    return match_;
  }

 private:
  using Rest = std::function<bool(std::uint32_t)>;

  bool sequence(const Pattern& pattern, std::size_t index, std::uint32_t at, const Rest& rest) {
    if (++steps_ > steps_max) return false;
    if (index == pattern.size()) return rest(at);
    const PatternElement& e = pattern[index];
    const Rest next = [&](std::uint32_t end) { return sequence(pattern, index + 1, end, rest); };
    if (e.repeated) return repeated(e, at, 0, next);
    if (element(e, at, next)) return true;
    return e.optional && next(at);
  }

  /// "sells machines to Taiwan's TSMC": the company is meant, not the country that it is from.
  bool ends_in_origin(std::uint32_t end) const {
    if (end + 1 >= sentence_.end() || sentence_.token(end).form != "'s") return false;
    const std::uint32_t origin = sentence_.mention_over(end - 1);
    const std::uint32_t named = sentence_.mention_at(end + 1);
    if (origin == no_entity || named == no_entity) return false;
    const auto& mentions = sentence_.document().mentions;
    return mentions[origin].type == EntityType::Country &&
           (mentions[named].type == EntityType::Company ||
            mentions[named].type == EntityType::Organization);
  }

  bool repeated(const PatternElement& e, std::uint32_t at, int count, const Rest& rest) {
    constexpr int repeats_max = 4;
    if (count < repeats_max) {
      const Rest again = [&](std::uint32_t end) {
        return end > at && repeated(e, end, count + 1, rest);
      };
      if (element(e, at, again)) return true;
    }
    return rest(at);
  }

  bool element(const PatternElement& e, std::uint32_t at, const Rest& rest) {
    switch (e.kind) {
      case PatternElement::Kind::words:
        if (e.negated) {
          return (at >= sentence_.end() || e.forms.count(sentence_.token(at).form) == 0) &&
                 rest(at);
        }
        return at < sentence_.end() && e.forms.count(sentence_.token(at).form) > 0 && rest(at + 1);
      case PatternElement::Kind::word_class: return word_class(e, at, rest);
      case PatternElement::Kind::slot: return slot(e, at, rest);
      case PatternElement::Kind::gap: return gap(e, at, rest);
      case PatternElement::Kind::alternatives:
        return std::any_of(e.sequences.begin(), e.sequences.end(),
                           [&](const Pattern& one) { return sequence(one, 0, at, rest); });
      case PatternElement::Kind::capture: return capture(e, at, rest);
    }
    return false;
  }

  bool word_class(const PatternElement& e, std::uint32_t at, const Rest& rest) {
    for (const auto size : sentence_.classes().match_all(e.word_class, sentence_.tokens(), at)) {
      if (rest(at + size)) return true;
    }
    return false;
  }

  bool slot(const PatternElement& e, std::uint32_t at, const Rest& rest) {
    for (const SlotReading& reading : sentence_.readings(at, e.filter)) {
      const auto qualifiers = match_.qualifiers.size();
      std::vector<SlotFill>* filled = nullptr;
      if (e.name == "s") filled = &match_.subjects;
      if (e.name == "o") filled = &match_.objects;
      if (e.name == "so") filled = &match_.pair;
      const std::size_t before = filled != nullptr ? filled->size() : 0;
      if (filled != nullptr) {
        for (const auto m : reading.mentions) filled->push_back({m, e.filter.seats});
      } else if (e.name != "x") {
        for (const auto m : reading.mentions) match_.qualifiers.emplace_back(e.name, m);
      }
      if (rest(reading.end)) return true;
      if (filled != nullptr) filled->resize(before);
      match_.qualifiers.resize(qualifiers);
    }
    return false;
  }

  bool capture(const PatternElement& e, std::uint32_t at, const Rest& rest) {
    const Rest after = [&](std::uint32_t end) {
      if (end == at) return rest(end);
      match_.captures.push_back({e.name, {at, end}});
      if (rest(end)) return true;
      match_.captures.pop_back();
      return false;
    };
    return sequence(e.sequences.front(), 0, at, after);
  }

  bool gap(const PatternElement& e, std::uint32_t at, const Rest& rest) {
    const std::size_t before = match_.gap_tokens.size();
    std::uint32_t i = at;
    for (;;) {
      if (rest(i)) return true;
      if (i >= sentence_.end() || i - at >= e.tokens_max || !may_skip(i, e.wide)) break;
      match_.gap_tokens.push_back(i++);
    }
    match_.gap_tokens.resize(before);
    return false;
  }

  /// Gaps end with the clause; narrow ones also at commas and at names that could fill a slot.
  bool may_skip(std::uint32_t i, bool wide) const {
    const Token& token = sentence_.token(i);
    if (token.kind == TokenKind::punctuation && token.form != "-" && token.form != "'" &&
        token.form != "(" && token.form != ")") {
      return wide && token.form == ",";
    }
    if (wide) return true;
    // "Xi flew to Moscow and praised Putin": what stands before "and" is no subject of what
    // follows.
    const bool joins = token.form == "and" || token.form == "but" || token.form == "or";
    const bool number = i + 1 < sentence_.end() && sentence_.token(i + 1).kind == TokenKind::number;
    if (joins && !number) return false;
    const auto m = sentence_.mention_over(i);
    if (m == no_entity) return true;
    const Mention& mention = sentence_.document().mentions[m];
    switch (mention.type) {
      case EntityType::Date:
      case EntityType::Money:
      case EntityType::Commodity:
      case EntityType::Technology:
      case EntityType::Event:
      case EntityType::Deal:
      case EntityType::Currency: return true;
      default: return mention.form == MentionForm::reference;
    }
  }

  const SentenceView& sentence_;
  Match match_;
  int steps_ = 0;
};

}  // namespace

bool may_match(const SentenceView& sentence, const Pattern& pattern) {
  return std::all_of(pattern.begin(), pattern.end(), [&](const PatternElement& e) {
    if (e.optional || e.negated) return true;
    if (e.kind == PatternElement::Kind::words) {
      return std::any_of(e.forms.begin(), e.forms.end(),
                         [&](const std::string& form) { return sentence.has_form(form); });
    }
    if (e.kind == PatternElement::Kind::capture) return may_match(sentence, e.sequences.front());
    if (e.kind == PatternElement::Kind::alternatives) {
      return std::any_of(e.sequences.begin(), e.sequences.end(),
                         [&](const Pattern& one) { return may_match(sentence, one); });
    }
    if (e.kind == PatternElement::Kind::word_class) {
      for (std::uint32_t i = sentence.begin(); i < sentence.end(); ++i) {
        if (sentence.classes().match(e.word_class, sentence.tokens(), i) > 0) return true;
      }
      return false;
    }
    return true;
  });
}

std::optional<Match> match_pattern(const SentenceView& sentence, const Pattern& pattern,
                                   std::uint32_t at) {
  return Matcher(sentence).run(pattern, at);
}

}  // namespace entente::ingest
