#include "ingest/model/lemmatiser.hpp"

#include <algorithm>

#include "ingest/text/utf8.hpp"

namespace entente::ingest::model {

std::string Lemmatiser::base(std::string_view text, bool proper) {
  return proper ? std::string(text) : fold(text);
}

const LemmaRule* Lemmatiser::find(FeatureKey key, std::size_t length) const {
  const auto found = choices_.find(key);
  // A rule that cuts more than there is came by a collision of hashes.
  if (found == choices_.end() || rules_[found->second].cut > length) return nullptr;
  return &rules_[found->second];
}

std::string Lemmatiser::lemma(std::string_view text, std::uint16_t tag, bool proper) const {
  std::string word = base(text, proper);
  const LemmaRule* rule = find(word_key(tag, word), word.size());
  for (std::size_t n = std::min(word.size(), longest_lemma_ending) + 1; rule == nullptr && n > 0;) {
    --n;
    rule = find(ending_key(tag, std::string_view(word).substr(word.size() - n)), word.size());
  }
  if (rule == nullptr) return word;
  word.resize(word.size() - rule->cut);
  word += rule->ending;
  return word;
}

void Lemmatiser::write(std::string& out) const {
  storage::append_varint(out, rules_.size());
  for (const LemmaRule& rule : rules_) {
    out.push_back(static_cast<char>(rule.cut));
    storage::append_string(out, rule.ending);
  }
  const std::map<FeatureKey, std::uint16_t> sorted(choices_.begin(), choices_.end());
  storage::append_varint(out, sorted.size());
  FeatureKey last = 0;
  for (const auto& [key, rule] : sorted) {
    storage::append_varint(out, key - last);
    last = key;
    storage::append_varint(out, rule);
  }
}

Lemmatiser Lemmatiser::read(storage::ByteReader& in) {
  Lemmatiser lemmatiser;
  lemmatiser.rules_.resize(in.count(2));
  for (LemmaRule& rule : lemmatiser.rules_) {
    rule.cut = in.u8();
    rule.ending = in.string();
  }
  const std::size_t choices = in.count(2);
  FeatureKey key = 0;
  for (std::size_t i = 0; i < choices && in.ok(); ++i) {
    key += in.varint_32();
    const std::uint32_t rule = in.varint_32();
    if (rule >= lemmatiser.rules_.size()) in.fail();
    lemmatiser.choices_.emplace(key, static_cast<std::uint16_t>(rule));
  }
  return lemmatiser;
}

}  // namespace entente::ingest::model
