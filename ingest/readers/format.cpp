#include <algorithm>
#include <array>
#include <utility>

#include "entente/ingest.hpp"
#include "ingest/readers/mail_header.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/text/utf8.hpp"

namespace entente {

namespace {

/// The first word of a format is the one it is printed with.
constexpr std::array<std::pair<std::string_view, DocumentFormat>, 11> format_words = {{
    {"automatic", DocumentFormat::automatic},
    {"text", DocumentFormat::text},
    {"markdown", DocumentFormat::markdown},
    {"html", DocumentFormat::html},
    {"feed", DocumentFormat::feed},
    {"pdf", DocumentFormat::pdf},
    {"mail", DocumentFormat::mail},
    {"jsonl", DocumentFormat::json_lines},
    {"csv", DocumentFormat::csv},
    {"txt", DocumentFormat::text},
    {"rss", DocumentFormat::feed},
}};

}  // namespace

std::string_view to_string(DocumentFormat format) {
  for (const auto& [word, value] : format_words) {
    if (value == format) return word;
  }
  return "automatic";
}

std::optional<DocumentFormat> document_format_from(std::string_view word) {
  for (const auto& [name, value] : format_words) {
    if (name == word) return value;
  }
  return std::nullopt;
}

}  // namespace entente

namespace entente::ingest {

namespace {

constexpr std::array<std::pair<std::string_view, DocumentFormat>, 18> endings = {{
    {"txt", DocumentFormat::text},
    {"text", DocumentFormat::text},
    {"md", DocumentFormat::markdown},
    {"markdown", DocumentFormat::markdown},
    {"html", DocumentFormat::html},
    {"htm", DocumentFormat::html},
    {"xhtml", DocumentFormat::html},
    {"rss", DocumentFormat::feed},
    {"atom", DocumentFormat::feed},
    {"rdf", DocumentFormat::feed},
    {"xml", DocumentFormat::feed},
    {"pdf", DocumentFormat::pdf},
    {"eml", DocumentFormat::mail},
    {"mail", DocumentFormat::mail},
    {"jsonl", DocumentFormat::json_lines},
    {"ndjson", DocumentFormat::json_lines},
    {"csv", DocumentFormat::csv},
    {"tsv", DocumentFormat::text},
}};

std::string ending_of(std::string_view path) {
  const auto dot = path.rfind('.');
  const auto slash = path.rfind('/');
  if (dot == std::string_view::npos || (slash != std::string_view::npos && dot < slash)) return {};
  return fold(path.substr(dot + 1));
}

/// The format that a name's ending stands for, or automatic.
DocumentFormat format_of_ending(std::string_view path) {
  const std::string ending = ending_of(path);
  for (const auto& [word, format] : endings) {
    if (word == ending) return format;
  }
  return DocumentFormat::automatic;
}

/// The first bytes as they would be in UTF-8, if they are in UTF-16: markup is ASCII.
std::string without_zeros(std::string_view head) {
  std::string text;
  for (const char c : head) {
    if (c != '\0') text += c;
  }
  for (const std::string_view mark : {"\xEF\xBB\xBF", "\xFF\xFE", "\xFE\xFF"}) {
    if (text.starts_with(mark)) text.erase(0, mark.size());
  }
  return text;
}

/// Goes past the XML declaration, comments and the document type to the first element.
std::string_view first_element(std::string_view text) {
  for (;;) {
    text = trim(text);
    std::string_view end;
    if (text.starts_with("<?")) {
      end = "?>";
    } else if (text.starts_with("<!--")) {
      end = "-->";
    } else if (text.starts_with("<!")) {
      end = ">";
    } else {
      return text;
    }
    const auto at = text.find(end);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + end.size());
  }
}

bool begins_with_element(std::string_view text, std::string_view name) {
  if (!text.starts_with('<') || text.size() < name.size() + 2) return false;
  const char after = text[name.size() + 1];
  return text.substr(1, name.size()) == name && (after <= ' ' || after == '>' || after == '/');
}

/// What the content says beyond doubt, or automatic.
DocumentFormat format_of_content(std::string_view head) {
  if (head.substr(0, 1024).find("%PDF-") != std::string_view::npos) return DocumentFormat::pdf;
  const std::string text = fold(without_zeros(head));
  const std::string_view element = first_element(text);
  for (const char* name : {"rss", "feed", "rdf:rdf"}) {
    if (begins_with_element(element, name)) return DocumentFormat::feed;
  }
  if (trim(text).starts_with("<!doctype html")) return DocumentFormat::html;
  for (const char* name : {"html", "head", "body"}) {
    if (begins_with_element(element, name)) return DocumentFormat::html;
  }
  return DocumentFormat::automatic;
}

}  // namespace

bool has_document_ending(std::string_view path) {
  const std::string ending = ending_of(path);
  return ending != "tsv" && format_of_ending(path) != DocumentFormat::automatic;
}

bool holds_many(DocumentFormat format) {
  return format == DocumentFormat::json_lines || format == DocumentFormat::feed;
}

DocumentFormat detect_format(std::string_view path, std::string_view head,
                             const IngestOptions& options) {
  if (options.format != DocumentFormat::automatic) return options.format;
  const DocumentFormat named = format_of_ending(path);
  if (named == DocumentFormat::markdown || named == DocumentFormat::json_lines ||
      named == DocumentFormat::csv || named == DocumentFormat::mail) {
    return named;
  }
  const DocumentFormat content = format_of_content(head);
  if (content != DocumentFormat::automatic) return content;
  if (named != DocumentFormat::automatic && named != DocumentFormat::text) return named;
  if (looks_like_mail(head)) return DocumentFormat::mail;
  const std::string_view text = trim(head.substr(0, std::min(head.find('\n'), head.size())));
  if (named == DocumentFormat::automatic && text.starts_with('{') &&
      text.find("\"text\"") != std::string_view::npos) {
    return DocumentFormat::json_lines;
  }
  return DocumentFormat::text;
}

namespace {

std::optional<DocumentFormat> format_of_file(const std::string& path,
                                             const IngestOptions& options) {
  auto file = InputFile::open(path);
  if (!file) return std::nullopt;
  const auto head = file->peek(format_head_bytes);
  if (!head) return std::nullopt;
  return detect_format(path, *head, options);
}

}  // namespace

bool may_hold_many(const std::string& path, const IngestOptions& options) {
  if (path == standard_input) return true;
  // The reader will say what is wrong with what cannot be read.
  const auto format = format_of_file(path, options);
  return format && holds_many(*format);
}

bool is_feed(const std::string& path, const IngestOptions& options) {
  return path != standard_input && format_of_file(path, options) == DocumentFormat::feed;
}

}  // namespace entente::ingest
