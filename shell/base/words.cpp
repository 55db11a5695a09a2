#include "shell/base/words.hpp"

namespace entente::shell {
namespace {

constexpr std::string_view white_space = " \t\r\n\f\v";

}  // namespace

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(white_space);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(white_space) - begin + 1);
}

Result<std::vector<std::string>> split_words(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;
  char quote = '\0';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quote != '\0') {
      const bool escaped = quote == '"' && c == '\\' && i + 1 < text.size() &&
                           (text[i + 1] == '"' || text[i + 1] == '\\');
      if (escaped) {
        word += text[++i];
      } else if (c == quote) {
        quote = '\0';
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      in_word = true;
    } else if (white_space.find(c) != std::string_view::npos) {
      if (in_word) words.push_back(std::move(word));
      word.clear();
      in_word = false;
    } else {
      word += c;
      in_word = true;
    }
  }
  if (quote != '\0') {
    return Error::plain(ErrorClass::argument_error,
                        std::string("A quotation that begins with ") + quote + " never ends.");
  }
  if (in_word) words.push_back(std::move(word));
  return words;
}

}  // namespace entente::shell
