#include "ingest/clauses/mend_arcs.hpp"

#include <algorithm>
#include <array>
#include <string_view>

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
      join_participle(i);
      join_chief_executive(i);
    }
    for (std::uint32_t i = 0; i < heads_.size(); ++i) {
      raise_apposition(i);
      name_second_office(i);
      lower_apposition(i);
      raise_office(i);
      raise_speech(i);
      raise_charge(i);
      join_description(i);
      join_named(i);
      join_apposition(i);
    }
  }

 private:
  [[nodiscard]] std::string_view form(std::uint32_t i) const {
    return text_.tokens[first_ + i].form;
  }
  [[nodiscard]] bool is_name(std::uint32_t i) const {
    return parsed_.tokens[i].universal_tag == "PROPN";
  }
  [[nodiscard]] bool is_noun(std::uint32_t i) const {
    return parsed_.tokens[i].universal_tag == "NOUN";
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

  /// "Iran-backed Hezbollah fired": the participle belongs to the noun after it.
  void join_participle(std::uint32_t i) {
    if (i < 2 || i + 1 >= heads_.size() || form(i - 1) != "-") return;
    const std::string_view tag = parsed_.tokens[i].penn_tag;
    if (tag != "VBN" && tag != "VBD") return;
    if (text_.tokens[first_ + i].space_before || text_.tokens[first_ + i - 1].space_before) return;
    if (relations_[i] == "amod") return;
    std::uint32_t noun = i + 1;
    while (heads_[noun] != no_token && heads_[noun] > noun && heads_[noun] != i &&
           (has_relation(noun, "compound") || has_relation(noun, "amod"))) {
      noun = heads_[noun];
    }
    if (!is_noun(noun) && !is_name(noun)) return;
    if (heads_[noun] == i) {
      heads_[noun] = heads_[i];
      relations_[noun] = relations_[i];
    }
    heads_[i] = noun;
    relations_[i] = "amod";
    heads_[i - 2] = i;
    relations_[i - 2] = "compound";
  }

  /// "chairman and chief executive of X": the phrase has one head, its second word.
  void join_chief_executive(std::uint32_t i) {
    const std::uint32_t head = i + 1;
    if (head >= heads_.size() || form(i) != "chief" || form(head) != "executive") return;
    if (heads_[i] == head || heads_[head] == head + 1) return;
    if (heads_[i] != heads_[head] || has_relation(i, "conj")) {
      heads_[head] = heads_[i];
      relations_[head] = relations_[i];
    }
    for (std::uint32_t child = 0; child < heads_.size(); ++child) {
      if (heads_[child] == i && child != head) heads_[child] = head;
    }
    heads_[i] = head;
    relations_[i] = "amod";
  }

  /// "the head of Airbus, X,": X is no other name of Airbus.
  void raise_apposition(std::uint32_t i) {
    if (relations_[i] != "appos" || heads_[i] == no_token || !may_be_person(i)) return;
    const std::uint32_t other = heads_[i];
    if (is_office(other) || !has_relation(other, "nmod") || heads_[other] == no_token) return;
    const std::uint32_t office = heads_[other];
    if (is_office(office) && office < other) heads_[i] = office;
  }

  /// "X, a former counterpart of Y, an ally of Z": a description belongs to the name before it.
  void lower_apposition(std::uint32_t i) {
    if (relations_[i] != "appos" || heads_[i] == no_token || !is_noun(i)) return;
    const std::uint32_t begin = begin_of_phrase(i);
    if (begin < 2 || form(begin - 1) != "," || parsed_.tokens[begin].universal_tag != "DET") return;
    const std::uint32_t last = begin - 2;
    if (last <= heads_[i] || !is_name(last)) return;
    const std::uint32_t named =
        heads_[last] != no_token && relations_[last] == "flat" ? heads_[last] : last;
    if (named <= heads_[i] || named >= begin) return;
    // "A and B, a bank": of the last in a list, unless it is of several ("A and B, two banks").
    const bool listed = has_relation(named, "conj") && heads_[named] == heads_[i];
    const bool one = parsed_.tokens[i].penn_tag == "NN";
    const bool person = is_kind(last, model::NameKind::person) &&
                        (is_kind(heads_[i], model::NameKind::person) || is_noun(heads_[i]));
    // "killings in Darfur, a region": the killings are no region.
    const bool place = is_kind(last, model::NameKind::location) && is_noun(heads_[i]) &&
                       words_.has(WordSet::place, form(i));
    if (listed ? one : !has_relation(named, "conj") && (person || place)) {
      heads_[i] = named;
    }
  }
  [[nodiscard]] bool is_kind(std::uint32_t i, model::NameKind kind) const {
    return std::any_of(parsed_.names.begin(), parsed_.names.end(), [&](const auto& name) {
      return name.begin <= i && i < name.end && name.kind == kind;
    });
  }

  /// "the minister, X, and the chief, Y": Y is no third one.
  void name_second_office(std::uint32_t i) {
    if (relations_[i] != "conj" || i < 2 || form(i - 1) != "," || !may_be_person(i)) return;
    const std::uint32_t office = i - 2;
    if (!is_office(office) || is_name(office) || heads_[office] != heads_[i]) return;
    if (relations_[office] != "conj") return;
    heads_[i] = office;
    relations_[i] = "appos";
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

  /// "accused by X of supplying Y": what somebody is accused of belongs to the verb.
  void raise_charge(std::uint32_t i) {
    if (relations_[i] != "acl" || heads_[i] == no_token || parsed_.tokens[i].penn_tag != "VBG")
      return;
    const std::uint32_t verb = heads_[heads_[i]];
    if (verb == no_token || !words_.has(WordSet::alleged, parsed_.tokens[verb].lemma)) return;
    for (std::uint32_t child = heads_[i] + 1; child < i; ++child) {
      if (heads_[child] != i || !has_relation(child, "mark") || form(child) != "of") continue;
      heads_[i] = verb;
      relations_[i] = "advcl";
      return;
    }
  }

  /// "X, a former mayor of Y and an ally of Z": the ally is what X is as well.
  void join_description(std::uint32_t i) {
    if (relations_[i] != "conj" || heads_[i] == no_token || !is_noun(i)) return;
    const std::uint32_t named = heads_[i];
    if (!is_name(named)) return;
    for (std::uint32_t child = named + 1; child < i; ++child) {
      // After a comma the apposition is over: "X, a mayor, and friends of Y"; in a list, and with a
      // possessive, the noun is somebody else: "X, Y and Z", "X, a mayor and his wife".
      if (heads_[child] == i && relations_[child] == "cc" && form(child - 1) == ",") return;
      if (heads_[child] == i && relations_[child] == "nmod:poss") return;
      if (heads_[child] == named && relations_[child] == "conj") return;
    }
    for (std::uint32_t child = named + 1; child < i; ++child) {
      if (heads_[child] != named || relations_[child] != "appos" || !is_noun(child)) continue;
      heads_[i] = child;
      return;
    }
  }

  /// "pointing to X, a maker of chips", "X and Y, France's largest bank": parsers take the noun
  /// after the comma for another place of the verb, or for one more in the list.
  void join_apposition(std::uint32_t i) {
    constexpr std::array<std::string_view, 4> mistaken = {"obj", "obl", "conj", "nmod"};
    if (!is_noun(i) || heads_[i] == no_token || has_child(i, "case")) return;
    const bool place = std::any_of(mistaken.begin(), mistaken.end(),
                                   [&](auto relation) { return has_relation(i, relation); });
    if (!place && !is_second_subject(i)) return;
    const std::uint32_t begin = begin_of_phrase(i);
    const bool after_head = heads_[i] < i || has_relation(i, "nsubj");
    if (begin < 2 || form(begin - 1) != "," || !after_head) return;
    // The noun needs an article or possessor of its own, and the name ends at the comma.
    const bool definite = parsed_.tokens[begin].universal_tag == "DET" || has_child(i, "nmod:poss");
    const std::uint32_t last = begin - 2;
    if (!definite || !is_name(last) || is_followed_in_list(i)) return;
    const std::uint32_t named =
        heads_[last] != no_token && relations_[last] == "flat" ? heads_[last] : last;
    if (named >= begin || named == i) return;
    heads_[i] = named;
    relations_[i] = "appos";
  }

  /// "X, the maker of Y, closed a plant" with two subjects, the first of them a name.
  [[nodiscard]] bool is_second_subject(std::uint32_t i) const {
    if (!has_relation(i, "nsubj")) return false;
    for (std::uint32_t other = 0; other < i; ++other) {
      if (heads_[other] == heads_[i] && relations_[other] == relations_[i] && is_name(other)) {
        return true;
      }
    }
    return false;
  }

  /// The leftmost word that hangs on a noun before it, with all between.
  [[nodiscard]] std::uint32_t begin_of_phrase(std::uint32_t i) const {
    std::uint32_t begin = i;
    while (begin > 0 && form(begin - 1) != "," && is_below(begin - 1, i)) --begin;
    return begin;
  }
  [[nodiscard]] bool is_below(std::uint32_t token, std::uint32_t above) const {
    constexpr int depth_max = 4;
    for (int depth = 0; depth < depth_max && token != no_token; ++depth) {
      if (token == above) return true;
      token = heads_[token];
    }
    return false;
  }
  /// "X, the minister and Y": the noun is one of a list.
  [[nodiscard]] bool is_followed_in_list(std::uint32_t i) const {
    if (!has_relation(i, "conj")) return false;
    for (std::uint32_t next = i + 1; next < heads_.size(); ++next) {
      if (has_relation(next, "conj") && (heads_[next] == heads_[i] || heads_[next] == i))
        return true;
    }
    return has_child(i, "cc");
  }

  /// "the purchase of the software firm X by Y": the name is what the noun directly before it is.
  void join_named(std::uint32_t i) {
    const bool twice = has_relation(i, "nsubj") && is_name(i);
    if (relations_[i] != "nmod" && relations_[i] != "obl" && !twice) return;
    const auto name = std::find_if(parsed_.names.begin(), parsed_.names.end(),
                                   [&](const auto& n) { return n.begin <= i && i < n.end; });
    if (name == parsed_.names.end() || name->begin == 0 || has_child(i, "case")) return;
    const std::uint32_t noun = name->begin - 1;
    if (!is_noun(noun) || noun == heads_[i] || heads_[noun] != heads_[i]) return;
    if (twice && !has_relation(noun, "nsubj")) return;
    heads_[i] = noun;
    relations_[i] = "appos";
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
