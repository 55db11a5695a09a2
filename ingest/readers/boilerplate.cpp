#include <algorithm>
#include <set>

#include "ingest/readers/blocks.hpp"
#include "ingest/text/data.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

enum class RuleKind : std::uint8_t { is, begins, has, end, credit };

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
    if (word == "end") rules.push_back({RuleKind::end, text});
    if (word == "credit") rules.push_back({RuleKind::credit, text});
  }
  return rules;
}

const std::vector<Rule>& rules() {
  static const std::vector<Rule> parsed = parse_rules(data::boilerplate());
  return parsed;
}

/// Longest paragraph that a `has` rule may remove: longer ones are prose that quotes the phrase.
constexpr std::size_t has_bytes_max = 300;

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

/// Whether a rule removes the paragraph; sets `is_end` if the article ends with it.
bool removed_by_rule(std::string_view folded, bool& is_end) {
  std::string_view bare = folded;
  while (!bare.empty() && (bare.back() == ':' || bare.back() == '.')) bare.remove_suffix(1);
  for (const Rule& rule : rules()) {
    switch (rule.kind) {
      case RuleKind::is:
        if (bare == rule.text) return true;
        break;
      case RuleKind::begins:
        if (folded.starts_with(rule.text)) return true;
        break;
      case RuleKind::has:
        if (folded.size() <= has_bytes_max && folded.find(rule.text) != std::string_view::npos) {
          return true;
        }
        break;
      case RuleKind::end:
        if (folded.starts_with(rule.text)) return is_end = true;
        break;
      case RuleKind::credit: break;
    }
  }
  return false;
}

bool ends_article(std::string_view folded) {
  return std::any_of(rules().begin(), rules().end(), [&](const Rule& rule) {
    return rule.kind == RuleKind::end && folded.starts_with(rule.text);
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

/// Marks paragraphs that come again, whole or as the beginning of a longer one before an ellipsis.
void mark_repeats(const std::vector<std::string>& folded, std::vector<bool>& removed) {
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < folded.size(); ++i) {
    if (removed[i]) continue;
    std::string_view start = folded[i];
    const bool cut = start.ends_with("…") || start.ends_with("...");
    if (cut) {
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
  mark_repeats(folded, removed);

  std::vector<TextBlock> kept;
  for (std::size_t i = 0; i < last; ++i) {
    bool is_end = false;
    TextBlock block = blocks[i];
    const auto credit = find_credit(text.substr(block.begin, block.end - block.begin));
    if (credit != std::string_view::npos && credit > 0) {
      block.end = block.begin + credit;
    } else if (removed[i] || removed_by_rule(folded[i], is_end)) {
      continue;
    }
    kept.push_back(block);
  }
  return kept;
}

}  // namespace entente::ingest
