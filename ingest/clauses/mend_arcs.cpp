#include "ingest/clauses/mend_arcs.hpp"

#include <algorithm>

#include "ingest/clauses/clause_words.hpp"
#include "ingest/clauses/predication.hpp"

namespace entente::ingest {

namespace {

class Mender {
 public:
  Mender(const SplitText& text, const Sentence& sentence, const model::ParsedSentence& parsed,
         Arcs arcs)
      : text_(text),
        first_(sentence.first_token),
        parsed_(parsed),
        words_(ClauseWords::built_in()),
        heads_(arcs.heads),
        relations_(arcs.relations) {}

  void run() {
    for (std::uint32_t i = 0; i < heads_.size(); ++i) {
      split_name_at_title(i);
      join_title(i);
    }
    for (std::uint32_t i = 0; i < heads_.size(); ++i) {
      raise_apposition(i);
      raise_office(i);
      join_description(i);
      raise_speech(i);
    }
  }

 private:
  [[nodiscard]] std::string_view form(std::uint32_t i) const {
    return text_.tokens[first_ + i].form;
  }
  [[nodiscard]] bool is_name(std::uint32_t i) const {
    return parsed_.tokens[i].universal_tag == "PROPN";
  }
  [[nodiscard]] bool is_office(std::uint32_t i) const {
    return words_.has(WordSet::role, form(i)) || words_.has(WordSet::title, form(i));
  }
  [[nodiscard]] bool is_title(std::uint32_t i) const { return words_.has(WordSet::title, form(i)); }
  [[nodiscard]] bool has_relation(std::uint32_t i, std::string_view relation) const {
    return relations_[i].starts_with(relation) &&
           (relations_[i].size() == relation.size() || relations_[i][relation.size()] == ':');
  }
  /// False for names that the model takes for places and organisations.
  [[nodiscard]] bool may_be_person(std::uint32_t i) const {
    return is_name(i) &&
           std::none_of(parsed_.names.begin(), parsed_.names.end(), [&](const auto& name) {
             return name.begin <= i && i < name.end && name.kind != model::NameKind::person;
           });
  }
  [[nodiscard]] bool has_child(std::uint32_t i, std::string_view relation) const {
    for (std::uint32_t child = 0; child < heads_.size(); ++child) {
      if (heads_[child] == i && has_relation(child, relation)) return true;
    }
    return false;
  }

  /// "Airbus chief X" as one name.
  void split_name_at_title(std::uint32_t i) {
    if (i + 1 >= heads_.size() || !is_title(i)) return;
    const std::uint32_t head = relations_[i] == "flat" && heads_[i] < i ? heads_[i] : i;
    const bool goes_on = heads_[i + 1] == head && relations_[i + 1] == "flat";
    if (goes_on && is_name(i + 1) && !is_title(i + 1)) split_name(head, i, i + 1);
  }

  void split_name(std::uint32_t head, std::uint32_t title, std::uint32_t named) {
    heads_[named] = heads_[head];
    relations_[named] = relations_[head];
    for (std::uint32_t i = 0; i < heads_.size(); ++i) {
      if (heads_[i] != head || i == named || i == title) continue;
      const bool before_title = i < title && relations_[i] == "flat";
      if (!before_title) heads_[i] = named;
    }
    heads_[title] = named;
    relations_[title] = "nmod:desc";
    if (head != title) {
      heads_[head] = title;
      relations_[head] = "compound";
    }
  }

  /// "Apple's CEO" and "X" as two subjects.
  void join_title(std::uint32_t i) {
    const std::uint32_t next = i + 1;
    if (next >= heads_.size() || !is_title(i) || !is_name(next) || is_title(next)) return;
    if (heads_[next] != heads_[i] || relations_[next] != relations_[i]) return;
    if (!has_relation(i, "nsubj") && !has_relation(i, "obj") && !has_relation(i, "obl")) return;
    heads_[i] = next;
    relations_[i] = "nmod:desc";
  }

  /// "the head of Airbus, X,": X is no other name of Airbus.
  void raise_apposition(std::uint32_t i) {
    if (relations_[i] != "appos" || heads_[i] == no_token || !may_be_person(i)) return;
    const std::uint32_t other = heads_[i];
    if (is_office(other) || !has_relation(other, "nmod") || heads_[other] == no_token) return;
    const std::uint32_t office = heads_[other];
    if (is_office(office) && office < other) heads_[i] = office;
  }

  /// "founder of Intel and owner of Fiat"
  void raise_office(std::uint32_t i) {
    if (relations_[i] != "conj" || heads_[i] == no_token || !is_office(i) || is_name(i)) return;
    const std::uint32_t other = heads_[i];
    if (is_office(other) || !has_relation(other, "nmod") || heads_[other] == no_token) return;
    const std::uint32_t office = heads_[other];
    if (!is_office(office) || is_name(office)) return;
    heads_[i] = office;
    for (std::uint32_t child = i + 1; child < heads_.size(); ++child) {
      if (heads_[child] == other && has_relation(child, "nmod")) heads_[child] = i;
    }
  }

  /// "X, the author of a book and a professor at Y,": what is coordinated with the person behind a
  /// description is a second description.
  void join_description(std::uint32_t i) {
    if (relations_[i] != "conj" || heads_[i] == no_token || !is_office(i) || is_name(i)) return;
    const std::uint32_t named = heads_[i];
    if (!may_be_person(named) || parsed_.tokens[i].penn_tag != "NN") return;
    for (std::uint32_t child = named + 1; child < i; ++child) {
      const bool description = heads_[child] == named && relations_[child] == "appos" &&
                               !is_name(child) && is_office(child);
      if (description) heads_[i] = child;
    }
  }

  /// "said on Monday that …"
  void raise_speech(std::uint32_t i) {
    if (!has_relation(i, "acl") || heads_[i] == no_token || form_of_that(i) == no_token) return;
    const std::uint32_t time = heads_[i];
    if (!has_relation(time, "obl") || heads_[time] == no_token) return;
    const std::uint32_t verb = heads_[time];
    if (!words_.has(WordSet::say, parsed_.tokens[verb].lemma) || has_child(verb, "ccomp")) return;
    heads_[i] = verb;
    relations_[i] = "ccomp";
    relations_[form_of_that(i)] = "mark";
  }

  /// The "that" before the subject of a clause, if it has both.
  [[nodiscard]] std::uint32_t form_of_that(std::uint32_t clause) const {
    std::uint32_t that = no_token;
    bool subject = false;
    for (std::uint32_t child = 0; child < clause; ++child) {
      if (heads_[child] != clause) continue;
      if (form(child) == "that" && !has_relation(child, "nsubj")) that = child;
      if (that != no_token && child > that && has_relation(child, "nsubj")) subject = true;
    }
    return subject ? that : no_token;
  }

  const SplitText& text_;
  std::uint32_t first_;
  const model::ParsedSentence& parsed_;
  const ClauseWords& words_;
  std::vector<std::uint32_t>& heads_;
  std::vector<std::string_view>& relations_;
};

}  // namespace

void mend_arcs(const SplitText& text, const Sentence& sentence, const model::ParsedSentence& parsed,
               Arcs arcs) {
  Mender(text, sentence, parsed, arcs).run();
}

}  // namespace entente::ingest
