#include "ingest/model/lexicon.hpp"

#include <algorithm>

namespace entente::ingest::model {

namespace {

constexpr std::size_t bucket_count = 1U << 16U;

template <class Entry>
std::vector<std::uint32_t> make_buckets(const std::vector<Entry>& entries) {
  std::vector<std::uint32_t> begins(bucket_count + 1, 0);
  for (const Entry& entry : entries) ++begins[(entry.key >> 16U) + 1];
  for (std::size_t i = 1; i <= bucket_count; ++i) begins[i] += begins[i - 1];
  return begins;
}

template <class Entry>
const Entry* find(const std::vector<Entry>& entries, const std::vector<std::uint32_t>& begins,
                  Atom key) {
  if (begins.empty()) return nullptr;
  // A bucket holds a few entries, which one look at memory brings.
  for (std::uint32_t i = begins[key >> 16U]; i < begins[(key >> 16U) + 1]; ++i) {
    if (entries[i].key == key) return &entries[i];
  }
  return nullptr;
}

/// Reads the next of ascending keys.
Atom read_key(storage::ByteReader& in, Atom last, bool first) {
  const std::uint32_t step = in.varint_32();
  if (!first && (step == 0 || last + step < last)) in.fail();
  return last + step;
}

}  // namespace

Lexicon::Lexicon(std::vector<Word> words, std::vector<Phrase> phrases)
    : words_(std::move(words)), phrases_(std::move(phrases)) {
  index();
}

void Lexicon::index() {
  word_buckets_ = make_buckets(words_);
  phrase_buckets_ = make_buckets(phrases_);
}

const WordFacts& Lexicon::word(Atom normal_form) const {
  static const WordFacts nothing;
  const Word* found = find(words_, word_buckets_, normal_form);
  return found != nullptr ? found->facts : nothing;
}

std::uint8_t Lexicon::phrase(Atom key) const {
  const Phrase* found = find(phrases_, phrase_buckets_, key);
  return found != nullptr ? found->lists : 0;
}

void Lexicon::write(std::string& out) const {
  storage::append_varint(out, words_.size());
  Atom last = 0;
  for (const Word& word : words_) {
    storage::append_varint(out, word.key - last);
    last = word.key;
    storage::append_varint(out, word.facts.cluster);
    storage::append_varint(out, word.facts.tag_set);
    // Two small numbers share a byte: most words have parts of speech and no names.
    out.push_back(static_cast<char>(
        word.facts.parts_of_speech | (word.facts.noun_class != 0 ? 0x10U : 0U) |
        (word.facts.verb_frames != 0 ? 0x20U : 0U) | (word.facts.names != 0 ? 0x40U : 0U)));
    if (word.facts.noun_class != 0) out.push_back(static_cast<char>(word.facts.noun_class));
    if (word.facts.verb_frames != 0) out.push_back(static_cast<char>(word.facts.verb_frames));
    if (word.facts.names != 0) out.push_back(static_cast<char>(word.facts.names));
  }
  storage::append_varint(out, phrases_.size());
  last = 0;
  for (const Phrase& phrase : phrases_) {
    storage::append_varint(out, phrase.key - last);
    last = phrase.key;
    out.push_back(static_cast<char>(phrase.lists));
  }
}

Lexicon Lexicon::read(storage::ByteReader& in) {
  Lexicon lexicon;
  lexicon.words_.resize(in.count(4));
  Atom last = 0;
  for (Word& word : lexicon.words_) {
    if (!in.ok()) break;
    last = word.key = read_key(in, last, &word == lexicon.words_.data());
    const std::uint32_t cluster = in.varint_32();
    const std::uint32_t tag_set = in.varint_32();
    if (cluster > UINT16_MAX || tag_set > UINT16_MAX) in.fail();
    const std::uint8_t packed = in.u8();
    word.facts.cluster = static_cast<std::uint16_t>(cluster);
    word.facts.tag_set = static_cast<std::uint16_t>(tag_set);
    word.facts.parts_of_speech = packed & 0x0FU;
    if ((packed & 0x10U) != 0) word.facts.noun_class = in.u8();
    if ((packed & 0x20U) != 0) word.facts.verb_frames = in.u8();
    if ((packed & 0x40U) != 0) word.facts.names = in.u8();
  }
  lexicon.phrases_.resize(in.count(2));
  last = 0;
  for (Phrase& phrase : lexicon.phrases_) {
    if (!in.ok()) break;
    last = phrase.key = read_key(in, last, &phrase == lexicon.phrases_.data());
    phrase.lists = in.u8();
  }
  if (!in.ok()) return {};
  lexicon.index();
  return lexicon;
}

}  // namespace entente::ingest::model
