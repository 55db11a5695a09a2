#include "ingest/readers/mail_header.hpp"

#include <algorithm>
#include <set>

#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

const std::set<std::string_view> mail_fields = {
    "from",         "to",           "cc",          "bcc",          "date",
    "sent",         "subject",      "reply-to",    "message-id",   "in-reply-to",
    "references",   "received",     "return-path", "sender",       "list-id",
    "mime-version", "delivered-to", "newsgroups",  "organization", "content-type"};

/// Length of a line without its end, and where the next one begins.
struct LineEnd {
  std::size_t end;
  std::size_t next;
};

LineEnd line_end(std::string_view text, std::size_t at) {
  const auto newline = std::min(text.find('\n', at), text.size());
  const bool carriage = newline > at && text[newline - 1] == '\r';
  return {carriage ? newline - 1 : newline, std::min(newline + 1, text.size())};
}

/// Length of the name before a colon, or 0: RFC 5322 allows every printing character, programs use
/// letters, digits and hyphens.
std::size_t field_name_size(std::string_view line) {
  constexpr std::size_t name_max = 40;
  std::size_t size = 0;
  while (size < line.size() && size <= name_max) {
    const char c = line[size];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (!letter && (size == 0 || (c != '-' && !is_digit(static_cast<unsigned char>(c))))) break;
    ++size;
  }
  return size < line.size() && line[size] == ':' ? size : 0;
}

bool is_attribution(std::string_view line) {
  const std::string folded = fold(trim(line));
  if (folded.ends_with(" wrote:") || folded.ends_with(" writes:")) {
    return folded.starts_with("on ") || folded.find('@') != std::string::npos ||
           folded.find("> wrote:") != std::string::npos;
  }
  return false;
}

bool begins_with_rule(std::string_view line, char sign, std::size_t count) {
  return line.size() >= count &&
         std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(count),
                     [&](char c) { return c == sign; });
}

/// Marks of what follows a message.
enum class Mark { none, all_quoted, forwarded, signature };

Mark mark_of(std::string_view raw) {
  const std::string line = fold(trim(raw));
  if (raw == "-- " || raw == "--") return Mark::signature;
  const bool dashed = line.starts_with("--") || line.starts_with("begin forwarded");
  if (dashed && line.find("original message") != std::string::npos) return Mark::all_quoted;
  if (dashed && line.find("forwarded") != std::string::npos) return Mark::forwarded;
  return Mark::none;
}

}  // namespace

const MailField* MailHeader::find(std::string_view name) const {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const MailField& field) { return field.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

std::string MailHeader::value(std::string_view name) const {
  const MailField* field = find(name);
  return field == nullptr ? std::string{} : field->value;
}

MailHeader parse_mail_header(std::string_view text) {
  MailHeader header;
  std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  // The line that separates messages in a mailbox.
  if (text.substr(at).starts_with("From ")) at = line_end(text, at).next;
  while (at < text.size()) {
    const LineEnd line = line_end(text, at);
    const std::string_view content = text.substr(at, line.end - at);
    if (trim(content).empty()) {
      at = line.next;
      break;
    }
    const bool continues = content.front() == ' ' || content.front() == '\t';
    if (continues && !header.fields.empty()) {
      header.fields.back().end = line.end;
    } else {
      const std::size_t name = field_name_size(content);
      if (name == 0) break;
      header.fields.push_back({fold(content.substr(0, name)), {}, at + name + 1, line.end});
    }
    at = line.next;
  }
  header.end = at;
  for (MailField& field : header.fields) {
    const auto value = text.substr(field.begin, field.end - field.begin);
    const auto inner = trim(value);
    field.begin += inner.empty() ? 0 : static_cast<std::size_t>(inner.data() - value.data());
    field.end = field.begin + inner.size();
    field.value = collapse_space(inner);
  }
  return header;
}

bool looks_like_mail(std::string_view text) {
  const MailHeader header = parse_mail_header(text);
  const auto known = static_cast<std::size_t>(
      std::count_if(header.fields.begin(), header.fields.end(),
                    [](const MailField& field) { return mail_fields.count(field.name) > 0; }));
  const bool sender = header.find("from") != nullptr || header.find("subject") != nullptr;
  const bool closed = header.end == text.size() || header.end == 0 || text[header.end - 1] == '\n';
  return known >= 2 && sender && closed && known * 2 >= header.fields.size();
}

std::string blank_quoted(std::string_view text, std::size_t begin) {
  std::string out(text);
  const auto blank = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) {
      if (out[i] != '\n') out[i] = ' ';
    }
  };
  blank(0, begin);
  bool in_forwarded_header = false;
  for (std::size_t at = begin; at < text.size();) {
    const LineEnd line = line_end(text, at);
    const std::string_view content = text.substr(at, line.end - at);
    const std::string_view inner = trim(content);
    const Mark mark = mark_of(content);
    // Mailing lists put a rule and their address under every message.
    constexpr std::size_t rule_min = 20;
    const bool list_foot = begins_with_rule(inner, '_', rule_min) && at * 10 > text.size() * 7;
    if (mark == Mark::signature || mark == Mark::all_quoted || list_foot) {
      blank(at, text.size());
      break;
    }
    if (mark == Mark::forwarded) {
      in_forwarded_header = true;
      blank(at, line.end);
    } else if (in_forwarded_header && (inner.empty() || field_name_size(inner) > 0)) {
      blank(at, line.end);
    } else {
      in_forwarded_header = false;
      // An attribution may run over two lines; the second ends with "wrote:".
      const LineEnd next = line_end(text, line.next);
      const std::string two = std::string(inner) + " " +
                              std::string(trim(text.substr(line.next, next.end - line.next)));
      if (inner.starts_with('>') || is_attribution(inner)) {
        blank(at, line.end);
      } else if (inner.starts_with("On ") && is_attribution(two) && two.size() < 200) {
        blank(at, next.end);
        at = next.next;
        continue;
      }
    }
    at = line.next;
  }
  return out;
}

std::string plain_subject(std::string_view subject) {
  std::string_view rest = trim(subject);
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view prefix_word : {"re:", "fwd:", "fw:", "aw:", "wg:"}) {
      if (fold(rest.substr(0, prefix_word.size())) != prefix_word) continue;
      rest = trim(rest.substr(prefix_word.size()));
      found = true;
    }
  }
  return collapse_space(rest);
}

std::string display_name(std::string_view mailbox) {
  std::string_view name = trim(mailbox);
  const auto open = name.find('<');
  const auto bracket = name.find('(');
  if (open != std::string_view::npos) {
    name = trim(name.substr(0, open));
  } else if (bracket != std::string_view::npos && name.find('@') < bracket) {
    // "jane@example.org (Jane Doe)", the form before RFC 822.
    name = name.substr(bracket + 1, name.find(')', bracket) - bracket - 1);
  }
  if (name.size() >= 2 && name.front() == '"' && name.back() == '"') {
    name = name.substr(1, name.size() - 2);
  }
  return name.find('@') == std::string_view::npos ? collapse_space(name) : std::string{};
}

}  // namespace entente::ingest
