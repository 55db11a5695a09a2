#pragma once

#include <string>
#include <string_view>

#include "entente/result.hpp"

namespace entente::ingest {

/// A message in the encodings of MIME, decoded.
struct MimeMessage {
  std::string subject;
  /// Names of the senders, with commas between them; without addresses.
  std::string author;
  /// The Date field as it stands.
  std::string date;
  std::string organization;
  /// The bytes of the text, in the encoding `charset` says; not attachments.
  std::string body;
  std::string charset;
  /// The text is HTML: there was no plain one.
  bool html = false;
};

/// True if the header says that the body is not simply text: several parts, HTML, or an encoding of
/// bytes as base64.
bool needs_mime(std::string_view header);

/// Decodes a message. Of several parts the first plain text counts, or else the first HTML.
/// Errors: input_error if it has no text.
Result<MimeMessage> parse_mime(std::string_view name, std::string_view bytes);

}  // namespace entente::ingest
