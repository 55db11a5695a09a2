#include "ingest/write/transliterate.hpp"

#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

struct CloseTransliterator {
  void operator()(UTransliterator* rules) const { utrans_close(rules); }
};
using Transliterator = std::unique_ptr<UTransliterator, CloseTransliterator>;

/// One for each thread, as ICU's are not to be shared; made when the first name needs it.
UTransliterator* rules() {
  thread_local const Transliterator made = [] {
    static constexpr char16_t id[] = u"Russian-Latin/BGN; Any-Latin; Latin-ASCII; Lower";
    UErrorCode status = U_ZERO_ERROR;
    return Transliterator(utrans_openU(id, -1, UTRANS_FORWARD, nullptr, 0, nullptr, &status));
  }();
  return made.get();
}

std::string to_latin(std::string_view text) {
  UTransliterator* const transliterator = rules();
  if (transliterator == nullptr || is_ascii(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  std::int32_t length = 0;
  // Romanising makes a text longer, Chinese names the most.
  constexpr std::size_t growth = 8;
  std::vector<UChar> units(text.size() * growth + 16);
  const auto capacity = static_cast<std::int32_t>(units.size());
  u_strFromUTF8(units.data(), capacity, &length, text.data(),
                static_cast<std::int32_t>(text.size()), &status);
  std::int32_t limit = length;
  utrans_transUChars(transliterator, units.data(), &length, capacity, 0, &limit, &status);
  std::string latin(units.size() * 3, '\0');
  std::int32_t bytes = 0;
  u_strToUTF8(latin.data(), static_cast<std::int32_t>(latin.size()), &bytes, units.data(), length,
              &status);
  // A text that ICU cannot take stays as it is.
  if (U_FAILURE(status) != 0) return std::string(text);
  latin.resize(static_cast<std::size_t>(bytes));
  return latin;
}

}  // namespace

std::string romanised(std::string_view text) {
  std::string out;
  for (const char c : to_latin(text)) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool kept = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (kept) {
      out += lower;
    } else if (lower != '\'' && lower != '`' && !out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace entente::ingest
