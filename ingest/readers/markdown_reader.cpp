#include <algorithm>

#include "ingest/readers/blocks.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/text/dates.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// Reads CommonMark as far as prose needs it: front matter, headings, lists, quotes, code fences,
/// links, images, emphasis. Markup becomes spaces in `mask`, so no offset moves.
class MarkdownReader {
 public:
  explicit MarkdownReader(SourceDocument& document)
      : document_(document), text_(document.text), mask_(document.text) {}

  std::vector<TextBlock> run() {
    std::size_t at = front_matter();
    while (at < text_.size()) {
      const auto end = std::min(text_.find('\n', at), text_.size());
      line(at, end);
      at = end + 1;
    }
    for (TextBlock& block : blocks_) inline_markup(block.begin, block.end);
    document_.masked = std::move(mask_);
    return std::move(blocks_);
  }

 private:
  void blank(std::size_t begin, std::size_t end) {
    std::fill(mask_.begin() + static_cast<std::ptrdiff_t>(begin),
              mask_.begin() + static_cast<std::ptrdiff_t>(end), ' ');
  }

  /// "---", "key: value" lines, "---"; title, date, source and author are understood.
  std::size_t front_matter() {
    if (!text_.starts_with("---\n") && !text_.starts_with("---\r\n")) return 0;
    const auto close = text_.find("\n---", 3);
    if (close == std::string_view::npos) return 0;
    std::size_t at = text_.find('\n') + 1;
    while (at <= close) {
      const auto end = text_.find('\n', at);
      const auto entry = text_.substr(at, end - at);
      if (const auto colon = entry.find(':'); colon != std::string_view::npos) {
        field(fold(trim(entry.substr(0, colon))), trim(entry.substr(colon + 1)));
      }
      at = end + 1;
    }
    const auto after = std::min(text_.find('\n', close + 1), text_.size() - 1) + 1;
    blank(0, after);
    return after;
  }

  void field(const std::string& key, std::string_view value) {
    if (value.size() >= 2 && (value.front() == '"' || value.front() == '\'') &&
        value.back() == value.front()) {
      value = value.substr(1, value.size() - 2);
    }
    if (key == "title") document_.title = std::string(value);
    if (key == "source") document_.source = std::string(value);
    if (key == "author" || key == "authors") document_.author = std::string(value);
    if (key == "date" && is_iso_date(value.substr(0, 10))) {
      document_.date = std::string(value.substr(0, 10));
    }
  }

  void line(std::size_t begin, std::size_t end) {
    const auto content = trim(text_.substr(begin, end - begin));
    if (content.starts_with("```") || content.starts_with("~~~")) {
      fenced_ = !fenced_;
      open_ = false;
      blank(begin, end);
      return;
    }
    if (fenced_ || content.empty() || is_rule(content)) {
      open_ = false;
      blank(begin, end);
      return;
    }
    const auto first = static_cast<std::size_t>(content.data() - text_.data());
    const std::size_t last = first + content.size();
    const std::size_t marker = marker_size(content);
    const bool heading = content.front() == '#' && marker > 0;
    if (marker > 0) {
      blank(first, first + marker);
      open_ = open_ && content.front() == '>';
    }
    if (first + marker >= last) return;
    if (open_) {
      blocks_.back().end = last;
    } else {
      blocks_.push_back({first + marker, last, heading});
    }
    open_ = !heading;
  }

  /// A thematic break, a table's ruler or the underline of a heading.
  static bool is_rule(std::string_view content) {
    return content.size() >= 3 && content.find_first_not_of("-*_=|: ") == std::string_view::npos;
  }

  /// Bytes of "# ", "> ", "- ", "1. " and what else begins a line.
  static std::size_t marker_size(std::string_view content) {
    std::size_t size = 0;
    if (content.front() == '#') {
      size = std::min(content.find_first_not_of('#'), content.size());
      return size <= 6 && size < content.size() && content[size] == ' ' ? size + 1 : 0;
    }
    if (content.front() == '>') return content.size() > 1 && content[1] == ' ' ? 2 : 1;
    if ((content.front() == '-' || content.front() == '*' || content.front() == '+') &&
        content.size() > 1 && content[1] == ' ') {
      return 2;
    }
    while (size < content.size() && is_digit(static_cast<unsigned char>(content[size]))) ++size;
    const bool ordered = size > 0 && size < 4 && size + 1 < content.size() &&
                         (content[size] == '.' || content[size] == ')') && content[size + 1] == ' ';
    return ordered ? size + 2 : 0;
  }

  void inline_markup(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const char c = text_[i];
      if (c == '\\' && i + 1 < end) {
        blank(i, i + 1);
        ++i;
      } else if (c == '*' || c == '`' || (c == '_' && !inside_word(i, begin, end)) || c == '|') {
        blank(i, i + 1);
      } else if (c == '!' && i + 1 < end && text_[i + 1] == '[') {
        // The text of an image describes a picture, not an event.
        const auto close = text_.find("](", i);
        const auto stop = close == std::string_view::npos ? close : text_.find(')', close);
        if (stop != std::string_view::npos && stop < end) {
          blank(i, stop + 1);
          i = stop;
        }
      } else if (c == '[') {
        link(i, end);
      } else if (c == '<') {
        const auto close = text_.find('>', i);
        if (close != std::string_view::npos && close < end) {
          blank(i, close + 1);
          i = close;
        }
      }
    }
  }

  bool inside_word(std::size_t i, std::size_t begin, std::size_t end) const {
    return i > begin && i + 1 < end && text_[i - 1] != ' ' && text_[i + 1] != ' ';
  }

  /// "[words](address)": the words stay.
  void link(std::size_t open, std::size_t end) {
    const auto close = text_.find(']', open);
    if (close == std::string_view::npos || close + 1 >= end || text_[close + 1] != '(') return;
    const auto stop = text_.find(')', close);
    if (stop == std::string_view::npos || stop >= end) return;
    blank(open, open + 1);
    blank(close, stop + 1);
  }

  SourceDocument& document_;
  std::string_view text_;
  std::string mask_;
  std::vector<TextBlock> blocks_;
  bool fenced_ = false;
  bool open_ = false;
};

}  // namespace

SourceDocument read_markdown(std::string id, std::string content) {
  SourceDocument document;
  document.id = std::move(id);
  document.format = DocumentFormat::markdown;
  document.text = std::move(content);
  auto blocks = MarkdownReader(document).run();
  finish_document(document, std::move(blocks));
  return document;
}

}  // namespace entente::ingest
