#include "ingest/relations/claim_values.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>

#include "ingest/names/money_expression.hpp"
#include "ingest/text/time_expressions.hpp"
#include "ingest/text/utf8.hpp"
#include "storage/base/calendar.hpp"
#include "storage/claims/functional.hpp"

namespace entente::ingest {

namespace {

/// How far from a claim's words its time is looked for, in tokens.
constexpr std::size_t reach_tokens = 6;

/// Times stand behind one of these, or alone if they are as exact as "yesterday".
constexpr std::array<std::string_view, 14> prepositions = {
    "in",   "on",    "during", "over", "at",     "within",  "since",
    "from", "after", "until",  "till", "before", "through", "between"};

bool is_one_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool opens_or_closes(std::string_view preposition) {
  constexpr std::array<std::string_view, 7> words = {"since", "from",   "until",  "till",
                                                     "after", "before", "between"};
  return is_one_of(preposition, words);
}

/// "Tuesday", "yesterday" and "last week" need no preposition.
bool stands_alone(std::string_view word) {
  constexpr std::array<std::string_view, 14> words = {
      "today",  "yesterday", "tomorrow",  "tonight",  "last",   "next",     "this",
      "monday", "tuesday",   "wednesday", "thursday", "friday", "saturday", "sunday"};
  return is_one_of(word, words);
}

struct FoundTime {
  TimeInterval interval;
  std::size_t first = 0;
  std::size_t last = 0;
  /// Empty if it stands alone.
  std::string_view preposition;
};

class ClaimCompleter {
 public:
  ClaimCompleter(const SplitText& text, std::optional<Date> day) : text_(text), day_(day) {}

  void complete(FoundClaim& claim) {
    if (claim.sentence >= text_.sentences.size()) return;
    if (claim.valid_from.empty() && claim.valid_to.empty()) add_time(claim);
    const bool begun = !claim.valid_from.empty() && claim.valid_to.empty();
    // "2019" is the whole year in both places.
    if (begun && storage::is_momentary(claim.relation)) claim.valid_to = claim.valid_from;
    add_money(claim);
  }

 private:
  void add_time(FoundClaim& claim) {
    const auto found = nearest_time(claim);
    if (!found) return;
    const bool momentary = storage::is_momentary(claim.relation);
    const bool bounded = opens_or_closes(found->preposition);
    if (!momentary && !bounded && storage::is_lasting(claim.relation)) return;
    const std::string text = found->interval.to_text();
    const bool whole = text.find('/') == std::string::npos;
    const auto part = [&](const std::optional<Date>& date) {
      if (!date) return std::string();
      return whole ? text : TimeInterval{date, date}.to_text();
    };
    claim.valid_from = part(found->interval.from);
    // What began then may go on, unless the words or its nature say that it ended.
    if (momentary || !found->interval.from || found->preposition == "between" ||
        found->preposition == "from") {
      claim.valid_to = part(found->interval.to);
    }
    const auto words =
        text_.text.substr(text_.tokens[found->first].begin,
                          text_.tokens[found->last - 1].end - text_.tokens[found->first].begin);
    claim.qualifiers.emplace("time", collapse_space(words));
  }

  /// The time in or nearest to the words of the claim, in its sentence.
  [[nodiscard]] std::optional<FoundTime> nearest_time(const FoundClaim& claim) const {
    const Sentence& sentence = text_.sentences[claim.sentence];
    std::size_t first = sentence.first_token;
    std::size_t last = sentence.last_token;
    while (first < last && text_.tokens[first].end <= claim.span.begin) ++first;
    while (last > first && text_.tokens[last - 1].begin >= claim.span.end) --last;
    const std::size_t begin = std::max<std::size_t>(
        sentence.first_token, first > reach_tokens ? first - reach_tokens : 0);
    const std::size_t end = std::min<std::size_t>(sentence.last_token, last + reach_tokens);
    const std::span<const Token> tokens(text_.tokens.data(), sentence.last_token);
    std::optional<FoundTime> best;
    std::size_t best_distance = 0;
    for (std::size_t i = begin; i < end;) {
      const auto found = time_at(tokens, i);
      if (!found) {
        ++i;
        continue;
      }
      i = found->last;
      if (is_told(tokens, *found)) continue;
      const std::size_t distance = found->first >= last   ? found->first - last
                                   : found->last <= first ? first - found->last
                                                          : 0;
      if (!best || distance < best_distance) {
        best = found;
        best_distance = distance;
      }
    }
    return best;
  }

  [[nodiscard]] std::optional<FoundTime> time_at(std::span<const Token> tokens,
                                                 std::size_t at) const {
    const std::string_view word = tokens[at].form;
    if (is_one_of(word, prepositions)) {
      const auto phrase = parse_time_phrase(tokens, at, day_);
      if (!phrase) return std::nullopt;
      // A preposition of place before a number ("in 1500 schools") makes no year.
      const std::size_t last = at + phrase->token_count;
      return FoundTime{phrase->interval, at + 1, last, word};
    }
    if (!stands_alone(word)) return std::nullopt;
    const auto time = parse_time(tokens, at, day_);
    if (!time) return std::nullopt;
    return FoundTime{time->interval, at, at + time->token_count, {}};
  }

  /// "said on Tuesday that …": when it was said, not when it happened.
  static bool is_told(std::span<const Token> tokens, const FoundTime& time) {
    constexpr std::array<std::string_view, 8> telling = {
        "said", "says", "told", "reported", "added", "announced", "written", "wrote"};
    const std::size_t before = time.preposition.empty() ? time.first : time.first - 1;
    return before > 0 && is_one_of(tokens[before - 1].form, telling);
  }

  static void add_money(FoundClaim& claim) {
    const auto value = claim.qualifiers.find("value");
    if (value == claim.qualifiers.end() || claim.qualifiers.count("amount") > 0) return;
    const std::string& written = value->second;
    const auto tokens = split_tokens(written, 0, written.size());
    std::optional<MoneyExpression> found;
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      const auto money = parse_money(tokens, at);
      if (!money) continue;
      // Of several sums none is the claim's alone.
      if (found) return;
      found = money;
      at = money->last - 1;
    }
    if (!found) return;
    claim.qualifiers.emplace("amount", MoneyExpression::amount_text(found->amount));
    claim.qualifiers.emplace("currency", found->currency);
  }

  const SplitText& text_;
  std::optional<Date> day_;
};

}  // namespace

void complete_claims(const SplitText& text, std::string_view document_date,
                     std::vector<FoundClaim>& claims) {
  // A time of day behind the date does not change the day.
  ClaimCompleter completer(text, storage::parse_iso_date(document_date.substr(0, 10)));
  for (FoundClaim& claim : claims) completer.complete(claim);
}

}  // namespace entente::ingest
