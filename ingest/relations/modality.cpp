#include "ingest/relations/modality.hpp"

#include <algorithm>
#include <array>

namespace entente::ingest {

namespace {

bool is_role_relation(const std::string& relation) {
  constexpr std::array<std::string_view, 5> roles = {"LEADS", "HOLDS_OFFICE", "ADVISER_TO",
                                                     "AFFILIATED_WITH", "MEMBER_OF"};
  return std::find(roles.begin(), roles.end(), relation) != roles.end();
}

/// Tokens before the match that belong to its clause.
std::vector<std::uint32_t> context_before(const SentenceView& sentence, const Match& match) {
  constexpr std::uint32_t tokens_max = 4;
  std::vector<std::uint32_t> tokens;
  for (std::uint32_t i = match.begin; i > sentence.begin() && tokens.size() < tokens_max; --i) {
    if (sentence.token(i - 1).kind == TokenKind::punctuation && sentence.form(i - 1) != "-") break;
    if (sentence.mention_over(i - 1) != no_entity) break;
    tokens.push_back(i - 1);
  }
  return tokens;
}

}  // namespace

std::string find_modality(const SentenceView& sentence, const Match& match,
                          const std::string& relation) {
  std::vector<std::uint32_t> tokens = context_before(sentence, match);
  tokens.insert(tokens.end(), match.gap_tokens.begin(), match.gap_tokens.end());
  const auto any = [&](const char* word_class) {
    return std::any_of(tokens.begin(), tokens.end(), [&](std::uint32_t i) {
      // "no-limits" negates nothing: words with a hyphen after them are parts of others.
      return sentence.form(i + 1) != "-" &&
             sentence.classes().match(word_class, sentence.tokens(), i) > 0;
    });
  };
  if (any("negation")) return "negated";
  if (any("alleged")) return "alleged";
  if (is_role_relation(relation)) {
    tokens.clear();
    const std::uint32_t first = std::max(sentence.begin() + 1, match.begin) - 1;
    for (std::uint32_t i = first; i < match.end; ++i) tokens.push_back(i);
    return any("former") ? "former" : "stated";
  }
  return any("modal_planned") ? "planned" : "stated";
}

namespace {

/// Persons and organisations speak.
SlotFilter speakers() {
  SlotFilter filter;
  for (const EntityType type :
       {EntityType::Person, EntityType::Organization, EntityType::Company}) {
    filter.types |= 1U << static_cast<unsigned>(type);
  }
  filter.one = true;
  return filter;
}

std::string speaker_at(const SentenceView& sentence, std::uint32_t i) {
  const auto readings = sentence.readings(i, speakers());
  if (readings.empty()) return {};
  const Mention& mention = sentence.document().mentions[readings.front().mentions.front()];
  return sentence.document().entities[mention.entities.front()].name;
}

/// Who says what follows the verb at `verb`: a name whose phrase, with its apposition, ends at the
/// verb or at one auxiliary before it.
std::string speaker_before(const SentenceView& sentence, std::uint32_t verb) {
  for (std::uint32_t i = sentence.begin(); i < verb; ++i) {
    const std::uint32_t m = sentence.mention_at(i);
    if (m == no_entity) continue;
    for (const SlotReading& reading : sentence.readings(i, speakers())) {
      if (reading.end != verb && reading.end + 1 != verb) continue;
      const Mention& mention = sentence.document().mentions[reading.mentions.front()];
      return sentence.document().entities[mention.entities.front()].name;
    }
  }
  return {};
}

/// What comes after the verb shows that something is said.
bool opens_speech(std::string_view next) {
  constexpr std::array<std::string_view, 9> openers = {"that", ",",  ":",   "“",    "\"",
                                                       ".",    "he", "she", "there"};
  return next.empty() || std::find(openers.begin(), openers.end(), next) != openers.end();
}

}  // namespace

std::string find_speaker(const SentenceView& sentence) {
  for (std::uint32_t i = sentence.begin(); i < sentence.end(); ++i) {
    if (sentence.form(i) == "according" && sentence.form(i + 1) == "to") {
      if (auto name = speaker_at(sentence, i + 2); !name.empty()) return name;
    }
    const auto size = sentence.classes().match("say", sentence.tokens(), i);
    if (size == 0) continue;
    // "said X": only after a quotation or a comma, else X is what is talked about.
    const std::string_view before = i > sentence.begin() ? sentence.form(i - 1) : "";
    if (before == "”" || before == "\"" || before == "," || before == "'") {
      if (auto name = speaker_at(sentence, i + size); !name.empty()) return name;
    }
    if (!opens_speech(sentence.form(i + size))) continue;
    if (auto name = speaker_before(sentence, i); !name.empty()) return name;
  }
  return {};
}

}  // namespace entente::ingest
