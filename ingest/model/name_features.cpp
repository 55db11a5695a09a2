#include "ingest/model/name_finder.hpp"

namespace entente::ingest::model {

namespace {

const Word& outside() {
  static const Word word = [] {
    Word w;
    w.exact = w.form = w.shape = no_atom;
    w.prefix.fill(no_atom);
    w.suffix.fill(no_atom);
    return w;
  }();
  return word;
}

/// Gives templates ascending numbers in the order in which they are written.
class Collector {
 public:
  explicit Collector(std::vector<FeatureKey>& out) : out_(out) { out_.clear(); }

  template <class... Atoms>
  void add(Atoms... atoms) {
    out_.push_back(feature_key(next_++, static_cast<Atom>(atoms)...));
  }
  /// Any number of features of one template.
  template <class... Atoms>
  void add_as(std::uint32_t number, Atoms... atoms) {
    out_.push_back(feature_key(3900 + number, static_cast<Atom>(atoms)...));
  }

 private:
  std::vector<FeatureKey>& out_;
  std::uint32_t next_ = 4000;
};

/// Reads a sentence around one word.
class Window {
 public:
  Window(const NameInput& input, std::size_t at) : input_(input), at_(at) {}

  [[nodiscard]] bool has(std::ptrdiff_t offset) const {
    const std::ptrdiff_t i = static_cast<std::ptrdiff_t>(at_) + offset;
    return i >= 0 && i < static_cast<std::ptrdiff_t>(input_.words.size());
  }
  [[nodiscard]] const Word& word(std::ptrdiff_t offset) const {
    return has(offset) ? input_.words[at_ + static_cast<std::size_t>(offset)] : outside();
  }
  [[nodiscard]] Atom tag(std::ptrdiff_t offset) const {
    return has(offset) ? input_.tags[at_ + static_cast<std::size_t>(offset)] : no_atom;
  }
  [[nodiscard]] Atom lists(std::ptrdiff_t offset) const {
    return has(offset) ? input_.lists[at_ + static_cast<std::size_t>(offset)] : 0;
  }

 private:
  const NameInput& input_;
  std::size_t at_;
};

void own_features(const Window& window, Atom place, Collector& add) {
  const Word& word = window.word(0);
  add.add(word.form);
  add.add(word.exact);
  add.add(word.shape, place);
  add.add(window.tag(0));
  add.add(window.tag(0), word.shape);
  for (std::size_t n = 0; n < 4; ++n) {
    add.add(word.prefix[n]);
    add.add(word.suffix[n]);
  }
  add.add(word.facts.cluster);
  add.add(word.facts.cluster, word.shape);
  add.add(word.facts.parts_of_speech, word.shape, place);
  add.add(word.facts.noun_class, word.facts.parts_of_speech, word.shape);
  const Atom lists = window.lists(0);
  // Each list by itself, then what is on which list together.
  for (std::uint32_t bit = 0; bit < 32; ++bit) {
    if ((lists >> bit & 1U) != 0) add.add_as(0, bit, word.upper, place);
  }
  add.add(lists & 0xFFU, window.tag(0), word.shape);
  add.add(lists, word.shape);
}

void context_features(const Window& window, Collector& add) {
  const Word& word = window.word(0);
  for (const int offset : {-2, -1, 1, 2}) {
    const Word& other = window.word(offset);
    add.add(other.form);
    add.add(other.shape);
    add.add(window.tag(offset));
    add.add(other.facts.cluster);
    add.add(other.facts.noun_class, window.tag(offset));
    add.add(window.lists(offset) & 0xFFU);
    add.add(other.form, word.shape);
  }
  add.add(window.word(-1).form, word.form);
  add.add(word.form, window.word(1).form);
  add.add(window.word(-1).shape, word.shape, window.word(1).shape);
  add.add(window.tag(-1), window.tag(0), window.tag(1));
  add.add(window.tag(-1), window.tag(0));
  add.add(window.tag(0), window.tag(1));
  add.add(window.lists(-1) & 0xFFU, window.lists(0) & 0xFFU);
  add.add(window.lists(0) & 0xFFU, window.lists(1) & 0xFFU);
  add.add(window.word(-2).form, window.word(-1).form);
  add.add(window.word(1).form, window.word(2).form);
  add.add(window.word(1).suffix[2], word.shape);
  add.add(window.word(-1).suffix[2], word.shape);
}

/// The word's syntax: names of persons speak, names of places follow "in".
void tree_features(const NameInput& input, std::size_t at, Collector& add) {
  if (input.arcs.empty()) return;
  const Arc& arc = input.arcs[at];
  const Word& head = arc.head < input.words.size() ? input.words[arc.head] : outside();
  add.add(arc.label, input.words[at].shape);
  add.add(head.form, arc.label);
  add.add(head.facts.cluster, arc.label);
  add.add(head.facts.noun_class, head.facts.verb_frames, arc.label);
  // The head of the whole name, if this word is a part of it.
  const bool upper_head = head.upper && arc.head < input.words.size();
  const Arc& top = upper_head ? input.arcs[arc.head] : arc;
  const Word& top_head = top.head < input.words.size() ? input.words[top.head] : outside();
  add.add(upper_head, top.label, top_head.form);
  add.add(upper_head, top.label, top_head.facts.noun_class);
}

}  // namespace

void name_features(const NameInput& input, std::size_t at, std::vector<FeatureKey>& out) {
  Collector add(out);
  const Window window(input, at);
  const Word& word = window.word(0);
  const bool shouted = word.all_upper && window.word(-1).all_upper && window.word(1).all_upper;
  own_features(window, (at == 0 ? 1U : 0U) | (shouted ? 2U : 0U), add);
  context_features(window, add);
  tree_features(input, at, add);
}

NameInput look_up_names(std::span<const Word> words, std::span<const std::uint16_t> tags,
                        std::span<const Arc> arcs, const Lexicon& lexicon) {
  NameInput input{words, tags, arcs, std::vector<std::uint32_t>(words.size(), 0)};
  for (std::size_t i = 0; i < words.size(); ++i) {
    input.lists[i] |= words[i].facts.names;
    if (!words[i].upper) continue;
    Atom key = phrase_atom(0, words[i].form);
    std::size_t end = i;
    std::uint8_t found = 0;
    for (std::size_t j = i + 1; j < words.size() && j < i + longest_phrase; ++j) {
      key = phrase_atom(key, words[j].form);
      const std::uint8_t lists = lexicon.phrase(key);
      if (lists != 0) {
        end = j;
        found = lists;
      }
    }
    if (found == 0) continue;
    input.lists[i] |= static_cast<std::uint32_t>(found) << 8U;
    for (std::size_t j = i + 1; j < end; ++j) {
      input.lists[j] |= static_cast<std::uint32_t>(found) << 16U;
    }
    input.lists[end] |= static_cast<std::uint32_t>(found) << 24U;
  }
  return input;
}

}  // namespace entente::ingest::model
