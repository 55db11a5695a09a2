#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

/// The one place that knows ICU and Snowball. Texts are UTF-8. All functions are thread-safe.
namespace entente::storage {

using WordVisitor = std::function<void(std::string_view word)>;

/// Visits the words of a text by the rules of UAX #29 (Unicode text segmentation); pieces without
/// letters, digits or ideographs are no words.
void visit_words(std::string_view text, const WordVisitor& visit);

enum class CharacterClass : std::uint8_t { letter, blank, other };
/// The class of the character at `position`, which is moved behind it; broken bytes are `other`.
CharacterClass next_character(std::string_view text, std::size_t& position);

/// Lower case by Unicode's rules that hold for every language.
std::string lower_case(std::string_view text);
/// Without combining marks: decomposed, marks removed, composed.
std::string remove_marks(std::string_view text);
/// The stem of a word by a Snowball algorithm; the word itself if there is no such algorithm.
std::string word_stem(std::string_view algorithm, std::string_view word);

}  // namespace entente::storage
