#include <algorithm>
#include <array>
#include <set>

#include "ingest/readers/blocks.hpp"
#include "ingest/text/dates.hpp"
#include "ingest/text/tokens.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

std::string_view block_text(std::string_view text, const TextBlock& block) {
  return text.substr(block.begin, block.end - block.begin);
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find_first_of(" \n\t\r", at), text.size());
    if (end > at) words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

/// Words of a line of names that are not names themselves.
bool joins_names(std::string_view word) {
  static const std::set<std::string_view> words = {"and", "in",  "at",  "for", "of", "the",
                                                   "de",  "van", "von", "del", "da", "al",
                                                   "bin", "|",   "-",   "–",   "—",  "&"};
  return words.count(fold(word)) > 0;
}

/// The names in "By Jane Doe and John Roe in Rome, Example News", or empty if the line is no
/// byline: without a verb, that is all in capitalised words, and short.
std::string byline_names(std::string_view line) {
  constexpr std::size_t byline_bytes_max = 120;
  constexpr std::size_t names_words_max = 12;
  line = trim(line);
  const std::string folded = fold(line);
  if (line.size() > byline_bytes_max || line.ends_with('.')) return {};
  std::string_view rest;
  for (const std::string_view word : {"by ", "by: ", "written by ", "story by ", "analysis by ",
                                      "author: ", "authors: ", "reporting by "}) {
    if (folded.starts_with(word)) rest = trim(line.substr(word.size()));
  }
  if (rest.empty()) return {};
  const auto words = split_words(rest);
  if (words.size() > names_words_max || !begins_upper(words.front())) return {};
  std::string names;
  bool ended = false;
  for (const std::string_view word : words) {
    if (!begins_upper(word) && !joins_names(word)) return {};
    // Behind "in Rome", a comma or a bar there is where and for whom they write.
    const std::string folded_word = fold(word);
    ended = ended || folded_word == "in" || folded_word == "for" || folded_word == "at" ||
            word == "|" || word == "-" || word == "–" || word == "—";
    if (ended) continue;
    if (!names.empty()) names += ' ';
    names += word;
    ended = word.ends_with(',') && folded.find(" and ") == std::string::npos;
  }
  while (!names.empty() && (names.back() == ',' || names.back() == ' ')) names.pop_back();
  return names;
}

/// What may stand beside a date on a line that says when an article appeared.
bool belongs_to_date_line(std::string_view form) {
  static const std::set<std::string_view> words = {
      "published", "updated", "posted", "first",   "last",    "date",      "on",       "at",
      "modified",  "issued",  "gmt",    "utc",     "est",     "edt",       "et",       "pt",
      "pst",       "pdt",     "bst",    "cet",     "cest",    "am",        "pm",       "a.m.",
      "p.m.",      "a.m",     "p.m",    "monday",  "tuesday", "wednesday", "thursday", "friday",
      "saturday",  "sunday",  "mon",    "tue",     "wed",     "thu",       "fri",      "sat",
      "sun",       "mon.",    "tue.",   "tues.",   "wed.",    "thu.",      "thurs.",   "fri.",
      "sat.",      "sun.",    "hours",  "hrs",     "time",    "local",     "ist",      "msk",
      "h",         "ago",     "hour",   "minutes", "days",    "day",       "min"};
  return words.count(form) > 0;
}

/// A line with nothing but a date, the time, and words such as "Published".
bool is_date_line(std::string_view text, const TextBlock& block) {
  constexpr std::size_t date_line_bytes_max = 90;
  if (block.end - block.begin > date_line_bytes_max) return false;
  const auto tokens = split_tokens(text, block.begin, block.end);
  bool date = false;
  for (std::size_t k = 0; k < tokens.size();) {
    if (const auto found = parse_date(tokens, k); found && found->token_count > 1) {
      date = true;
      k += found->token_count;
      continue;
    }
    const Token& token = tokens[k];
    constexpr std::size_t clock_bytes_max = 5;
    if (token.kind == TokenKind::word && !belongs_to_date_line(token.form)) return false;
    if (token.kind == TokenKind::number && is_iso_date(token.form)) {
      date = true;
    } else if (token.kind == TokenKind::number && token.form.size() > clock_bytes_max) {
      return false;
    }
    ++k;
  }
  return date;
}

/// The place in capitals at the beginning of "MOSCOW, June 5 (Agency) — …".
bool begins_with_place(std::string_view head) {
  const auto words = split_words(head);
  if (words.empty()) return false;
  std::string_view first = words.front();
  while (!first.empty() && (first.back() == ',' || first.back() == '.')) first.remove_suffix(1);
  return first.size() >= 3 && all_upper(first);
}

struct Dateline {
  /// Bytes up to the text, the dash included.
  std::size_t size = 0;
  /// The agency in round brackets, if there is one.
  std::string agency;
};

/// Finds "MOSCOW, June 5, 2019 (Agency) — " or "MOSCOW — " before a sentence.
Dateline find_dateline(std::string_view paragraph) {
  constexpr std::size_t dateline_bytes_max = 80;
  constexpr std::size_t words_max = 9;
  std::size_t at = std::string_view::npos;
  std::size_t dash_size = 0;
  for (const std::string_view dash : {" — ", " – ", " -- ", " - ", "— ", "– "}) {
    const auto found = paragraph.substr(0, dateline_bytes_max).find(dash);
    if (found == std::string_view::npos || found >= at) continue;
    at = found;
    dash_size = dash.size();
  }
  if (at == std::string_view::npos || at == 0) return {};
  const std::string_view head = paragraph.substr(0, at);
  if (split_words(head).size() > words_max) return {};
  Dateline dateline;
  const auto open = head.find('(');
  const auto close = head.find(')', open == std::string_view::npos ? 0 : open);
  if (open != std::string_view::npos && close != std::string_view::npos) {
    dateline.agency = collapse_space(head.substr(open + 1, close - open - 1));
  }
  const bool agency = close + 1 == head.size() && begins_upper(dateline.agency);
  if (!begins_with_place(head) && !(agency && begins_upper(head))) return {};
  const std::string_view rest = trim(paragraph.substr(at + dash_size));
  if (rest.empty()) return {};
  dateline.size = static_cast<std::size_t>(rest.data() - paragraph.data());
  return dateline;
}

}  // namespace

void read_article_head(SourceDocument& document) {
  constexpr std::size_t head_blocks = 8;
  constexpr std::size_t foot_blocks = 3;
  const std::string_view text = document.readable();
  std::vector<TextBlock>& blocks = document.blocks;
  const std::size_t count = blocks.size();
  std::size_t number = 0;
  std::size_t prose = 0;
  std::erase_if(blocks, [&](TextBlock& block) {
    const bool head = number < head_blocks;
    const bool foot = number + foot_blocks >= count;
    ++number;
    if (!head && !foot) return false;
    if (is_date_line(text, block)) return true;
    if (const std::string names = byline_names(block_text(text, block)); !names.empty()) {
      if (document.author.empty()) document.author = names;
      return true;
    }
    constexpr std::size_t prose_bytes_min = 60;
    if (!head || block.heading || block.end - block.begin < prose_bytes_min || ++prose > 1)
      return false;
    const Dateline dateline = find_dateline(block_text(text, block));
    if (dateline.size > 0 && document.source.empty()) document.source = dateline.agency;
    block.begin += dateline.size;
    return false;
  });
}

}  // namespace entente::ingest
