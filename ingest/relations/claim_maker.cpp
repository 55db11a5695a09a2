#include "ingest/relations/claim_maker.hpp"

#include <algorithm>

#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// How far around a match of words its date, goods and sums are looked for, in tokens.
constexpr std::uint32_t reach_tokens = 6;

std::uint32_t reach_begin(const SentenceView& sentence, const Match& match) {
  return std::max(sentence.begin(), match.begin > reach_tokens ? match.begin - reach_tokens : 0);
}

bool after_preposition(const SentenceView& sentence, std::uint32_t i) {
  const std::string_view before = i > sentence.begin() ? sentence.form(i - 1) : "";
  return before == "since" || before == "in" || before == "on" || before == "from";
}

/// The ISO form of a date; empty for decades and for days without a year.
std::string exact_date(const Mention& mention) {
  if (mention.properties.empty()) return {};
  const std::string& date = mention.properties.front().second;
  return date.find('X') == std::string::npos ? date : std::string();
}

/// States that last: a date near them tells when something else happened.
bool is_lasting(const Frame& frame) {
  return frame.plain || frame.relation == "LEADS" || frame.relation == "HOLDS_OFFICE" ||
         frame.relation == "AFFILIATED_WITH";
}

}  // namespace

/// The entities that a filler stands for, with seats of government turned into countries.
std::vector<std::uint32_t> ClaimMaker::entities_of(const SlotFill& fill) {
  const Mention& mention = document_.mentions[fill.mention];
  if (!fill.seat || mention.stands_for.empty()) return mention.entities;
  // "Brussels imposed tariffs" means the Union, not Belgium.
  if (mention.stands_for == "EU") {
    const auto bloc = document_.entity(EntityType::Organization, "European Union");
    document_.entities[bloc].confidence =
        std::max(document_.entities[bloc].confidence, mention.confidence);
    return {bloc};
  }
  const auto country =
      document_.entity(EntityType::Country, gazetteer_.country_name(mention.stands_for));
  DocumentEntity& entity = document_.entities[country];
  if (entity.country.empty()) entity.country = mention.stands_for;
  entity.confidence = std::max(entity.confidence, mention.confidence);
  return {country};
}

TextSpan ClaimMaker::span_of(std::uint32_t first, std::uint32_t last) const {
  return {text_.tokens[first].begin, text_.tokens[last - 1].end};
}

TextSpan ClaimMaker::span_of(const SlotFill& fill) const {
  const Mention& mention = document_.mentions[fill.mention];
  return span_of(mention.first_token, mention.last_token);
}

void ClaimMaker::add(const SentenceView& sentence, const Frame& frame, const Match& match,
                     const MatchContext& context) {
  FoundClaim model;
  model.relation = frame.relation;
  model.rule = frame.name;
  model.sentence = context.sentence;
  model.span = span_of(match.begin, match.end);
  model.modality = context.modality;
  model.speaker = context.speaker;
  model.confidence = frame.confidence;
  model.from_tree = context.from_tree;
  add_qualifiers(sentence, frame, match, context, model);
  if (!match.pair.empty()) {
    add_pairs(match, model, frame.symmetric);
    return;
  }
  const auto objects = frame.within ? with_enclosing(match.objects) : match.objects;
  for (const SlotFill& subject : match.subjects) {
    for (const SlotFill& object : objects) {
      for (const auto s : entities_of(subject)) {
        for (const auto o : entities_of(object)) {
          add_claim(model, frame.symmetric, {s, subject}, {o, object});
        }
      }
    }
  }
}

/// "Lyon, France": what happens in a place happens in the places around it that the text names.
std::vector<SlotFill> ClaimMaker::with_enclosing(const std::vector<SlotFill>& objects) const {
  constexpr int enclosing_max = 3;
  std::vector<SlotFill> all;
  for (const SlotFill& object : objects) {
    all.push_back(object);
    std::uint32_t last = document_.mentions[object.mention].last_token;
    for (int i = 0; i < enclosing_max && last + 1 < text_.tokens.size(); ++i) {
      const std::uint32_t m = document_.mention_at[last + 1];
      if (text_.tokens[last].form != "," || m == no_entity) break;
      const Mention& place = document_.mentions[m];
      const bool encloses = place.type == EntityType::City || place.type == EntityType::Region ||
                            place.type == EntityType::Country ||
                            place.type == EntityType::HistoricalState;
      if (!encloses || place.form != MentionForm::name) break;
      all.push_back({m, false});
      last = place.last_token;
    }
  }
  return all;
}

void ClaimMaker::add_pairs(const Match& match, const FoundClaim& model, bool symmetric) {
  std::vector<std::pair<std::uint32_t, SlotFill>> members;
  for (const SlotFill& fill : match.pair) {
    for (const auto entity : entities_of(fill)) members.emplace_back(entity, fill);
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    for (std::size_t k = i + 1; k < members.size(); ++k) {
      add_claim(model, symmetric, members[i], members[k]);
    }
  }
}

void ClaimMaker::add_claim(FoundClaim claim, bool symmetric,
                           const std::pair<std::uint32_t, SlotFill>& s,
                           const std::pair<std::uint32_t, SlotFill>& o) {
  if (s.first == o.first) return;
  claim.subject = s.first;
  claim.object = o.first;
  claim.subject_span = span_of(s.second);
  claim.object_span = span_of(o.second);
  claim.confidence *= std::min(document_.mentions[s.second.mention].confidence,
                               document_.mentions[o.second.mention].confidence);
  // One order for what holds both ways, so that claims of all documents meet.
  if (symmetric) {
    const auto key = [&](std::uint32_t e) {
      return std::pair(document_.entities[e].type, document_.entities[e].name);
    };
    if (key(o.first) < key(s.first)) {
      std::swap(claim.subject, claim.object);
      std::swap(claim.subject_span, claim.object_span);
    }
  }
  judge_office(claim);
  if (document_.entities[claim.subject].name == claim.speaker) claim.speaker.clear();
  claims_.push_back(std::move(claim));
}

/// Whether an office leads a country depends on the country.
void ClaimMaker::judge_office(FoundClaim& claim) const {
  if (claim.relation != "LEADS") return;
  const DocumentEntity& country = document_.entities[claim.object];
  const auto role = claim.qualifiers.find("role");
  if (country.type != EntityType::Country || role == claim.qualifiers.end()) return;
  if (gazetteer_.is_secondary_office(country.country, fold(role->second))) {
    claim.relation = "HOLDS_OFFICE";
  }
}

void ClaimMaker::add_qualifiers(const SentenceView& sentence, const Frame& frame,
                                const Match& match, const MatchContext& context,
                                FoundClaim& model) const {
  for (const auto& [name, range] : match.captures) {
    const TextSpan span = span_of(range.first, range.second);
    const std::string words = collapse_space(text_.text.substr(span.begin, span.end - span.begin));
    // "President" and "president" are one office; "CEO" stays as it is.
    model.qualifiers[name] = all_upper(words) ? words : fold(words);
  }
  for (const auto& [name, mention] : match.qualifiers) add_text(model, name, mention);
  if (context.from_tree) {
    add_circumstances(sentence, frame, context, model);
    return;
  }
  if (frame.with_things) {
    const std::uint32_t last = std::min(sentence.end(), match.end + reach_tokens);
    for (std::uint32_t i = reach_begin(sentence, match); i < last; ++i) {
      add_thing(sentence.mention_at(i), model);
    }
  }
  find_time(sentence, frame, match, model);
}

/// What the tree says of the time, goods and sums.
void ClaimMaker::add_circumstances(const SentenceView& sentence, const Frame& frame,
                                   const MatchContext& context, FoundClaim& model) const {
  for (const auto m : context.circumstances) {
    const Mention& mention = document_.mentions[m];
    if (mention.type == EntityType::Date) {
      add_time(sentence, mention, m, model);
    } else if (frame.with_things) {
      add_thing(m, model);
    }
  }
}

void ClaimMaker::add_thing(std::uint32_t m, FoundClaim& model) const {
  if (m == no_entity) return;
  if (document_.mentions[m].type == EntityType::Commodity) add_text(model, "commodity", m);
  if (document_.mentions[m].type == EntityType::Money) add_text(model, "value", m);
}

/// The date inside the match, or after it, or before it behind a preposition (so that the date of
/// a dateline is not taken). Lasting states are dated only by a date inside.
void ClaimMaker::find_time(const SentenceView& sentence, const Frame& frame, const Match& match,
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
  if (is_lasting(frame) || look(match.end, match.end + reach_tokens, false)) return;
  look(reach_begin(sentence, match), match.begin, true);
}

void ClaimMaker::add_time(const SentenceView& sentence, const Mention& mention, std::uint32_t index,
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

/// The canonical name of goods, the written form of sums and dates.
void ClaimMaker::add_text(FoundClaim& model, const std::string& name, std::uint32_t m) const {
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

}  // namespace entente::ingest
