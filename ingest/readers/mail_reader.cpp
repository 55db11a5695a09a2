#include <algorithm>

#include "ingest/readers/blocks.hpp"
#include "ingest/readers/encoding.hpp"
#include "ingest/readers/html_page.hpp"
#include "ingest/readers/mail_header.hpp"
#include "ingest/readers/mime_message.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/readers/rfc_dates.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// A message that is text already keeps its bytes: header, quotations and signature are left out by
/// blanking them.
SourceDocument read_plain_mail(std::string id, DecodedText decoded, const MailHeader& header) {
  SourceDocument document;
  document.id = std::move(id);
  document.format = DocumentFormat::mail;
  document.converted = decoded.converted();
  document.text = std::move(decoded.text);
  document.masked = blank_quoted(document.text, header.end);
  std::vector<TextBlock> places = find_paragraphs(document.masked);
  const MailField* subject = header.find("subject");
  if (subject != nullptr && subject->begin < subject->end) {
    // The subject is the title of the message, and read as one.
    std::copy(document.text.begin() + static_cast<std::ptrdiff_t>(subject->begin),
              document.text.begin() + static_cast<std::ptrdiff_t>(subject->end),
              document.masked.begin() + static_cast<std::ptrdiff_t>(subject->begin));
    places.insert(places.begin(), {subject->begin, subject->end, true});
    document.title = plain_subject(subject->value);
  }
  document.author = display_name(header.value("from"));
  document.source = header.value("organization");
  document.date = day_of_date(header.value("date"));
  if (document.date.empty()) document.date = day_of_date(header.value("sent"));
  finish_document(document, std::move(places));
  return document;
}

Result<SourceDocument> read_mime_mail(std::string id, std::string_view bytes) {
  ENTENTE_ASSIGN(MimeMessage message, parse_mime(id, bytes));
  const std::string declared =
      message.charset.empty() && message.html ? html_charset(message.body) : message.charset;
  ENTENTE_ASSIGN(const DecodedText body, decode_text(id, std::move(message.body), {{}, declared}));
  SourceDocument document;
  document.id = std::move(id);
  document.format = DocumentFormat::mail;
  document.converted = true;
  document.title = clean_converted(plain_subject(message.subject));
  document.author = clean_converted(collapse_space(message.author));
  document.source = clean_converted(collapse_space(message.organization));
  document.date = day_of_date(message.date);
  std::vector<TextBlock> places;
  std::string text;
  if (message.html) {
    ENTENTE_ASSIGN(const MarkupTree tree, parse_html(body.text));
    std::vector<HtmlBlock> blocks = html_fragment(html_blocks(tree, 0));
    for (HtmlBlock& block : blocks) block.text = clean_converted(block.text);
    text = join_blocks(blocks, places);
  } else {
    text = clean_converted(body.text);
  }
  const std::string head = document.title.empty() ? "" : document.title + "\n\n";
  document.text = head + text;
  if (message.html) {
    for (TextBlock& place : places) place.begin += head.size(), place.end += head.size();
  } else {
    document.masked = blank_quoted(document.text, head.size());
    places = find_paragraphs(document.masked);
  }
  if (!head.empty()) {
    if (!document.masked.empty()) std::copy(head.begin(), head.end(), document.masked.begin());
    places.insert(places.begin(), {0, document.title.size(), true});
  }
  finish_document(document, std::move(places));
  return document;
}

}  // namespace

Result<SourceDocument> read_mail(std::string id, std::string bytes, const EncodingHints& hints) {
  const MailHeader raw = parse_mail_header(bytes);
  if (needs_mime(std::string_view(bytes).substr(0, raw.end))) {
    return read_mime_mail(std::move(id), bytes);
  }
  EncodingHints mail_hints = hints;
  const std::string type = fold(raw.value("content-type"));
  std::string charset;
  if (const auto at = type.find("charset="); at != std::string::npos) {
    const auto begin = type.find_first_not_of("\"' ", at + 8);
    if (begin != std::string::npos) {
      charset = type.substr(begin, type.find_first_of("\"'; ", begin) - begin);
      mail_hints.declared = charset;
    }
  }
  ENTENTE_ASSIGN(DecodedText decoded, decode_text(id, std::move(bytes), mail_hints));
  const MailHeader header = parse_mail_header(decoded.text);
  return read_plain_mail(std::move(id), std::move(decoded), header);
}

}  // namespace entente::ingest
