#include "ingest/readers/encoding.hpp"

#include <fmt/format.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

using Units = std::u16string;

constexpr const char* encoding_hint =
    "name its encoding if you know it (--encoding), or convert it to UTF-8 with iconv";

Error wrong(std::string message, std::string hint = encoding_hint) {
  return Error::plain(ErrorClass::input_error, std::move(message), std::move(hint));
}

std::ptrdiff_t line_at(std::string_view bytes, std::size_t offset) {
  return 1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(offset), '\n');
}

std::string normal_form_c(const Units& units) {
  UErrorCode code = U_ZERO_ERROR;
  const UNormalizer2* form = unorm2_getNFCInstance(&code);
  const auto size = static_cast<std::int32_t>(units.size());
  Units composed(units.size(), u'\0');
  auto needed = unorm2_normalize(form, units.data(), size, composed.data(), size, &code);
  // Some characters that Unicode excludes from composition get longer.
  if (code == U_BUFFER_OVERFLOW_ERROR) {
    code = U_ZERO_ERROR;
    composed.resize(static_cast<std::size_t>(needed));
    needed = unorm2_normalize(form, units.data(), size, composed.data(), needed, &code);
  }
  composed.resize(static_cast<std::size_t>(needed));
  std::string text(composed.size() * 3, '\0');
  std::int32_t bytes = 0;
  u_strToUTF8(text.data(), static_cast<std::int32_t>(text.size()), &bytes, composed.data(), needed,
              &code);
  text.resize(static_cast<std::size_t>(bytes));
  return text;
}

/// Where a conversion stopped.
struct BadByte {
  std::size_t offset = 0;
};

using Converter = std::unique_ptr<UConverter, decltype(&ucnv_close)>;

Converter open_converter(const std::string& encoding) {
  UErrorCode code = U_ZERO_ERROR;
  Converter converter(ucnv_open(encoding.c_str(), &code), &ucnv_close);
  if (U_FAILURE(code) || !converter) return {nullptr, &ucnv_close};
  ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &code);
  return converter;
}

/// All of `bytes` in UTF-16, or the place of the first byte that the encoding does not have.
std::pair<Units, std::optional<BadByte>> convert(UConverter* converter, std::string_view bytes) {
  Units units;
  std::array<char16_t, 4096> piece{};
  const char* at = bytes.data();
  const char* const end = at + bytes.size();
  for (;;) {
    char16_t* out = piece.data();
    UErrorCode code = U_ZERO_ERROR;
    ucnv_toUnicode(converter, &out, piece.data() + piece.size(), &at, end, nullptr, 1, &code);
    units.append(piece.data(), out);
    if (code == U_BUFFER_OVERFLOW_ERROR) continue;
    if (U_SUCCESS(code)) return {std::move(units), std::nullopt};
    std::array<char, 16> invalid{};
    auto size = static_cast<std::int8_t>(invalid.size());
    UErrorCode asked = U_ZERO_ERROR;
    ucnv_getInvalidChars(converter, invalid.data(), &size, &asked);
    const auto read = static_cast<std::size_t>(at - bytes.data());
    return {std::move(units),
            BadByte{read - std::min<std::size_t>(read, U_SUCCESS(asked) ? size : 0)}};
  }
}

/// Browsers read these labels as the larger sets that documents in fact use (the WHATWG's encoding
/// standard says so).
std::string effective_encoding(std::string_view label) {
  const std::string folded = fold(trim(label));
  for (const char* latin : {"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1",
                            "us-ascii", "ascii", "cp1252", "x-cp1252"}) {
    if (folded == latin) return "windows-1252";
  }
  if (folded == "iso-8859-9" || folded == "latin5") return "windows-1254";
  if (folded == "gb2312" || folded == "gbk") return "gb18030";
  if (folded == "utf8" || folded == "unicode-1-1-utf-8") return "utf-8";
  return folded;
}

/// C1 control characters come from reading bytes in a set that does not have them.
bool has_stray_controls(const Units& units) {
  return std::any_of(units.begin(), units.end(),
                     [](char16_t c) { return (c >= 0x80 && c <= 0x9F) || c == 0xFFFD; });
}

Result<DecodedText> decode_as(std::string_view name, std::string_view bytes,
                              const std::string& encoding, std::size_t skipped = 0) {
  const Converter converter = open_converter(encoding);
  if (!converter) {
    return wrong(fmt::format("'{}': there is no encoding '{}'", name, encoding),
                 "names are those of IANA: windows-1252, iso-8859-2, utf-16le, …");
  }
  auto [units, bad] = convert(converter.get(), bytes.substr(skipped));
  if (bad) {
    const std::size_t offset = bad->offset + skipped;
    return wrong(fmt::format("'{}' is not valid {} at byte {} (line {})", name, encoding, offset,
                             line_at(bytes, offset)));
  }
  DecodedText decoded{normal_form_c(units), encoding};
  if (const auto at = find_binary(decoded.text); at != std::string::npos) {
    return wrong(fmt::format("'{}' is no text in {}: a control character at byte {} of it", name,
                             encoding, at));
  }
  return decoded;
}

/// Whether a guess gave words: letters with accents stand within words of plain ones, and there is
/// enough of another script to tell. The detector itself is content with a single odd byte.
bool reads_as_words(const Units& units) {
  constexpr char16_t latin_end = 0x250;
  constexpr std::size_t foreign_min = 20;
  std::size_t accented = 0;
  std::size_t alone = 0;
  std::size_t foreign = 0;
  const auto plain_at = [&](std::size_t i) {
    return i < units.size() && units[i] < 0x80 && is_letter(units[i]);
  };
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (units[i] < 0x80 || !is_letter(units[i])) continue;
    foreign += units[i] >= latin_end ? 1 : 0;
    if (units[i] >= latin_end) continue;
    ++accented;
    // The one before the first wraps around to beyond the end.
    alone += plain_at(i - 1) || plain_at(i + 1) ? 0 : 1;
  }
  return (foreign == 0 || foreign >= foreign_min) && alone * 4 <= accented;
}

struct ByteOrderMark {
  std::string_view bytes;
  const char* encoding;
};
constexpr std::array<ByteOrderMark, 4> marks = {{{{"\xFF\xFE\0\0", 4}, "utf-32le"},
                                                 {{"\0\0\xFE\xFF", 4}, "utf-32be"},
                                                 {{"\xFF\xFE", 2}, "utf-16le"},
                                                 {{"\xFE\xFF", 2}, "utf-16be"}}};

/// UTF-16 without a mark: in English every second byte is zero, and none of the others.
const char* bare_utf16(std::string_view bytes) {
  constexpr std::size_t looked_at_max = 4096;
  std::array<std::size_t, 2> zeros{};
  const auto size = std::min(bytes.size(), looked_at_max) & ~std::size_t{1};
  for (std::size_t i = 0; i < size; ++i) zeros[i & 1U] += bytes[i] == '\0' ? 1 : 0;
  if (size < 8 || bytes.size() % 2 != 0) return nullptr;
  if (zeros[0] == 0 && zeros[1] * 10 >= size / 2 * 9) return "utf-16le";
  if (zeros[1] == 0 && zeros[0] * 10 >= size / 2 * 9) return "utf-16be";
  return nullptr;
}

struct Guess {
  std::string encoding;
  std::int32_t confidence = 0;
};

/// ICU's first guess. It looks at frequencies of letters and of pairs of bytes.
std::optional<Guess> detect(std::string_view bytes) {
  constexpr std::size_t looked_at_max = 256 * 1024;
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, decltype(&ucsdet_close)> detector(ucsdet_open(&code),
                                                                            &ucsdet_close);
  if (U_FAILURE(code)) return std::nullopt;
  ucsdet_setText(detector.get(), bytes.data(),
                 static_cast<std::int32_t>(std::min(bytes.size(), looked_at_max)), &code);
  const UCharsetMatch* match = ucsdet_detect(detector.get(), &code);
  if (U_FAILURE(code) || match == nullptr) return std::nullopt;
  Guess guess;
  guess.confidence = ucsdet_getConfidence(match, &code);
  const char* encoding = ucsdet_getName(match, &code);
  if (U_FAILURE(code) || encoding == nullptr) return std::nullopt;
  guess.encoding = effective_encoding(encoding);
  return guess;
}

/// Below this ICU's detector is about as often wrong as right on a page of text.
constexpr std::int32_t confidence_min = 50;

Result<DecodedText> decode_guessed(std::string_view name, std::string_view bytes,
                                   std::size_t bad_offset) {
  const auto place = fmt::format("'{}' is not valid UTF-8 at byte {} (line {})", name, bad_offset,
                                 line_at(bytes, bad_offset));
  const auto guess = detect(bytes);
  if (!guess || guess->encoding == "utf-8") return wrong(place);
  if (guess->confidence < confidence_min) {
    return wrong(fmt::format("{}, and {} is only a guess ({} of 100)", place, guess->encoding,
                             guess->confidence));
  }
  const Converter converter = open_converter(guess->encoding);
  if (!converter) return wrong(place);
  const auto [units, bad] = convert(converter.get(), bytes);
  if (bad || has_stray_controls(units) || !reads_as_words(units)) return wrong(place);
  return decode_as(name, bytes, guess->encoding);
}

}  // namespace

std::size_t find_binary(std::string_view bytes) {
  constexpr std::string_view allowed = "\t\n\v\f\r\b\x1B\x1A";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto c = static_cast<unsigned char>(bytes[i]);
    if (c < ' ' && allowed.find(bytes[i]) == std::string_view::npos) return i;
  }
  return std::string_view::npos;
}

Result<DecodedText> decode_text(std::string_view name, std::string bytes,
                                const EncodingHints& hints) {
  for (const ByteOrderMark& mark : marks) {
    if (bytes.starts_with(mark.bytes)) {
      return decode_as(name, bytes, mark.encoding, mark.bytes.size());
    }
  }
  const std::string given = effective_encoding(hints.given);
  if (!given.empty() && given != "utf-8") return decode_as(name, bytes, given);
  if (const char* encoding = bare_utf16(bytes)) return decode_as(name, bytes, encoding);
  if (const auto at = find_binary(bytes); at != std::string::npos) {
    return wrong(fmt::format("'{}' is a binary file (byte {} at offset {})", name,
                             static_cast<unsigned>(static_cast<unsigned char>(bytes[at])), at),
                 "give text, Markdown, HTML, RSS, Atom, PDF, mail, JSON Lines or CSV");
  }
  const std::string declared = effective_encoding(hints.declared);
  // Encodings of seven bits look like valid UTF-8 and are not.
  const bool shifting = declared.starts_with("iso-2022") && bytes.find('\x1B') != std::string::npos;
  const auto bad = find_invalid_utf8(bytes);
  if (!bad && !shifting) return DecodedText{std::move(bytes), "UTF-8"};
  if (given == "utf-8") {
    return wrong(fmt::format("'{}' is not valid UTF-8 at byte {} (line {})", name, bad.value_or(0),
                             line_at(bytes, bad.value_or(0))));
  }
  if (!declared.empty() && declared != "utf-8" && !declared.starts_with("utf-16")) {
    return decode_as(name, bytes, declared);
  }
  return decode_guessed(name, bytes, bad.value_or(0));
}

std::string clean_converted(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> ligatures = {
      {{"ﬀ", "ff"}, {"ﬁ", "fi"}, {"ﬂ", "fl"}, {"ﬃ", "ffi"}, {"ﬄ", "ffl"}, {"ﬅ", "st"}}};
  constexpr std::string_view soft_hyphen = "\xC2\xAD";
  std::string plain;
  plain.reserve(text.size());
  bool ascii = true;
  for (std::size_t i = 0; i < text.size();) {
    if (static_cast<unsigned char>(text[i]) < 0x80) {
      plain += text[i++];
      continue;
    }
    ascii = false;
    const std::string_view rest = text.substr(i);
    const auto found = std::find_if(ligatures.begin(), ligatures.end(),
                                    [&](const auto& pair) { return rest.starts_with(pair.first); });
    if (found != ligatures.end()) {
      plain += found->second;
      i += found->first.size();
    } else if (rest.starts_with(soft_hyphen)) {
      i += soft_hyphen.size();
    } else {
      plain += text[i++];
    }
  }
  if (ascii) return plain;
  UErrorCode code = U_ZERO_ERROR;
  Units units(plain.size(), u'\0');
  std::int32_t size = 0;
  u_strFromUTF8(units.data(), static_cast<std::int32_t>(units.size()), &size, plain.data(),
                static_cast<std::int32_t>(plain.size()), &code);
  if (U_FAILURE(code)) return plain;
  units.resize(static_cast<std::size_t>(size));
  return normal_form_c(units);
}

}  // namespace entente::ingest
