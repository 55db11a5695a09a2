#include "storage/text/matching.hpp"

#include <algorithm>

namespace entente::storage {
namespace {

/// Characters of UTF-8 text; a byte that belongs to none stands for itself.
std::vector<char32_t> characters(std::string_view text) {
  std::vector<char32_t> result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (bytes == 1 || lead < 0xC0 || i + bytes > text.size()) {
      result.push_back(lead);
      ++i;
      continue;
    }
    char32_t character = lead & (0xFFU >> (bytes + 1));
    for (std::size_t k = 1; k < bytes; ++k) {
      character = character << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    result.push_back(character);
    i += bytes;
  }
  return result;
}

}  // namespace

std::size_t character_count(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::optional<unsigned> edits_between(std::string_view from, std::string_view to, unsigned limit) {
  const std::vector<char32_t> a = characters(from);
  const std::vector<char32_t> b = characters(to);
  const std::size_t longer = std::max(a.size(), b.size());
  if (longer - std::min(a.size(), b.size()) > limit) return std::nullopt;
  std::vector<unsigned> before_last;
  std::vector<unsigned> last;
  std::vector<unsigned> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = static_cast<unsigned>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    before_last = std::move(last);
    last = row;
    row[0] = static_cast<unsigned>(i);
    unsigned best = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const unsigned replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
      best = std::min(best, row[j]);
    }
    if (best > limit) return std::nullopt;
  }
  return row[b.size()] <= limit ? std::optional(row[b.size()]) : std::nullopt;
}

WildcardPattern::WildcardPattern(std::string_view pattern,
                                 const std::function<std::string(std::string_view)>& normalise) {
  std::string literal;
  const auto close_literal = [&] {
    if (literal.empty()) return;
    const std::string text = normalise(literal);
    if (parts_.empty()) prefix_ = text;
    for (const char32_t character : characters(text)) parts_.push_back(character);
    literal.clear();
  };
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\' && i + 1 < pattern.size()) {
      literal.push_back(pattern[++i]);
    } else if (c == '*' || c == '?') {
      close_literal();
      parts_.push_back(c == '*' ? any_text : any_character);
    } else {
      literal.push_back(c);
    }
  }
  close_literal();
}

// After a mismatch only the last * needs to take one character more: what earlier ones matched
// stays as good as any other way (Kirk J. Krauss, "Matching Wildcards", 2008).
bool WildcardPattern::matches(std::string_view term) const {
  const std::vector<char32_t> text = characters(term);
  std::size_t at = 0;
  std::size_t part = 0;
  std::optional<std::size_t> star;
  std::size_t star_at = 0;
  while (at < text.size()) {
    if (part < parts_.size() && parts_[part] == any_text) {
      star = part++;
      star_at = at;
    } else if (part < parts_.size() &&
               (parts_[part] == any_character || parts_[part] == text[at])) {
      ++part;
      ++at;
    } else if (star) {
      part = *star + 1;
      at = ++star_at;
    } else {
      return false;
    }
  }
  while (part < parts_.size() && parts_[part] == any_text) ++part;
  return part == parts_.size();
}

}  // namespace entente::storage
