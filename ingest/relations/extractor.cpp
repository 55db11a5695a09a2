#include "ingest/relations/extractor.hpp"

#include <algorithm>
#include <tuple>

#include "ingest/relations/matcher.hpp"
#include "ingest/relations/modality.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// How far around a match its date, goods and sums are looked for, in tokens.
constexpr std::uint32_t reach_tokens = 6;

class ClaimFinder {
 public:
  ClaimFinder(const SplitText& text, ResolvedDocument& document, const Gazetteer& gazetteer,
              const WordClasses& classes)
      : text_(text), document_(document), gazetteer_(gazetteer), classes_(classes) {}

  std::vector<FoundClaim> run(const std::vector<Frame>& frames) {
    for (std::uint32_t s = 0; s < text_.sentences.size(); ++s) {
      const SentenceView sentence(text_, text_.sentences[s], document_, classes_);
      if (!has_mentions(sentence)) continue;
      sentence_number_ = s;
      speaker_ = find_speaker(sentence);
      for (const Frame& frame : frames) {
        for (const Pattern& pattern : frame.patterns) apply(sentence, frame, pattern);
      }
    }
    tidy_claims(claims_);
    return std::move(claims_);
  }

 private:
  static bool has_mentions(const SentenceView& sentence) {
    int count = 0;
    for (std::uint32_t i = sentence.begin(); i < sentence.end(); ++i) {
      if (sentence.mention_at(i) != no_entity && ++count > 1) return true;
    }
    // A reference to a pair is enough for a symmetric relation.
    return count > 0;
  }

  void apply(const SentenceView& sentence, const Frame& frame, const Pattern& pattern) {
    if (!may_match(sentence, pattern)) return;
    for (std::uint32_t i = sentence.begin(); i < sentence.end(); ++i) {
      const auto match = match_pattern(sentence, pattern, i);
      if (match) add_claims(sentence, frame, *match);
    }
  }

  /// The entities that a filler stands for, with seats of government turned into countries.
  std::vector<std::uint32_t> entities_of(const SlotFill& fill) {
    const Mention& mention = document_.mentions[fill.mention];
    if (!fill.seat || mention.stands_for.empty()) return mention.entities;
    const auto country =
        document_.entity(EntityType::Country, gazetteer_.country_name(mention.stands_for));
    DocumentEntity& entity = document_.entities[country];
    if (entity.country.empty()) entity.country = mention.stands_for;
    entity.confidence = std::max(entity.confidence, mention.confidence);
    return {country};
  }

  TextSpan span_of(std::uint32_t first, std::uint32_t last) const {
    return {text_.tokens[first].begin, text_.tokens[last - 1].end};
  }
  TextSpan span_of(const SlotFill& fill) const {
    const Mention& mention = document_.mentions[fill.mention];
    return span_of(mention.first_token, mention.last_token);
  }

  void add_claims(const SentenceView& sentence, const Frame& frame, const Match& match) {
    FoundClaim model;
    model.relation = frame.relation;
    model.rule = frame.name;
    model.sentence = sentence_number_;
    model.span = span_of(match.begin, match.end);
    model.modality = !frame.modality.empty() ? frame.modality
                     : frame.plain           ? "stated"
                                             : find_modality(sentence, match, frame.relation);
    model.confidence = frame.confidence;
    add_qualifiers(sentence, frame, match, model);
    if (!match.pair.empty()) {
      add_pairs(match, model);
      return;
    }
    for (const SlotFill& subject : match.subjects) {
      for (const SlotFill& object : match.objects) {
        for (const auto s : entities_of(subject)) {
          for (const auto o : entities_of(object)) add_claim(model, subject, object, s, o);
        }
      }
    }
  }

  void add_pairs(const Match& match, const FoundClaim& model) {
    std::vector<std::pair<std::uint32_t, SlotFill>> members;
    for (const SlotFill& fill : match.pair) {
      for (const auto entity : entities_of(fill)) members.emplace_back(entity, fill);
    }
    for (std::size_t i = 0; i < members.size(); ++i) {
      for (std::size_t k = i + 1; k < members.size(); ++k) {
        add_claim(model, members[i].second, members[k].second, members[i].first, members[k].first);
      }
    }
  }

  void add_claim(FoundClaim claim, const SlotFill& subject, const SlotFill& object, std::uint32_t s,
                 std::uint32_t o) {
    if (s == o) return;
    claim.subject = s;
    claim.object = o;
    claim.subject_span = span_of(subject);
    claim.object_span = span_of(object);
    claim.confidence *= std::min(document_.mentions[subject.mention].confidence,
                                 document_.mentions[object.mention].confidence);
    // One order for what holds both ways, so that claims of all documents meet.
    if (is_symmetric_relation(claim.relation)) {
      const auto key = [&](std::uint32_t e) {
        return std::pair(document_.entities[e].type, document_.entities[e].name);
      };
      if (key(o) < key(s)) {
        std::swap(claim.subject, claim.object);
        std::swap(claim.subject_span, claim.object_span);
      }
    }
    judge_office(claim);
    if (document_.entities[claim.subject].name != speaker_) claim.speaker = speaker_;
    claims_.push_back(std::move(claim));
  }

  /// Whether an office leads a country depends on the country.
  void judge_office(FoundClaim& claim) const {
    if (claim.relation != "LEADS") return;
    const DocumentEntity& country = document_.entities[claim.object];
    const auto role = claim.qualifiers.find("role");
    if (country.type != EntityType::Country || role == claim.qualifiers.end()) return;
    if (gazetteer_.is_secondary_office(country.country, fold(role->second))) {
      claim.relation = "HOLDS_OFFICE";
    }
  }

  void add_qualifiers(const SentenceView& sentence, const Frame& frame, const Match& match,
                      FoundClaim& model) const {
    for (const auto& [name, range] : match.captures) {
      const TextSpan span = span_of(range.first, range.second);
      const std::string words =
          collapse_space(text_.text.substr(span.begin, span.end - span.begin));
      // "President" and "president" are one office; "CEO" stays as it is.
      model.qualifiers[name] = all_upper(words) ? words : fold(words);
    }
    for (const auto& [name, mention] : match.qualifiers) add_text(model, name, mention);
    if (frame.with_things) {
      const std::uint32_t last = std::min(sentence.end(), match.end + reach_tokens);
      for (std::uint32_t i = reach_begin(sentence, match); i < last; ++i) {
        add_thing(sentence.mention_at(i), model);
      }
    }
    find_time(sentence, frame, match, model);
  }

  static std::uint32_t reach_begin(const SentenceView& sentence, const Match& match) {
    return std::max(sentence.begin(), match.begin > reach_tokens ? match.begin - reach_tokens : 0);
  }

  void add_thing(std::uint32_t m, FoundClaim& model) const {
    if (m == no_entity) return;
    if (document_.mentions[m].type == EntityType::Commodity) add_text(model, "commodity", m);
    if (document_.mentions[m].type == EntityType::Money) add_text(model, "value", m);
  }

  /// The date inside the match, or after it, or before it behind a preposition (so that the date of
  /// a dateline is not taken). Lasting states are dated only by a date inside.
  void find_time(const SentenceView& sentence, const Frame& frame, const Match& match,
                 FoundClaim& model) const {
    const auto look = [&](std::uint32_t first, std::uint32_t last, bool needs_preposition) {
      for (std::uint32_t i = first; i < std::min(last, sentence.end()); ++i) {
        const auto m = sentence.mention_at(i);
        if (m == no_entity || document_.mentions[m].type != EntityType::Date) continue;
        if (needs_preposition && !after_preposition(sentence, i)) continue;
        add_time(sentence, document_.mentions[m], m, model);
        return true;
      }
      return false;
    };
    if (look(match.begin, match.end, false)) return;
    const bool lasting = frame.plain || frame.relation == "LEADS" ||
                         frame.relation == "HOLDS_OFFICE" || frame.relation == "AFFILIATED_WITH";
    if (lasting || look(match.end, match.end + reach_tokens, false)) return;
    look(reach_begin(sentence, match), match.begin, true);
  }

  static bool after_preposition(const SentenceView& sentence, std::uint32_t i) {
    const std::string_view before = i > sentence.begin() ? sentence.form(i - 1) : "";
    return before == "since" || before == "in" || before == "on" || before == "from";
  }

  void add_time(const SentenceView& sentence, const Mention& mention, std::uint32_t index,
                FoundClaim& model) const {
    if (model.qualifiers.count("time") > 0) return;
    add_text(model, "time", index);
    const std::string date = exact_date(mention);
    const std::uint32_t at = mention.first_token;
    const std::string_view before = at > sentence.begin() ? sentence.form(at - 1) : "";
    if (before == "until" || before == "till") {
      model.valid_to = date;
      return;
    }
    const bool between = before == "between";
    if (between || after_preposition(sentence, at)) model.valid_from = date;
    // "from 2005 to 2021", "since 2014 until 2019", "between 2005 and 2021".
    if (!between && before != "from" && before != "since") return;
    const std::string_view joint = sentence.form(mention.last_token);
    const bool joined = between ? joint == "and" : joint == "to" || joint == "until";
    const auto last = sentence.mention_at(mention.last_token + 1);
    if (joined && last != no_entity && document_.mentions[last].type == EntityType::Date) {
      model.valid_to = exact_date(document_.mentions[last]);
    }
  }

  /// The ISO form of a date; empty for decades and for days without a year.
  static std::string exact_date(const Mention& mention) {
    if (mention.properties.empty()) return {};
    const std::string& date = mention.properties.front().second;
    return date.find('X') == std::string::npos ? date : std::string();
  }

  /// The canonical name of goods, the written form of sums and dates.
  void add_text(FoundClaim& model, const std::string& name, std::uint32_t m) const {
    const Mention& mention = document_.mentions[m];
    const TextSpan span = span_of(mention.first_token, mention.last_token);
    const bool as_written = mention.type == EntityType::Date || mention.type == EntityType::Money;
    const std::string text =
        as_written ? collapse_space(text_.text.substr(span.begin, span.end - span.begin))
                   : document_.entities[mention.entities.front()].name;
    std::string& value = model.qualifiers[name];
    if (value == text || value.find(text + ";") != std::string::npos ||
        value.ends_with("; " + text)) {
      return;
    }
    value += value.empty() ? text : "; " + text;
  }

  const SplitText& text_;
  ResolvedDocument& document_;
  const Gazetteer& gazetteer_;
  const WordClasses& classes_;
  std::uint32_t sentence_number_ = 0;
  std::string speaker_;
  std::vector<FoundClaim> claims_;
};

}  // namespace

void tidy_claims(std::vector<FoundClaim>& claims) {
  const auto fact = [](const FoundClaim& c) {
    return std::tie(c.sentence, c.subject, c.relation, c.object);
  };
  // The most confident statement of a fact is kept; it gains the qualifiers of the others.
  std::stable_sort(claims.begin(), claims.end(), [&](const FoundClaim& a, const FoundClaim& b) {
    if (fact(a) != fact(b)) return fact(a) < fact(b);
    return a.confidence > b.confidence;
  });
  std::vector<FoundClaim> kept;
  for (FoundClaim& claim : claims) {
    if (!kept.empty() && fact(kept.back()) == fact(claim)) {
      for (auto& [name, value] : claim.qualifiers) kept.back().qualifiers.emplace(name, value);
      continue;
    }
    kept.push_back(std::move(claim));
  }
  const auto place = [](const FoundClaim& c) {
    return std::tie(c.sentence, c.span.begin, c.span.end, c.relation, c.subject_span.begin,
                    c.object_span.begin);
  };
  std::stable_sort(kept.begin(), kept.end(),
                   [&](const FoundClaim& a, const FoundClaim& b) { return place(a) < place(b); });
  claims = std::move(kept);
}

std::vector<FoundClaim> find_claims(const SplitText& text, ResolvedDocument& document,
                                    const std::vector<Frame>& frames, const Gazetteer& gazetteer,
                                    const WordClasses& classes) {
  return ClaimFinder(text, document, gazetteer, classes).run(frames);
}

}  // namespace entente::ingest
