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
      return sentence.classes().match(word_class, sentence.tokens(), i) > 0;
    });
  };
  if (any("negation")) return "negated";
  if (any("alleged")) return "alleged";
  if (is_role_relation(relation)) {
    for (std::uint32_t i = match.begin; i < match.end; ++i) tokens.push_back(i);
    return any("former") ? "former" : "stated";
  }
  return any("modal_planned") ? "planned" : "stated";
}

std::string find_speaker(const SentenceView& sentence) {
  const ResolvedDocument& document = sentence.document();
  const auto speaker_at = [&](std::uint32_t i) -> std::string {
    for (const SlotReading& reading : sentence.readings(i, [] {
           SlotFilter filter;
           filter.types = (1U << static_cast<unsigned>(EntityType::Person)) |
                          (1U << static_cast<unsigned>(EntityType::Organization)) |
                          (1U << static_cast<unsigned>(EntityType::Company));
           return filter;
         }())) {
      const Mention& mention = document.mentions[reading.mentions.front()];
      return document.entities[mention.entities.front()].name;
    }
    return {};
  };
  for (std::uint32_t i = sentence.begin(); i < sentence.end(); ++i) {
    if (sentence.form(i) == "according" && sentence.form(i + 1) == "to") {
      if (auto name = speaker_at(i + 2); !name.empty()) return name;
    }
    const auto size = sentence.classes().match("say", sentence.tokens(), i);
    if (size == 0) continue;
    // "said X": only after a quotation or a comma, else X is what is talked about.
    const bool after_quote =
        i > sentence.begin() && (sentence.form(i - 1) == "”" || sentence.form(i - 1) == "\"" ||
                                 sentence.form(i - 1) == "," || sentence.form(i - 1) == "'");
    if (after_quote) {
      if (auto name = speaker_at(i + size); !name.empty()) return name;
    }
    // "X said", "X has said"; the verb must open what is said.
    for (std::uint32_t back = 1; back <= 3 && i >= sentence.begin() + back; ++back) {
      const std::uint32_t m = sentence.mention_over(i - back);
      if (m == no_entity) continue;
      const Mention& mention = document.mentions[m];
      const std::string_view next = sentence.form(i + size);
      const bool opens = next == "that" || next == "," || next == ":" || next == "“" ||
                         next == "\"" || next == "." || next.empty() || next == "he" ||
                         next == "there";
      const bool speaks =
          mention.type == EntityType::Person || mention.type == EntityType::Organization;
      if (opens && speaks && mention.form != MentionForm::adjective) {
        return document.entities[mention.entities.front()].name;
      }
      break;
    }
  }
  return {};
}

}  // namespace entente::ingest
