#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "ingest/resolve/resolver_steps.hpp"

namespace entente::ingest {

namespace {

/// How far back a reference looks, in sentences.
constexpr std::size_t sentences_back_max = 3;

/// Finds what descriptions of fixed forms refer to, sentence by sentence.
class PatternFinder {
 public:
  PatternFinder(const SplitText& text, const WordClasses& classes, ResolvedDocument& document)
      : text_(text), classes_(classes), document_(document) {
    for (std::uint32_t m = 0; m < document.mentions.size(); ++m) find_leader(m);
    for (std::uint32_t e = 0; e < document.entities.size(); ++e) {
      const DocumentEntity& entity = document.entities[e];
      if (entity.type == EntityType::Country) countries_.emplace(entity.country, e);
    }
  }

  void run() {
    for (sentence_ = 0; sentence_ < text_.sentences.size(); ++sentence_) {
      const Sentence& sentence = text_.sentences[sentence_];
      for (std::uint32_t i = sentence.first_token; i < sentence.last_token; ++i) {
        if (document_.mention_over[i] == no_entity || document_.mention_at[i] != no_entity) {
          try_all(i);
        }
      }
    }
    insert_mentions(text_, std::move(found_), document_);
  }

 private:
  std::string_view form(std::uint32_t i) const {
    return i < text_.sentences[sentence_].last_token ? std::string_view(text_.tokens[i].form)
                                                     : std::string_view{};
  }

  /// Remembers "Russian President Vladimir Putin", "China's president Xi Jinping", "Putin, the
  /// Russian president,", "Putin was sworn in as Russian president", so that "the Russian leader"
  /// finds him.
  void find_leader(std::uint32_t m) {
    const Mention& country = document_.mentions[m];
    if (country.type != EntityType::Country) return;
    std::uint32_t at = country.last_token;
    if (at < text_.tokens.size() && text_.tokens[at].form == "'s") ++at;
    const auto size = classes_.match("state_leader", text_.tokens, at);
    if (size == 0) return;
    const bool more = m + 1 < document_.mentions.size();
    const Mention* next = more ? &document_.mentions[m + 1] : nullptr;
    const Mention* person = nullptr;
    if (next != nullptr && at + size == next->first_token) {
      person = next;
    } else if (m > 0 && is_said_of_subject(country)) {
      person = &document_.mentions[m - 1];
    }
    if (person == nullptr || person->type != EntityType::Person) return;
    leaders_.emplace(country.entities.front(), person->entities.front());
  }

  /// What stands before the country says that the office is that of the person before: a comma,
  /// "as", "is".
  bool is_said_of_subject(const Mention& country) const {
    std::uint32_t before = country.first_token;
    const auto skip = [&](std::string_view word) {
      if (before > 0 && text_.tokens[before - 1].form == word) --before;
    };
    skip("the");
    if (before == 0) return false;
    constexpr std::array<std::string_view, 7> links = {",",      "as",     "is",     "was",
                                                       "became", "become", "remains"};
    return std::find(links.begin(), links.end(), text_.tokens[before - 1].form) != links.end();
  }

  void add(std::uint32_t first, std::uint32_t last, EntityType type,
           std::vector<std::uint32_t> entities, double confidence) {
    Mention mention;
    mention.first_token = first;
    mention.last_token = last;
    mention.type = type;
    mention.form = MentionForm::reference;
    mention.confidence = confidence;
    mention.entities = std::move(entities);
    for (std::uint32_t i = first; i < last; ++i) document_.mention_over[i] = 0;
    found_.push_back(std::move(mention));
  }

  void try_all(std::uint32_t i) {
    const bool free = document_.mention_over[i] == no_entity;
    if (free && pair(i)) return;
    if (free) leader(i);
  }

  /// Index of the first mention at or after a token. Only names are in the list while this runs.
  std::size_t first_mention_from(std::uint32_t token) const {
    const auto found = std::lower_bound(
        document_.mentions.begin(), document_.mentions.end(), token,
        [](const Mention& mention, std::uint32_t at) { return mention.first_token < at; });
    return static_cast<std::size_t>(found - document_.mentions.begin());
  }

  /// First token of the sentences that a reference looks back over.
  std::uint32_t window_begin() const {
    const std::size_t first = sentence_ > sentences_back_max ? sentence_ - sentences_back_max : 0;
    return text_.sentences[first].first_token;
  }

  /// "the two countries", "both nations", "the two leaders", "the two men", "the two have met".
  bool pair(std::uint32_t i) {
    std::uint32_t at = i;
    if (form(at) == "the" && form(at + 1) == "two") {
      at += 2;
    } else if (form(at) == "both" || form(at) == "two") {
      at += 1;
    } else {
      return false;
    }
    constexpr std::array<std::string_view, 5> adjectives = {"asian", "communist", "big",
                                                            "authoritarian", "neighbouring"};
    if (std::find(adjectives.begin(), adjectives.end(), form(at)) != adjectives.end()) ++at;
    constexpr std::array<std::string_view, 10> states = {
        "countries",   "nations", "powers",     "sides",     "states",
        "superpowers", "giants",  "neighbours", "neighbors", "capitals"};
    constexpr std::array<std::string_view, 4> persons = {"leaders", "men", "presidents",
                                                         "ministers"};
    const bool state = std::find(states.begin(), states.end(), form(at)) != states.end();
    const bool person = std::find(persons.begin(), persons.end(), form(at)) != persons.end();
    const bool bare = at == i + 2 && (form(at) == "have" || form(at) == "had" || form(at) == "met");
    if (!state && !person && !bare) return false;
    const auto type = state ? EntityType::Country : EntityType::Person;
    auto entities = last_pair(i, type);
    if (entities.size() != 2) return false;
    add(i, bare ? at : at + 1, type, std::move(entities), 0.7);
    return true;
  }

  /// The last two different entities of a type that stand side by side ("Russia and China",
  /// "Russia-China"), or else the two that the text so far names most often.
  std::vector<std::uint32_t> last_pair(std::uint32_t i, EntityType type) const {
    const auto end = first_mention_from(i);
    std::vector<const Mention*> before;
    for (std::size_t m = 0; m < end; ++m) {
      const Mention& mention = document_.mentions[m];
      const bool country = type == EntityType::Country && !mention.stands_for.empty();
      if (mention.type == type || country) before.push_back(&mention);
    }
    const std::uint32_t window = window_begin();
    for (std::size_t k = before.size(); k > 1; --k) {
      const Mention& left = *before[k - 2];
      const Mention& right = *before[k - 1];
      if (left.first_token < window) break;
      if (right.first_token > left.last_token + 2) continue;
      const std::string_view link = text_.tokens[left.last_token].form;
      const auto a = state_of(left);
      const auto b = state_of(right);
      if ((link == "and" || link == "-") && a != b) return {a, b};
    }
    return most_spoken_of(before);
  }

  /// The two entities with most of these mentions; of equals those that were named last.
  std::vector<std::uint32_t> most_spoken_of(const std::vector<const Mention*>& mentions) const {
    std::vector<std::uint32_t> found;
    std::map<std::uint32_t, std::size_t> counts;
    for (auto m = mentions.rbegin(); m != mentions.rend(); ++m) {
      const std::uint32_t entity = state_of(**m);
      if (++counts[entity] == 1) found.push_back(entity);
    }
    if (found.size() < 2) return {};
    std::stable_sort(found.begin(), found.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return counts[a] > counts[b]; });
    found.resize(2);
    std::sort(found.begin(), found.end());
    return found;
  }

  /// The entity itself, or the country that it stands for if the document has it.
  std::uint32_t state_of(const Mention& mention) const {
    const auto country = countries_.find(mention.stands_for);
    return country == countries_.end() ? mention.entities.front() : country->second;
  }

  /// "the Russian leader", "the Chinese president", not followed by a name.
  void leader(std::uint32_t i) {
    if (form(i) != "the" || i + 2 >= text_.tokens.size()) return;
    const std::uint32_t m = document_.mention_at[i + 1];
    if (m == no_entity || m >= document_.mentions.size()) return;
    const Mention& country = document_.mentions[m];
    if (country.type != EntityType::Country || country.form != MentionForm::adjective) return;
    const std::uint32_t at = country.last_token;
    const auto size = classes_.match("state_leader", text_.tokens, at);
    if (size == 0) return;
    const std::uint32_t after = at + size;
    if (after < text_.tokens.size() && text_.tokens[after].upper) return;
    const auto person = leaders_.find(country.entities.front());
    if (person == leaders_.end()) return;
    // The country keeps its own mention, so the reference is the noun alone.
    add(at, after, EntityType::Person, {person->second}, 0.8);
  }

  const SplitText& text_;
  const WordClasses& classes_;
  ResolvedDocument& document_;
  std::size_t sentence_ = 0;
  std::map<std::uint32_t, std::uint32_t> leaders_;
  /// Entities of countries by ISO code.
  std::map<std::string, std::uint32_t> countries_;
  std::vector<Mention> found_;
};

}  // namespace

void add_pattern_references(const SplitText& text, const WordClasses& classes,
                            ResolvedDocument& document) {
  PatternFinder(text, classes, document).run();
}

}  // namespace entente::ingest
