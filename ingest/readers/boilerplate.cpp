#include <algorithm>
#include <set>

#include "ingest/readers/blocks.hpp"
#include "ingest/text/data.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

enum class RuleKind : std::uint8_t { is, begins, has, line, end, credit };

struct Rule {
  RuleKind kind;
  std::string_view text;
};

std::vector<Rule> parse_rules(std::string_view data) {
  std::vector<Rule> rules;
  while (!data.empty()) {
    const auto end = std::min(data.find('\n'), data.size());
    const std::string_view line = data.substr(0, end);
    data.remove_prefix(std::min(end + 1, data.size()));
    const auto space = line.find(' ');
    if (line.empty() || line.front() == '#' || space == std::string_view::npos) continue;
    const std::string_view word = line.substr(0, space);
    const std::string_view text = line.substr(space + 1);
    if (word == "is") rules.push_back({RuleKind::is, text});
    if (word == "begins") rules.push_back({RuleKind::begins, text});
    if (word == "has") rules.push_back({RuleKind::has, text});
    if (word == "line") rules.push_back({RuleKind::line, text});
    if (word == "end") rules.push_back({RuleKind::end, text});
    if (word == "credit") rules.push_back({RuleKind::credit, text});
  }
  return rules;
}

const std::vector<Rule>& rules() {
  static const std::vector<Rule> parsed = parse_rules(data::boilerplate());
  return parsed;
}

/// Longest paragraphs that `has` and `line` may remove: longer ones are prose that quotes the
/// phrase.
constexpr std::size_t has_bytes_max = 300;
constexpr std::size_t line_bytes_max = 80;

bool ends_prose(std::string_view folded) {
  return folded.ends_with('.') || folded.ends_with('!') || folded.ends_with('?') ||
         folded.ends_with("”") || folded.ends_with('"') || folded.ends_with(':') ||
         folded.ends_with("…");
}

/// A line of a menu: a few words without the end of a sentence.
bool looks_like_menu_item(std::string_view folded) {
  return folded.size() <= 24 && std::count(folded.begin(), folded.end(), ' ') <= 2 &&
         !ends_prose(folded);
}

/// True if `folded` begins with the phrase and the phrase ends there with a word: "donate" is not
/// the beginning of "donated".
bool begins_with(std::string_view folded, std::string_view phrase) {
  if (!folded.starts_with(phrase)) return false;
  const auto is_word = [](char c) { return c >= 'a' && c <= 'z'; };
  return folded.size() == phrase.size() || !is_word(phrase.back()) ||
         !is_word(folded[phrase.size()]);
}

/// A rule of kind `end`. Few words may begin a sentence of the article, too: "More from both sides
/// is needed."
bool is_end(std::string_view folded, std::string_view phrase) {
  constexpr std::ptrdiff_t few_words = 3;
  const bool few = std::count(phrase.begin(), phrase.end(), ' ') < few_words;
  return begins_with(folded, phrase) && !(few && folded.ends_with('.'));
}

/// Whether a rule removes the paragraph.
bool removed_by_rule(std::string_view folded) {
  std::string_view bare = folded;
  while (!bare.empty() && (bare.back() == ':' || bare.back() == '.')) bare.remove_suffix(1);
  for (const Rule& rule : rules()) {
    switch (rule.kind) {
      case RuleKind::is:
        if (bare == rule.text) return true;
        break;
      case RuleKind::begins:
        if (begins_with(folded, rule.text)) return true;
        break;
      case RuleKind::has:
        if (folded.size() <= has_bytes_max && folded.find(rule.text) != std::string_view::npos) {
          return true;
        }
        break;
      case RuleKind::line:
        if (folded.size() <= line_bytes_max && folded.find(rule.text) != std::string_view::npos) {
          return true;
        }
        break;
      case RuleKind::end:
        if (is_end(folded, rule.text)) return true;
        break;
      case RuleKind::credit: break;
    }
  }
  return false;
}

bool ends_article(std::string_view folded) {
  return std::any_of(rules().begin(), rules().end(), [&](const Rule& rule) {
    return rule.kind == RuleKind::end && is_end(folded, rule.text);
  });
}

/// Where the credit at the end of a caption begins, or npos.
std::size_t find_credit(std::string_view text) {
  for (const Rule& rule : rules()) {
    if (rule.kind != RuleKind::credit) continue;
    for (std::size_t i = 0; i + rule.text.size() <= text.size(); ++i) {
      const bool boundary = i == 0 || text[i - 1] == ' ' || text[i - 1] == '\n';
      if (boundary && is_upper(static_cast<unsigned char>(text[i])) &&
          fold(text.substr(i, rule.text.size())) == rule.text) {
        return i;
      }
    }
  }
  return std::string_view::npos;
}

std::string folded_block(std::string_view text, const TextBlock& block) {
  return fold(collapse_space(text.substr(block.begin, block.end - block.begin)));
}

/// Marks runs of at least three menu lines.
void mark_menus(const std::vector<std::string>& folded, std::vector<bool>& removed) {
  constexpr std::size_t run_min = 3;
  for (std::size_t i = 0; i < folded.size();) {
    std::size_t end = i;
    while (end < folded.size() && looks_like_menu_item(folded[end])) ++end;
    if (end - i >= run_min) {
      for (std::size_t k = i; k < end; ++k) removed[k] = true;
    }
    i = std::max(end, i + 1);
  }
}

/// "World | Europe | Russia", "Home > News": a path or a menu in one line.
bool looks_like_path(std::string_view folded) {
  constexpr std::size_t path_bytes_max = 200;
  constexpr std::size_t piece_bytes_max = 30;
  if (folded.size() > path_bytes_max || ends_prose(folded)) return false;
  for (const std::string_view sign : {" | ", " > ", " » ", " › ", " • ", " · ", " / "}) {
    std::size_t pieces = 1;
    std::size_t longest = 0;
    for (std::size_t at = 0; at <= folded.size();) {
      const auto end = std::min(folded.find(sign, at), folded.size());
      longest = std::max(longest, end - at);
      if (end == folded.size()) break;
      ++pieces;
      at = end + sign.size();
    }
    if (pieces >= 3 && longest <= piece_bytes_max) return true;
    if (pieces == 2 && folded.starts_with("home ")) return true;
  }
  return false;
}

bool is_cut_off(std::string_view folded) {
  return folded.ends_with("…") || folded.ends_with("...");
}

/// Marks runs of other articles' headlines with the beginnings of their texts, two or more after
/// each other. A single cut paragraph may be an author's pause.
void mark_teasers(const std::vector<TextBlock>& blocks, const std::vector<std::string>& folded,
                  std::vector<bool>& removed) {
  constexpr std::size_t teasers_min = 2;
  constexpr std::size_t teaser_bytes_max = 400;
  for (std::size_t i = 0; i + 1 < blocks.size();) {
    std::size_t end = i;
    while (end + 1 < blocks.size() && blocks[end].heading && is_cut_off(folded[end + 1]) &&
           folded[end + 1].size() <= teaser_bytes_max) {
      end += 2;
    }
    if (end - i >= teasers_min * 2) {
      for (std::size_t k = i; k < end; ++k) removed[k] = true;
    }
    i = std::max(end, i + 1);
  }
}

/// Marks the names of sections over the title: one or two words in capitals before a heading.
void mark_kickers(std::string_view text, const std::vector<TextBlock>& blocks,
                  std::vector<bool>& removed) {
  constexpr std::size_t kicker_bytes_max = 24;
  constexpr std::size_t at_most = 2;
  for (std::size_t i = 0; i < std::min(at_most, blocks.size()); ++i) {
    const auto words = trim(text.substr(blocks[i].begin, blocks[i].end - blocks[i].begin));
    const bool short_one =
        words.size() <= kicker_bytes_max && std::count(words.begin(), words.end(), ' ') <= 1;
    if (short_one && all_upper(words) && i + 1 < blocks.size() && blocks[i + 1].heading) {
      removed[i] = true;
    }
  }
}

/// Marks paragraphs that come again, whole or as the beginning of a longer one before an ellipsis.
void mark_repeats(const std::vector<std::string>& folded, std::vector<bool>& removed) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (removed[i]) continue;
    std::string_view start = folded[i];
    if (is_cut_off(start)) {
      start.remove_suffix(3);
      for (std::size_t k = i + 1; k < folded.size() && !removed[i]; ++k) {
        removed[i] = start.size() > 20 && folded[k].starts_with(start);
      }
    }
    if (!removed[i] && !seen.insert(folded[i]).second) removed[i] = true;
  }
}

}  // namespace

std::vector<TextBlock> drop_boilerplate(std::string_view text, std::vector<TextBlock> blocks) {
  std::vector<std::string> folded;
  folded.reserve(blocks.size());
  for (const TextBlock& block : blocks) folded.push_back(folded_block(text, block));

  // An end marker counts in the second half only: "Related posts" may also be a menu at the top.
  std::size_t last = blocks.size();
  for (std::size_t i = 0; i < blocks.size() && last == blocks.size(); ++i) {
    if (blocks[i].begin * 2 > text.size() && ends_article(folded[i])) last = i;
  }
  std::vector<bool> removed(blocks.size(), false);
  mark_menus(folded, removed);
  mark_teasers(blocks, folded, removed);
  mark_kickers(text, blocks, removed);
  mark_repeats(folded, removed);

  std::vector<TextBlock> kept;
  for (std::size_t i = 0; i < last; ++i) {
    TextBlock block = blocks[i];
    const auto credit = find_credit(text.substr(block.begin, block.end - block.begin));
    if (credit != std::string_view::npos && credit > 0) {
      block.end = block.begin + credit;
    } else if (removed[i] || looks_like_path(folded[i]) || removed_by_rule(folded[i])) {
      continue;
    }
    kept.push_back(block);
  }
  return kept;
}

void drop_author_notes(SourceDocument& document) {
  if (document.author.empty() || document.blocks.size() < 2) return;
  constexpr std::size_t last_blocks = 4;
  constexpr std::size_t note_bytes_max = 500;
  // "Jane Doe and John Roe", "Doe, Jane" and "Jane Doe, Example News" all begin with a name.
  const std::string authors = fold(document.author);
  const std::string first = authors.substr(0, std::min(authors.find(','), authors.find(" and ")));
  const std::string_view text = document.readable();
  const std::size_t from =
      document.blocks.size() - std::min(document.blocks.size() - 1, last_blocks);
  for (std::size_t i = document.blocks.size(); i-- > from;) {
    const std::string folded = folded_block(text, document.blocks[i]);
    const bool about = folded.size() <= note_bytes_max && folded.starts_with(first + " is ");
    if (about) document.blocks.erase(document.blocks.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

}  // namespace entente::ingest
