#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "entente/result.hpp"

namespace entente::ingest {

/// Text in UTF-8, and what it was before.
struct DecodedText {
  std::string text;
  /// Name of the encoding the bytes were in; "UTF-8" if they are the text already.
  std::string encoding;

  [[nodiscard]] bool converted() const { return encoding != "UTF-8"; }
};

/// What is known about the encoding of bytes apart from the bytes; empty if nothing.
struct EncodingHints {
  /// What the user said; decides.
  std::string_view given;
  /// What the document says of itself: the charset of HTML, XML or mail. Authors and servers often
  /// get it wrong, so valid UTF-8 is taken for UTF-8 all the same.
  std::string_view declared;
};

/// Makes UTF-8 of bytes, in this order: a byte order mark; what the user says; bytes that are valid
/// UTF-8, which text in another encoding is practically never by chance, are taken as they are;
/// what the document declares; what ICU's detector is sure enough of. Bytes that are UTF-8 already
/// are not touched, so that offsets are offsets of the file, a byte order mark included; converted
/// text has no byte order mark and is in Unicode's normal form C. `name` is used in messages.
/// Errors: input_error for binary content, bytes that the encoding does not have (with offset and
/// line), an unknown encoding, and if nothing is likely enough.
Result<DecodedText> decode_text(std::string_view name, std::string bytes,
                                const EncodingHints& hints = {});

/// Offset of the first byte that no text has: zero, or a control character other than white space,
/// escape and backspace; npos if there is none.
std::size_t find_binary(std::string_view bytes);

/// `text` in Unicode's normal form C, without soft hyphens and with the ligatures of old type (ﬁ)
/// as letters: for texts that are made from a document instead of being its bytes.
std::string clean_converted(std::string_view text);

}  // namespace entente::ingest
