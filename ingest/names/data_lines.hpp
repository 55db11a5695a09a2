#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace entente::ingest {

/// Calls `use(line)` for every line that is neither empty nor a comment.
template <class Use>
void for_each_line(std::string_view data, Use use) {
  while (!data.empty()) {
    const auto end = std::min(data.find('\n'), data.size());
    const std::string_view line = data.substr(0, end);
    data.remove_prefix(std::min(end + 1, data.size()));
    if (!line.empty() && line.front() != '#') use(line);
  }
}

/// Calls `use(word)` for every word outside comments.
template <class Use>
void for_each_word(std::string_view data, Use use) {
  for_each_line(data, [&](std::string_view line) {
    while (!line.empty()) {
      const auto end = std::min(line.find(' '), line.size());
      if (end > 0) use(line.substr(0, end));
      line.remove_prefix(std::min(end + 1, line.size()));
    }
  });
}

/// The fields of a line; an empty text has one empty field.
inline std::vector<std::string_view> split_fields(std::string_view line, char separator) {
  std::vector<std::string_view> fields;
  for (;;) {
    const auto end = line.find(separator);
    fields.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return fields;
    line.remove_prefix(end + 1);
  }
}

}  // namespace entente::ingest
