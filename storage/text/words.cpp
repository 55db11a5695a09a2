#include "storage/text/words.hpp"

#include <libstemmer.h>
#include <unicode/ubrk.h>
#include <unicode/ucasemap.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <map>
#include <memory>

namespace entente::storage {
namespace {

struct CloseIterator {
  void operator()(UBreakIterator* iterator) const { ubrk_close(iterator); }
};
struct CloseText {
  void operator()(UText* text) const { utext_close(text); }
};
struct CloseCaseMap {
  void operator()(UCaseMap* map) const { ucasemap_close(map); }
};
struct DeleteStemmer {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

/// Opening one costs a thousand times as much as finding a word, and none may be shared by threads.
UBreakIterator* word_iterator() {
  thread_local std::unique_ptr<UBreakIterator, CloseIterator> iterator;
  if (!iterator) {
    UErrorCode error = U_ZERO_ERROR;
    iterator.reset(ubrk_open(UBRK_WORD, "", nullptr, 0, &error));
  }
  return iterator.get();
}

const UCaseMap* case_map() {
  thread_local std::unique_ptr<UCaseMap, CloseCaseMap> map;
  if (!map) {
    UErrorCode error = U_ZERO_ERROR;
    map.reset(ucasemap_open("", U_FOLD_CASE_DEFAULT, &error));
  }
  return map.get();
}

std::u16string to_utf16(std::string_view text) {
  std::u16string out(text.size(), u'\0');
  std::int32_t length = 0;
  UErrorCode error = U_ZERO_ERROR;
  u_strFromUTF8WithSub(out.data(), static_cast<std::int32_t>(out.size()), &length, text.data(),
                       static_cast<std::int32_t>(text.size()), 0xFFFD, nullptr, &error);
  out.resize(U_SUCCESS(error) != 0 ? static_cast<std::size_t>(length) : 0);
  return out;
}

std::string to_utf8(std::u16string_view text) {
  // At most three bytes for each unit; those that take four come in pairs.
  std::string out(text.size() * 3, '\0');
  std::int32_t length = 0;
  UErrorCode error = U_ZERO_ERROR;
  u_strToUTF8(out.data(), static_cast<std::int32_t>(out.size()), &length, text.data(),
              static_cast<std::int32_t>(text.size()), &error);
  out.resize(U_SUCCESS(error) != 0 ? static_cast<std::size_t>(length) : 0);
  return out;
}

std::u16string normalised(const UNormalizer2* form, const std::u16string& text) {
  std::u16string out(text.size() * 4 + 16, u'\0');
  UErrorCode error = U_ZERO_ERROR;
  std::int32_t length = unorm2_normalize(form, text.data(), static_cast<std::int32_t>(text.size()),
                                         out.data(), static_cast<std::int32_t>(out.size()), &error);
  if (error == U_BUFFER_OVERFLOW_ERROR) {
    out.resize(static_cast<std::size_t>(length));
    error = U_ZERO_ERROR;
    length = unorm2_normalize(form, text.data(), static_cast<std::int32_t>(text.size()), out.data(),
                              static_cast<std::int32_t>(out.size()), &error);
  }
  if (U_FAILURE(error) != 0) return text;
  out.resize(static_cast<std::size_t>(length));
  return out;
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if ((static_cast<unsigned char>(c) & 0x80U) != 0) return false;
  }
  return true;
}

}  // namespace

void visit_words(std::string_view text, const WordVisitor& visit) {
  UBreakIterator* iterator = word_iterator();
  if (iterator == nullptr) return;
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<UText, CloseText> source(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &error));
  ubrk_setUText(iterator, source.get(), &error);
  if (U_FAILURE(error) != 0) return;
  std::int32_t begin = ubrk_first(iterator);
  for (std::int32_t end = ubrk_next(iterator); end != UBRK_DONE; end = ubrk_next(iterator)) {
    if (ubrk_getRuleStatus(iterator) >= UBRK_WORD_NONE_LIMIT) {
      visit(text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
    }
    begin = end;
  }
}

CharacterClass next_character(std::string_view text, std::size_t& position) {
  UChar32 character = 0;
  U8_NEXT(text.data(), position, text.size(), character);
  if (character < 0) return CharacterClass::other;
  if (u_isalpha(character) != 0) return CharacterClass::letter;
  if (u_isUWhiteSpace(character) != 0) return CharacterClass::blank;
  return CharacterClass::other;
}

std::string lower_case(std::string_view text) {
  if (is_ascii(text)) {
    std::string out(text);
    for (char& c : out) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
  }
  const UCaseMap* map = case_map();
  if (map == nullptr) return std::string(text);
  std::string out(text.size() * 3, '\0');
  UErrorCode error = U_ZERO_ERROR;
  const std::int32_t length =
      ucasemap_utf8ToLower(map, out.data(), static_cast<std::int32_t>(out.size()), text.data(),
                           static_cast<std::int32_t>(text.size()), &error);
  if (U_FAILURE(error) != 0) return std::string(text);
  out.resize(static_cast<std::size_t>(length));
  return out;
}

std::string remove_marks(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  UErrorCode error = U_ZERO_ERROR;
  const UNormalizer2* decomposed = unorm2_getNFDInstance(&error);
  const UNormalizer2* composed = unorm2_getNFCInstance(&error);
  if (U_FAILURE(error) != 0) return std::string(text);
  const std::u16string parts = normalised(decomposed, to_utf16(text));
  std::u16string kept;
  for (const char16_t unit : parts) {
    // All marks that letters are decomposed into lie in the first plane.
    if (u_charType(unit) != U_NON_SPACING_MARK) kept.push_back(unit);
  }
  return to_utf8(normalised(composed, kept));
}

std::string word_stem(std::string_view algorithm, std::string_view word) {
  using Stemmer = std::unique_ptr<sb_stemmer, DeleteStemmer>;
  thread_local std::map<std::string, Stemmer, std::less<>> stemmers;
  auto it = stemmers.find(algorithm);
  if (it == stemmers.end()) {
    std::string name(algorithm);
    Stemmer stemmer(sb_stemmer_new(name.c_str(), "UTF_8"));
    it = stemmers.emplace(std::move(name), std::move(stemmer)).first;
  }
  if (!it->second) return std::string(word);
  sb_stemmer* stemmer = it->second.get();
  const sb_symbol* stem = sb_stemmer_stem(stemmer, reinterpret_cast<const sb_symbol*>(word.data()),
                                          static_cast<int>(word.size()));
  if (stem == nullptr) return std::string(word);
  return {reinterpret_cast<const char*>(stem),
          static_cast<std::size_t>(sb_stemmer_length(stemmer))};
}

}  // namespace entente::storage
