#include "ingest/readers/pdf_layout.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

struct PdfLine {
  std::string text;
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
  std::size_t page = 0;

  [[nodiscard]] double height() const { return bottom - top; }
};

/// Words follow each other in a line if they overlap by half of their height and run to the right.
bool same_line(const PdfLine& line, const PdfWord& word) {
  const double overlap = std::min(line.bottom, word.bottom) - std::max(line.top, word.top);
  const double height = std::min(line.height(), word.bottom - word.top);
  constexpr double gap_max = 4;
  return overlap * 2 > height && word.left >= line.right - height &&
         word.left - line.right < gap_max * std::max(height, 1.0);
}

std::vector<PdfLine> lines_of(const PdfPage& page, std::size_t number) {
  std::vector<PdfLine> lines;
  bool space = false;
  for (const PdfWord& word : page.words) {
    if (trim(word.text).empty()) continue;
    if (!lines.empty() && same_line(lines.back(), word)) {
      PdfLine& line = lines.back();
      if (space) line.text += ' ';
      line.text += word.text;
      line.right = std::max(line.right, word.right);
      line.top = std::min(line.top, word.top);
      line.bottom = std::max(line.bottom, word.bottom);
    } else {
      lines.push_back({word.text, word.left, word.top, word.right, word.bottom, number});
    }
    // A word at the end of a line has no space behind it in the file, and ends all the same.
    space = word.space_after;
  }
  return lines;
}

/// The text with all digits alike: "Page 3 of 9" and "Page 4 of 9" are the same running foot.
std::string running_key(std::string_view text) {
  std::string key;
  for (const char c : fold(collapse_space(text))) {
    const bool digit = c >= '0' && c <= '9';
    if (digit && key.ends_with('#')) continue;
    key += digit ? '#' : c;
  }
  return key;
}

bool is_page_number(std::string_view key) {
  static const std::set<std::string_view> forms = {
      "#",   "- # -", "– # –", "— # —", "page #", "page # of #", "p. #",
      "[#]", "(#)",   "# / #", "#/#",   "# of #", "| #",         "# |"};
  if (forms.count(key) > 0) return true;
  return !key.empty() && key.size() <= 6 && key.find_first_not_of("ivxl") == std::string_view::npos;
}

/// The upper and lower eighth of a page, where heads and feet stand.
int edge_of(const PdfLine& line, const PdfPage& page) {
  constexpr double edge_share = 0.125;
  if (line.bottom < page.height * edge_share) return -1;
  if (line.top > page.height * (1 - edge_share)) return 1;
  return 0;
}

/// Leaves out page numbers, and heads and feet that come on several pages.
std::vector<PdfLine> body_lines(const std::vector<PdfPage>& pages) {
  std::vector<std::vector<PdfLine>> lines;
  std::map<std::pair<int, std::string>, std::size_t> pages_with;
  for (std::size_t p = 0; p < pages.size(); ++p) {
    lines.push_back(lines_of(pages[p], p));
    std::set<std::pair<int, std::string>> keys;
    for (const PdfLine& line : lines.back()) {
      const int edge = edge_of(line, pages[p]);
      if (edge != 0) keys.emplace(edge, running_key(line.text));
    }
    for (const auto& key : keys) ++pages_with[key];
  }
  // Chapters have heads of their own, and left and right pages differ.
  const std::size_t often = std::max<std::size_t>(2, pages.size() / 5);
  std::vector<PdfLine> body;
  for (std::size_t p = 0; p < pages.size(); ++p) {
    for (PdfLine& line : lines[p]) {
      const int edge = edge_of(line, pages[p]);
      const std::string key = running_key(line.text);
      if (edge != 0 && (is_page_number(key) || pages_with[{edge, key}] >= often)) continue;
      body.push_back(std::move(line));
    }
  }
  return body;
}

/// The height that most of the text has.
double body_height(const std::vector<PdfLine>& lines) {
  std::map<int, std::size_t> bytes;
  for (const PdfLine& line : lines) bytes[static_cast<int>(line.height() * 2)] += line.text.size();
  const auto most = std::max_element(
      bytes.begin(), bytes.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == bytes.end() ? 0 : most->first / 2.0;
}

bool ends_sentence(std::string_view text) {
  for (const std::string_view mark : {".", "!", "?", "”", "\"", ":", "…", ".)"}) {
    if (text.ends_with(mark)) return true;
  }
  return false;
}

bool begins_lower(std::string_view text) {
  if (text.empty()) return false;
  const char32_t first = decode(text, 0).value;
  return is_letter(first) && !is_upper(first);
}

/// Puts lines together.
class ParagraphBuilder {
 public:
  explicit ParagraphBuilder(const std::vector<PdfLine>& lines)
      : lines_(lines), body_height_(body_height(lines)) {
    for (const PdfLine& line : lines) learn_words(line.text);
  }

  std::vector<PdfParagraph> run() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (i > 0 && begins_paragraph(i)) flush();
      if (count_ == 0) first_ = i;
      append(lines_[i].text);
      ++count_;
    }
    flush();
    return std::move(paragraphs_);
  }

 private:
  void learn_words(std::string_view text) {
    std::string_view rest = text;
    while (!rest.empty()) {
      const auto end = std::min(rest.find(' '), rest.size());
      // What stands at the end of a line may be half of a word.
      if (end < rest.size()) words_.insert(bare(rest.substr(0, end)));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
  }

  static std::string bare(std::string_view word) {
    constexpr std::string_view marks = ".,;:!?()[]\"'";
    while (!word.empty() && marks.find(word.back()) != std::string_view::npos) {
      word.remove_suffix(1);
    }
    while (!word.empty() && marks.find(word.front()) != std::string_view::npos) {
      word.remove_prefix(1);
    }
    return fold(word);
  }

  bool begins_paragraph(std::size_t i) const {
    const PdfLine& before = lines_[i - 1];
    const PdfLine& line = lines_[i];
    const double height = std::max(std::min(before.height(), line.height()), 1.0);
    constexpr double size_change = 1.2;
    if (std::max(before.height(), line.height()) > height * size_change) return true;
    const bool goes_on = !ends_sentence(before.text) && begins_lower(line.text);
    // At the top of the next page or column.
    if (line.page != before.page || line.bottom <= before.top) {
      return !goes_on && !cut_word(before.text);
    }
    constexpr double gap_max = 0.9;
    if (line.top - before.bottom > height * gap_max) return true;
    const double left = count_ > 1 ? lines_[first_ + 1].left : before.left;
    if (line.left - left > height && !goes_on) return true;
    // A short last line.
    const double right = widest();
    return before.right < right - (right - left) / 6 && ends_sentence(before.text);
  }

  double widest() const {
    double right = lines_[first_].right;
    for (std::size_t i = first_; i < first_ + count_; ++i) right = std::max(right, lines_[i].right);
    return right;
  }

  static std::size_t hyphen_size(std::string_view text) {
    if (text.size() < 2) return 0;
    std::size_t size = 0;
    if (text.ends_with('-')) size = 1;
    if (text.ends_with("\u2010")) size = 3;
    if (size == 0 || text.size() == size) return 0;
    const char last = text[text.size() - size - 1];
    return static_cast<unsigned char>(last) >= 0x80 || is_letter(static_cast<unsigned char>(last))
               ? size
               : 0;
  }
  static bool cut_word(std::string_view text) { return hyphen_size(text) > 0; }

  void append(std::string_view line) {
    if (text_.empty()) {
      text_ = line;
      return;
    }
    const std::size_t hyphen = hyphen_size(text_);
    if (hyphen == 0 || !begins_lower(line)) {
      // "US-" and "China" stay apart by their hyphen only.
      if (hyphen == 0) text_ += ' ';
      text_ += line;
      return;
    }
    const std::string_view start = std::string_view(text_).substr(text_.rfind(' ') + 1);
    const std::string first = bare(start.substr(0, start.size() - hyphen));
    const std::string second = bare(line.substr(0, line.find(' ')));
    const bool whole = words_.count(first + second) > 0;
    const bool compound = words_.count(first + "-" + second) > 0 ||
                          (words_.count(first) > 0 && words_.count(second) > 0);
    if (whole || !compound) text_.resize(text_.size() - hyphen);
    text_ += line;
  }

  void flush() {
    if (count_ == 0) return;
    constexpr double heading_size = 1.15;
    constexpr std::size_t heading_bytes_max = 200;
    PdfParagraph paragraph;
    paragraph.text = collapse_space(text_);
    paragraph.heading = lines_[first_].height() > body_height_ * heading_size &&
                        paragraph.text.size() <= heading_bytes_max;
    if (!paragraph.text.empty()) paragraphs_.push_back(std::move(paragraph));
    text_.clear();
    count_ = 0;
  }

  const std::vector<PdfLine>& lines_;
  double body_height_;
  /// Words of the document that stand within lines, so that they are whole.
  std::set<std::string> words_;
  std::vector<PdfParagraph> paragraphs_;
  std::string text_;
  std::size_t first_ = 0;
  std::size_t count_ = 0;
};

}  // namespace

std::vector<PdfParagraph> pdf_paragraphs(const std::vector<PdfPage>& pages) {
  const std::vector<PdfLine> lines = body_lines(pages);
  return ParagraphBuilder(lines).run();
}

}  // namespace entente::ingest
