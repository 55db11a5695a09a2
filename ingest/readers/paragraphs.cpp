#include <algorithm>

#include "ingest/readers/blocks.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

struct Line {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool empty = false;
};

std::vector<Line> split_lines(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto content = trim(text.substr(at, end - at));
    Line line{at, end, content.empty()};
    if (!line.empty) {
      line.begin = static_cast<std::size_t>(content.data() - text.data());
      line.end = line.begin + content.size();
    }
    lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

/// Hard-wrapped text has most of its inner lines between these lengths.
constexpr std::size_t wrapped_bytes_min = 50;
constexpr std::size_t wrapped_bytes_max = 110;

bool looks_wrapped(const std::vector<Line>& lines) {
  std::size_t inner = 0;
  std::size_t wrapped = 0;
  for (std::size_t i = 0; i + 1 < lines.size(); ++i) {
    if (lines[i].empty || lines[i + 1].empty) continue;
    const auto size = lines[i].end - lines[i].begin;
    ++inner;
    wrapped += size >= wrapped_bytes_min && size <= wrapped_bytes_max ? 1 : 0;
  }
  return inner > 0 && wrapped * 10 >= inner * 7;
}

bool looks_like_heading(std::string_view paragraph) {
  constexpr std::size_t heading_bytes_max = 120;
  if (paragraph.size() > heading_bytes_max || paragraph.find('\n') != std::string_view::npos) {
    return false;
  }
  if (!begins_upper(paragraph) && !is_digit(decode(paragraph, 0).value)) return false;
  const char last = paragraph.back();
  return last != '.' && last != ',' && last != ';' && last != ':' && !paragraph.ends_with("”") &&
         !paragraph.ends_with("…") && last != '"';
}

}  // namespace

std::vector<TextBlock> find_paragraphs(std::string_view text) {
  const auto lines = split_lines(text);
  const bool wrapped = looks_wrapped(lines);
  std::vector<TextBlock> blocks;
  bool open = false;
  for (const Line& line : lines) {
    if (line.empty) {
      open = false;
      continue;
    }
    if (open && wrapped) {
      blocks.back().end = line.end;
    } else {
      blocks.push_back({line.begin, line.end, false});
    }
    open = true;
  }
  for (TextBlock& block : blocks) {
    block.heading = looks_like_heading(text.substr(block.begin, block.end - block.begin));
  }
  return blocks;
}

}  // namespace entente::ingest
