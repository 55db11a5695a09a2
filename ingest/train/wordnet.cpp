#include "ingest/train/wordnet.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <sstream>
#include <string_view>

#include "ingest/names/data_lines.hpp"
#include "ingest/text/inflection.hpp"

namespace entente::ingest::train {

namespace {

struct Part {
  const char* name;
  char letter;
  std::uint8_t bit;
};
constexpr std::array<Part, 4> parts = {
    {{"noun", 'n', 1}, {"verb", 'v', 2}, {"adj", 'a', 4}, {"adv", 'r', 8}}};

/// What a synset adds to the facts of its words.
struct Synset {
  std::uint8_t file = 0;
  std::uint8_t frames = 0;
};

/// Groups of WordNet's 35 verb frames, by the number of the frame: 1 nothing follows, 2 an object,
/// 4 two objects, 8 a clause, 16 an infinitive, 32 an adjective, 64 a preposition, 128 a gerund.
std::uint8_t frame_group(int frame) {
  static constexpr std::array<std::uint8_t, 36> groups = {
      0,  1,  1,  1,  65, 32, 32, 32, 2, 2,  2,  2, 64, 64, 4,  4,   66, 66,
      66, 66, 66, 66, 64, 2,  16, 16, 8, 64, 16, 8, 66, 66, 16, 128, 8,  16};
  return frame >= 1 && frame <= 35 ? groups[static_cast<std::size_t>(frame)] : 0;
}

int number(std::string_view text, int base = 10) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, base);
  return value;
}

/// One line of data.*: offset, file, type, words, pointers, frames of verbs.
Synset parse_synset(std::string_view line, bool verb) {
  const auto fields = split_fields(line.substr(0, line.find(" | ")), ' ');
  Synset synset;
  if (fields.size() < 5) return synset;
  synset.file = static_cast<std::uint8_t>(number(fields[1]) + 1);
  std::size_t at = 4 + static_cast<std::size_t>(number(fields[3], 16)) * 2;
  if (!verb || at >= fields.size()) return synset;
  at += 1 + static_cast<std::size_t>(number(fields[at])) * 4;
  if (at >= fields.size()) return synset;
  for (int n = number(fields[at]); n > 0 && at + 2 < fields.size(); --n, at += 3) {
    synset.frames |= frame_group(number(fields[at + 2]));
  }
  return synset;
}

class Reader {
 public:
  explicit Reader(const std::string& folder) : folder_(folder) {}

  Result<WordNet> read() {
    for (const Part& part : parts) {
      ENTENTE_TRY(read_exceptions(part));
      ENTENTE_TRY(read_synsets(part));
      ENTENTE_TRY(read_index(part));
    }
    return std::move(wordnet_);
  }

 private:
  template <class Use>
  Status for_each_line_of(const std::string& name, Use use) {
    std::ifstream file(folder_ + "/" + name);
    if (!file) return Error::plain(ErrorClass::not_found, "cannot read " + folder_ + "/" + name);
    for (std::string line; std::getline(file, line);) {
      // The licence stands on lines that begin with spaces.
      if (!line.empty() && line.front() != ' ') use(std::string_view(line));
    }
    return {};
  }

  Status read_exceptions(const Part& part) {
    forms_of_.clear();
    return for_each_line_of(std::string(part.name) + ".exc", [&](std::string_view line) {
      const auto fields = split_fields(line, ' ');
      if (fields.size() < 2 || line.find('_') != std::string_view::npos) return;
      wordnet_.irregular.push_back({std::string(fields[0]), std::string(fields[1]), part.letter});
      forms_of_[std::string(fields[1])].emplace_back(fields[0]);
    });
  }

  Status read_synsets(const Part& part) {
    synsets_.clear();
    return for_each_line_of(std::string("data.") + part.name, [&](std::string_view line) {
      synsets_[std::string(line.substr(0, 8))] = parse_synset(line, part.letter == 'v');
      const auto gloss = line.find(" | ");
      if (gloss != std::string_view::npos) wordnet_.glosses.emplace_back(line.substr(gloss + 3));
    });
  }

  Status read_index(const Part& part) {
    return for_each_line_of(std::string("index.") + part.name, [&](std::string_view line) {
      const auto fields = split_fields(line, ' ');
      if (fields.size() < 6 || fields[0].find('_') != std::string_view::npos) return;
      add_word(part, std::string(fields[0]), fields);
    });
  }

  void add_word(const Part& part, const std::string& word,
                const std::vector<std::string_view>& fields) {
    const auto senses = static_cast<std::size_t>(number(fields[2]));
    std::size_t at = 4 + static_cast<std::size_t>(number(fields[3])) + 2;
    model::WordFacts facts;
    facts.parts_of_speech = part.bit;
    for (std::size_t sense = 0; sense < senses && at < fields.size(); ++sense, ++at) {
      const Synset& synset = synsets_[std::string(fields[at])];
      // Senses are in the order of their frequency; rare ones would blur the word.
      if (part.letter == 'n' && sense == 0) facts.noun_class = synset.file;
      if (part.letter == 'v' && sense < 3) facts.verb_frames |= synset.frames;
    }
    for (const std::string& form : forms(part, word)) add_facts(form, facts);
  }

  std::vector<std::string> forms(const Part& part, const std::string& word) const {
    std::vector<std::string> result = {word};
    if (part.letter == 'v') result = inflect(word);
    if (part.letter == 'n') {
      for (const std::string& form : inflect(word)) {
        if (form.ends_with('s')) result.push_back(form);
      }
    }
    if (const auto found = forms_of_.find(word); found != forms_of_.end()) {
      result.insert(result.end(), found->second.begin(), found->second.end());
    }
    return result;
  }

  void add_facts(const std::string& form, const model::WordFacts& facts) {
    model::WordFacts& all = wordnet_.words[form];
    all.parts_of_speech |= facts.parts_of_speech;
    if (facts.noun_class != 0 && all.noun_class == 0) all.noun_class = facts.noun_class;
    all.verb_frames |= facts.verb_frames;
  }

  std::string folder_;
  WordNet wordnet_;
  std::map<std::string, Synset> synsets_;
  std::map<std::string, std::vector<std::string>> forms_of_;
};

}  // namespace

Result<WordNet> read_wordnet(const std::string& folder) { return Reader(folder).read(); }

}  // namespace entente::ingest::train
