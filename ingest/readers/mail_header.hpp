#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace entente::ingest {

/// One field of a header, where it stands in the text.
struct MailField {
  /// In lower case.
  std::string name;
  /// Unfolded, white space collapsed.
  std::string value;
  /// The bytes of the value in the text, continuation lines included.
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// A block of fields ("From: …", "Subject: …") at the beginning of a text.
struct MailHeader {
  std::vector<MailField> fields;
  /// Where the text behind the header begins.
  std::size_t end = 0;

  /// The first field of that name (lower case), or nullptr.
  [[nodiscard]] const MailField* find(std::string_view name) const;
  [[nodiscard]] std::string value(std::string_view name) const;
};

/// Parses the header of RFC 5322 at the beginning of `text`, as far as it is one.
MailHeader parse_mail_header(std::string_view text);

/// True if the text begins as mail does: with at least two of the fields that mail has, and an
/// empty line behind the header.
bool looks_like_mail(std::string_view text);

/// A copy of the body of `text` from `begin` in which quoted replies, attributions ("On Monday, …
/// wrote:"), headers of forwarded mail and the signature are spaces; what stands before `begin` is,
/// too. No offset moves.
std::string blank_quoted(std::string_view text, std::size_t begin);

/// "Re: Fwd: Talks" → "Talks".
std::string plain_subject(std::string_view subject);

/// "Jane Doe <jane@example.org>" → "Jane Doe"; empty if there is only an address.
std::string display_name(std::string_view mailbox);

}  // namespace entente::ingest
