#include "ingest/names/recogniser.hpp"

#include <algorithm>
#include <cassert>
#include <tuple>

#include "ingest/names/name_rules.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

void NameContext::set_sentence(const Sentence& sentence, const model::ParsedSentence* parsed) {
  parsed_ = parsed;
  begin_ = sentence.first_token;
  end_ = sentence.last_token;
  std::size_t long_words = 0;
  std::size_t capitals = 0;
  constexpr std::size_t long_bytes = 4;
  for (std::uint32_t i = begin_; i < end_; ++i) {
    const Token& t = token(i);
    if (t.kind != TokenKind::word || t.form.size() < long_bytes) continue;
    ++long_words;
    capitals += t.upper ? 1 : 0;
  }
  const bool full_stop = form(static_cast<std::int64_t>(end_) - 1) == ".";
  title_case_ = !full_stop && long_words >= 3 && capitals * 10 >= long_words * 8;
}

std::string_view NameContext::form(std::int64_t i) const {
  const bool inside = i >= static_cast<std::int64_t>(begin_) && i < static_cast<std::int64_t>(end_);
  return inside ? std::string_view(text_.tokens[static_cast<std::size_t>(i)].form)
                : std::string_view{};
}

std::uint32_t NameContext::in_class(const char* name, std::uint32_t i) const {
  return has(i) ? classes_.match(name, tokens(), i) : 0;
}

bool NameContext::lemma_in_class(const char* name, std::uint32_t i) const {
  const model::ParsedToken* parsed = parsed_token(i);
  if (parsed == nullptr) return false;
  Token token;
  token.form = parsed->lemma;
  return classes_.match(name, std::span(&token, 1), 0) > 0;
}

bool NameContext::is_name_word(std::uint32_t i) const {
  if (!has(i)) return false;
  const Token& t = token(i);
  if (t.kind != TokenKind::word || !t.upper) return false;
  const bool quoted_start = i > begin_ && (form(i - 1) == "“" || form(i - 1) == "\"");
  const bool start = i == begin_ || quoted_start || form(static_cast<std::int64_t>(i) - 1) == ":";
  return !((start || title_case_) && in_class("function_word", i) > 0) &&
         !(in_class("function_word", i) > 0 && !all_upper(t.text(text_.text)));
}

std::uint32_t NameContext::title_size(std::uint32_t i) const {
  if (!has(i) || !token(i).upper) return 0;
  std::uint32_t size = 0;
  for (const char* name : {"honorific", "state_leader", "state_office", "org_leader"}) {
    size = std::max(size, in_class(name, i));
  }
  return size;
}

bool NameContext::stands_alone(std::uint32_t first, std::uint32_t last) const {
  const auto& all = text_.tokens;
  const std::uint32_t size = last - first;
  const auto joined = [&](const Token& t) {
    return t.upper || t.kind == TokenKind::number || t.form == "and" || t.form == "of" ||
           t.form == "&" || t.form == "-";
  };
  for (std::uint32_t i = 0; i + size <= all.size(); ++i) {
    if (i == first || !all[i].upper || all[i].form != all[first].form) continue;
    const bool same = std::equal(
        all.begin() + i, all.begin() + i + size, all.begin() + first,
        [](const Token& a, const Token& b) { return a.upper == b.upper && a.form == b.form; });
    if (!same || (i + size < all.size() && joined(all[i + size]))) continue;
    // A sentence before it may end with a number or a name.
    if (i == 0 || !joined(all[i - 1])) return true;
  }
  return false;
}

std::string NameContext::words(std::uint32_t first, std::uint32_t last) const {
  return collapse_space(
      text_.text.substr(token(first).begin, token(last - 1).end - token(first).begin));
}

Mention& NameContext::add(NamePriority priority, std::uint32_t first, std::uint32_t last,
                          EntityType type, std::string canonical) {
  NameCandidate candidate;
  candidate.priority = priority;
  candidate.mention.first_token = first;
  candidate.mention.last_token = last;
  candidate.mention.type = type;
  candidate.mention.canonical = canonical.empty() ? words(first, last) : std::move(canonical);
  found_.push_back(std::move(candidate));
  return found_.back().mention;
}

namespace {

/// "Jr." and "Inc." belong to the name before them, whichever rule found it.
void extend_to_suffixes(const SplitText& text, const WordClasses& classes, std::vector<bool>& taken,
                        std::vector<Mention>& mentions) {
  const int person_suffix = classes.find("name_suffix");
  const int legal_form = classes.find("legal_form");
  for (Mention& mention : mentions) {
    const bool person = mention.type == EntityType::Person;
    const bool corporate =
        mention.type == EntityType::Company || mention.type == EntityType::Organization;
    if ((!person && !corporate) || mention.form != MentionForm::name) continue;
    std::uint32_t at = mention.last_token;
    if (at < text.tokens.size() && text.tokens[at].form == ",") ++at;
    if (corporate && at + 1 < text.tokens.size() && text.tokens[at].form == "&" &&
        text.tokens[at + 1].form == "co.") {
      ++at;
    }
    if (at >= text.tokens.size() || taken[at] || !text.tokens[at].upper) continue;
    if (classes.match(person ? person_suffix : legal_form, text.tokens, at) == 0) continue;
    std::fill(taken.begin() + mention.last_token, taken.begin() + at + 1, true);
    mention.last_token = at + 1;
    const std::uint32_t begin = text.tokens[mention.first_token].begin;
    mention.canonical = collapse_space(text.text.substr(begin, text.tokens[at].end - begin));
    if (corporate) mention.type = EntityType::Company;
  }
}

}  // namespace

std::vector<Mention> recognise_names(const SplitText& text, const Gazetteer& gazetteer,
                                     const WordClasses& classes,
                                     std::span<const model::ParsedSentence> parsed) {
  assert(parsed.empty() || parsed.size() == text.sentences.size());
  std::vector<NameCandidate> candidates;
  NameContext context(text, gazetteer, classes, candidates);
  for (std::size_t s = 0; s < text.sentences.size(); ++s) {
    context.set_sentence(text.sentences[s], parsed.empty() ? nullptr : &parsed[s]);
    find_dates(context);
    find_money(context);
    find_pipelines_and_projects(context);
    // Of two readings of the same words the first found wins, so known names go first.
    find_gazetteer_names(context);
    find_organisations(context);
    find_persons(context);
    find_model_names(context);
    find_events(context);
    find_unknown_names(context);
  }
  const auto order = [](const NameCandidate& c) {
    return std::tuple(c.priority, -static_cast<std::int64_t>(c.mention.size()),
                      c.mention.first_token);
  };
  std::stable_sort(candidates.begin(), candidates.end(),
                   [&](const auto& a, const auto& b) { return order(a) < order(b); });
  std::vector<bool> taken(text.tokens.size(), false);
  std::vector<Mention> mentions;
  for (NameCandidate& candidate : candidates) {
    const Mention& m = candidate.mention;
    const auto first = taken.begin() + m.first_token;
    const auto last = taken.begin() + m.last_token;
    if (std::find(first, last, true) != last) continue;
    std::fill(first, last, true);
    mentions.push_back(std::move(candidate.mention));
  }
  extend_to_suffixes(text, classes, taken, mentions);
  std::sort(mentions.begin(), mentions.end(),
            [](const Mention& a, const Mention& b) { return a.first_token < b.first_token; });
  return mentions;
}

}  // namespace entente::ingest
