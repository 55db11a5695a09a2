// Any bytes as documents of every format but PDF: nothing may crash, hang or grow without bounds,
// and what is read must be valid UTF-8 whose blocks lie in it, in order, and cut no character.
//
//   cmake --preset fuzz && cmake --build --preset fuzz --target readers_fuzz
//   build/fuzz/tests/fuzz/readers_fuzz -timeout=10 -max_len=65536 CORPUS examples/news

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/readers/encoding.hpp"
#include "ingest/readers/html_page.hpp"
#include "ingest/readers/mail_header.hpp"
#include "ingest/readers/reader.hpp"
#include "ingest/readers/rfc_dates.hpp"
#include "ingest/text/dates.hpp"
#include "ingest/text/utf8.hpp"
#include "tests/fuzz/require.hpp"

namespace {

using namespace entente;
using namespace entente::ingest;

void check(const SourceDocument& document) {
  const std::string_view text = document.text;
  require(!find_invalid_utf8(text), "the text is not UTF-8");
  require(document.masked.empty() || document.masked.size() == text.size(), "the mask has moved");
  require(!find_invalid_utf8(document.readable()), "the mask is not UTF-8");
  std::size_t end = 0;
  for (const TextBlock& block : document.blocks) {
    require(block.begin >= end && block.begin <= block.end && block.end <= text.size(),
            "a block is not where it should be");
    require(begins_character(text, block.begin) && begins_character(text, block.end),
            "a block cuts a character");
    end = block.end;
  }
  require(document.date.empty() || is_iso_date(document.date), "the date is none");
  for (const std::string* part : {&document.title, &document.author, &document.source}) {
    require(!find_invalid_utf8(*part), "metadata are not UTF-8");
  }
}

bool check_item(const ReadItem& item) {
  if (const auto* document = std::get_if<SourceDocument>(&item)) check(*document);
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  static_cast<void>(detect_format("x", bytes, {}));
  static_cast<void>(day_of_date(bytes));
  if (const auto mail = read_mail("x", bytes, {})) check(*mail);
  const std::string charset = html_charset(bytes);
  const std::string encoding = xml_encoding(bytes);
  const auto decoded = decode_text("x", bytes, {{}, charset.empty() ? encoding : charset});
  if (!decoded) return 0;
  const std::string& text = decoded->text;
  require(!find_invalid_utf8(text), "decoded text is not UTF-8");
  require(!find_invalid_utf8(clean_converted(text)), "cleaned text is not UTF-8");
  check(read_plain_text("x", text));
  check(read_markdown("x", text));
  if (const auto page = read_html("x", text)) check(*page);
  read_feed("x", text, {}, check_item);
  read_csv("x", text, check_item);
  return 0;
}
