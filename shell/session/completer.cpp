#include "shell/session/completer.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>

#include "shell/base/words.hpp"

namespace entente::shell {
namespace {

bool word_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(),
                                            [](char x, char y) { return lower(x) == lower(y); });
}

bool begins_with(std::string_view name, std::string_view prefix) {
  return name.size() >= prefix.size() && equal_ignoring_case(name.substr(0, prefix.size()), prefix);
}

std::string quoted_if_needed(const std::string& name) {
  const bool plain = !name.empty() && std::isdigit(static_cast<unsigned char>(name[0])) == 0 &&
                     std::all_of(name.begin(), name.end(), word_character);
  if (plain) return name;
  std::string out = "`";
  for (const char c : name) {
    if (c == '`') out += '`';
    out += c;
  }
  return out + "`";
}

/// What is known of the text before the word: the open brackets, and whether it is ordinary text.
struct Surroundings {
  std::vector<char> open;
  bool quoted = false;
  std::vector<std::string> words;
  [[nodiscard]] char innermost() const { return open.empty() ? '\0' : open.back(); }
};

/// End of the string, name or comment that begins at `begin`; npos if it does not end.
std::size_t skip_quoted(std::string_view text, std::size_t begin) {
  if (text[begin] == '/') {
    const bool line = text[begin + 1] == '/';
    const std::size_t end = text.find(line ? "\n" : "*/", begin + 2);
    return end == std::string_view::npos ? end : end + (line ? 0 : 1);
  }
  const char quote = text[begin];
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] == '\\' && quote != '`') {
      ++i;
    } else if (text[i] == quote) {
      return i;
    }
  }
  return std::string_view::npos;
}

void close_bracket(std::vector<char>& open, char opening) {
  if (!open.empty() && open.back() == opening) open.pop_back();
}

Surroundings look_around(std::string_view text) {
  Surroundings around;
  std::string word;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (word_character(c)) {
      word += c;
      continue;
    }
    if (!word.empty()) around.words.push_back(std::move(word));
    word.clear();
    const bool comment =
        c == '/' && i + 1 < text.size() && (text[i + 1] == '/' || text[i + 1] == '*');
    if (comment || c == '\'' || c == '"' || c == '`') {
      i = skip_quoted(text, i);
      if (i == std::string_view::npos) {
        around.quoted = true;
        return around;
      }
      continue;
    }
    switch (c) {
      case '(':
      case '[':
      case '{': around.open.push_back(c); break;
      case ')': close_bracket(around.open, '('); break;
      case ']': close_bracket(around.open, '['); break;
      case '}': close_bracket(around.open, '{'); break;
      default: break;
    }
  }
  if (!word.empty()) around.words.push_back(std::move(word));
  return around;
}

enum class Kind : std::uint8_t {
  command,
  label,
  relationship_type,
  property_key,
  parameter,
  procedure,
  general,
};

/// True if the colon or bar before the word belongs to a label expression such as ":A|B&!C".
bool in_label_expression(std::string_view before) {
  std::size_t i = before.size();
  while (i > 0 && (word_character(before[i - 1]) ||
                   std::string_view(" |&!`").find(before[i - 1]) != std::string_view::npos)) {
    --i;
  }
  return i > 0 && before[i - 1] == ':';
}

Kind kind_at(std::string_view before, const Surroundings& around) {
  const std::string_view content = trim(before);
  const char last = content.empty() ? '\0' : content.back();
  if (before.ends_with('$')) return Kind::parameter;
  if (before.ends_with('.')) return Kind::property_key;
  const bool label_place =
      last == ':' || ((last == '|' || last == '&' || last == '!') && in_label_expression(content));
  if (label_place && around.innermost() != '{') {
    return around.innermost() == '[' ? Kind::relationship_type : Kind::label;
  }
  // The map of a pattern: the bracket below it is the pattern's own.
  const bool map_in_pattern = around.open.size() > 1 && around.innermost() == '{' &&
                              around.open[around.open.size() - 2] != '{';
  if (map_in_pattern && (last == '{' || last == ',')) return Kind::property_key;
  if (!around.words.empty() && equal_ignoring_case(around.words.back(), "call")) {
    return Kind::procedure;
  }
  return Kind::general;
}

void add_matching(Completion& completion, const std::vector<std::string>& names,
                  std::string_view prefix, bool quote) {
  for (const std::string& name : names) {
    if (begins_with(name, prefix)) {
      completion.candidates.push_back(quote ? quoted_if_needed(name) : name);
    }
  }
}

/// Keywords in the letters the user writes: small if the word so far is small.
void add_keywords(Completion& completion, const Vocabulary& vocabulary, std::string_view prefix) {
  const bool small = !prefix.empty() && std::islower(static_cast<unsigned char>(prefix[0])) != 0;
  for (const std::string& keyword : vocabulary.keywords) {
    if (!begins_with(keyword, prefix)) continue;
    std::string written = keyword;
    if (small) std::transform(written.begin(), written.end(), written.begin(), lower);
    completion.candidates.push_back(std::move(written));
  }
}

void add_variables(Completion& completion, const Surroundings& around, const Vocabulary& vocabulary,
                   std::string_view prefix) {
  const auto known = [](const std::vector<std::string>& names, const std::string& word) {
    return std::any_of(names.begin(), names.end(),
                       [&](const std::string& n) { return equal_ignoring_case(n, word); });
  };
  for (const std::string& word : around.words) {
    const bool other = std::isdigit(static_cast<unsigned char>(word[0])) != 0 ||
                       known(vocabulary.keywords, word) || known(vocabulary.labels, word) ||
                       known(vocabulary.relationship_types, word);
    if (!other && word.size() > prefix.size() && begins_with(word, prefix)) {
      completion.candidates.push_back(word);
    }
  }
}

void add_general(Completion& completion, const Surroundings& around, const Vocabulary& vocabulary,
                 std::string_view prefix) {
  add_keywords(completion, vocabulary, prefix);
  for (const std::string& function : vocabulary.functions) {
    if (!prefix.empty() && begins_with(function, prefix)) {
      completion.candidates.push_back(function + "(");
    }
  }
  add_variables(completion, around, vocabulary, prefix);
}

}  // namespace

Completion complete(std::string_view text, const Vocabulary& vocabulary) {
  Completion completion;
  const std::string_view content = trim(text);
  if (content.starts_with(':') && content.find(' ') == std::string_view::npos &&
      !text.ends_with(' ')) {
    completion.begin = text.find(':');
    add_matching(completion, vocabulary.commands, content, false);
    return completion;
  }
  std::size_t begin = text.size();
  while (begin > 0 && word_character(text[begin - 1])) --begin;
  const std::string_view before = text.substr(0, begin);
  const std::string_view prefix = text.substr(begin);
  completion.begin = begin;
  const Surroundings around = look_around(before);
  if (around.quoted) return completion;
  switch (kind_at(before, around)) {
    case Kind::command: break;
    case Kind::label: add_matching(completion, vocabulary.labels, prefix, true); break;
    case Kind::relationship_type:
      add_matching(completion, vocabulary.relationship_types, prefix, true);
      break;
    case Kind::property_key:
      add_matching(completion, vocabulary.property_keys, prefix, true);
      break;
    case Kind::parameter: add_matching(completion, vocabulary.parameters, prefix, true); break;
    case Kind::procedure: add_matching(completion, vocabulary.procedures, prefix, false); break;
    case Kind::general: add_general(completion, around, vocabulary, prefix); break;
  }
  std::sort(completion.candidates.begin(), completion.candidates.end());
  completion.candidates.erase(
      std::unique(completion.candidates.begin(), completion.candidates.end()),
      completion.candidates.end());
  return completion;
}

}  // namespace entente::shell
