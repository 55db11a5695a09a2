#include "ingest/clauses/clause_reading.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

template <std::size_t count>
bool is_one_of(std::string_view word, const std::array<std::string_view, count>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Relations of words that only serve other words.
bool is_function_word(const SentenceTree& tree, std::uint32_t i) {
  constexpr std::array<std::string_view, 9> relations = {"case", "mark", "fixed",    "aux", "cop",
                                                         "flat", "cc",   "goeswith", "det"};
  return std::any_of(relations.begin(), relations.end(),
                     [&](std::string_view relation) { return tree.has_relation(i, relation); });
}

bool is_relative_pronoun(const SentenceTree& tree, std::uint32_t i) {
  const std::string_view tag = tree.penn(i);
  if (tag == "WDT" || tag == "WP" || tag == "WP$" || tag == "WRB") return true;
  // "that" is a relative pronoun where it fills a place of the clause.
  return tree.form(i) == "that" && tree.universal(i) == "PRON";
}

}  // namespace

bool is_joining(std::string_view marker) {
  return marker == "along_with" || marker == "as_well_as" || marker == "together_with";
}

std::vector<Filler> shared(std::vector<Filler> fillers) {
  for (Filler& filler : fillers) filler.shared = true;
  return fillers;
}

ClauseReading::ClauseReading(const SentenceTree& tree)
    : tree_(tree),
      words_(ClauseWords::built_in()),
      lemmas_(tree.size()),
      clauses_(tree.size()),
      passive_(tree.size()),
      relative_(tree.size()),
      subjects_(tree.size()) {
  for (std::uint32_t i = 0; i < tree.size(); ++i) {
    // A singular noun is its own lemma, whatever a lemmatiser makes of unusual ones.
    const bool singular = tree.penn(i) == "NN" || tree.penn(i) == "NNP";
    lemmas_[i] = singular ? std::string(tree.form(i)) : fold(tree.lemma(i));
    if (!tree.is_verb(i)) continue;
    for (const std::uint32_t child : tree.children(i)) {
      if (tree.relation(child) == "compound:prt") lemmas_[i] += "_" + fold(tree.lemma(child));
    }
  }
  for (std::uint32_t i = 0; i < tree.size(); ++i) clauses_[i] = find_clause(i);
  mark_relative_clauses();
  for (const std::uint32_t i : tree.top_down()) {
    if (!clauses_[i]) continue;
    passive_[i] = find_passive(i);
    subjects_[i] = find_subjects(i);
  }
}

bool ClauseReading::find_clause(std::uint32_t i) const {
  if (is_function_word(tree_, i)) return false;
  if (copula(i) != no_token) return true;
  if (tree_.is_verb(i)) return !tree_.has_relation(i, "compound");
  // "Be" and "have" as main verbs are sometimes tagged as auxiliaries; adjectives and nouns may
  // lack a copula that is understood ("making X responsible", "with X president").
  if (tree_.universal(i) == "AUX") return true;
  return tree_.child(i, "nsubj") != no_token;
}

void ClauseReading::mark_relative_clauses() {
  for (std::uint32_t i = 0; i < tree_.size(); ++i) {
    if (!is_relative_pronoun(tree_, i)) continue;
    for (std::uint32_t up = i; up != no_token; up = tree_.head(up)) {
      if (tree_.relation(up) != "acl:relcl") continue;
      relative_[up] = true;
      break;
    }
  }
}

std::uint32_t ClauseReading::antecedent(std::uint32_t i) const {
  if (!is_relative_pronoun(tree_, i)) return no_token;
  for (std::uint32_t up = i; up != no_token; up = tree_.head(up)) {
    if (tree_.relation(up) == "acl:relcl") return tree_.head(up);
    // A clause in between has the pronoun as a question: "which shows who won".
    if (tree_.relation(up) == "ccomp" && tree_.child(up, "mark") == no_token) {
      const std::uint32_t above = tree_.head(up);
      if (above == no_token || tree_.relation(above) != "acl:relcl") return no_token;
    }
  }
  return no_token;
}

bool ClauseReading::is_finite(std::uint32_t i) const {
  const auto finite = [&](std::uint32_t token) {
    const std::string_view tag = tree_.penn(token);
    return tag == "VBD" || tag == "VBZ" || tag == "VBP" || tag == "MD";
  };
  if (copula(i) != no_token && finite(copula(i))) return true;
  for (const std::uint32_t child : tree_.children(i)) {
    if (tree_.has_relation(child, "aux") && finite(child)) return true;
  }
  return tree_.is_verb(i) && finite(i);
}

bool ClauseReading::is_infinitive(std::uint32_t i) const {
  for (const std::uint32_t child : tree_.children(i)) {
    if (tree_.has_relation(child, "mark") && tree_.penn(child) == "TO") return true;
  }
  return false;
}

bool ClauseReading::find_passive(std::uint32_t i) const {
  if (!tree_.is_verb(i)) return false;
  for (const std::uint32_t child : tree_.children(i)) {
    const std::string_view relation = tree_.relation(child);
    if (relation == "aux:pass" || relation == "nsubj:pass" || relation == "csubj:pass" ||
        relation == "obl:agent") {
      return true;
    }
  }
  const std::string_view tag = tree_.penn(i);
  const std::string_view relation = tree_.relation(i);
  // Taggers often take the participle of "the deal signed by X" for a past tense.
  if (relation == "acl" || relation == "amod") {
    // What has an object of its own is no participle: "the chief, X, accused Y".
    const std::uint32_t open = tree_.child(i, "xcomp");
    const bool object =
        tree_.child(i, "obj") != no_token || (open != no_token && tree_.is_name(open));
    const bool has_object =
        object && !has_lemma(i, WordSet::giving) && !has_lemma(i, WordSet::naming);
    return (tag == "VBN" || tag == "VBD") && !has_object;
  }
  if (tag != "VBN" || has_auxiliary(i)) return false;
  if (relation == "conj") {
    const std::uint32_t first = tree_.head(i);
    return tree_.child(i, "nsubj") == no_token && clauses_[first] &&
           (passive_[first] || !tree_.is_verb(first));
  }
  return tree_.child(i, "nsubj") == no_token && tree_.child(i, "obj") == no_token;
}

std::vector<Filler> ClauseReading::objects(std::uint32_t i) const {
  std::vector<Filler> result;
  for (const std::uint32_t child : tree_.children(i)) {
    if (!tree_.has_relation(child, "obj") && !tree_.has_relation(child, "iobj")) continue;
    for (const Filler& filler : fillers(child)) result.push_back(filler);
    // The receiver stands before what is given and does the rest: "asked X a question to answer".
    break;
  }
  return result;
}

std::vector<Filler> ClauseReading::agents(std::uint32_t i) const {
  if (!passive_[i]) return subjects_[i];
  std::vector<Filler> result;
  for (const std::uint32_t child : tree_.children(i)) {
    const bool agent = tree_.relation(child) == "obl:agent" ||
                       (tree_.has_relation(child, "obl") && marker(child) == "by" &&
                        tree_.universal(child) != "NUM");
    if (!agent) continue;
    for (const Filler& filler : fillers(child)) result.push_back(filler);
  }
  return result;
}

std::vector<Filler> ClauseReading::find_subjects(std::uint32_t i) const {
  std::vector<Filler> result;
  for (const std::uint32_t child : tree_.children(i)) {
    if (!tree_.has_relation(child, "nsubj") || tree_.relation(child) == "nsubj:outer") continue;
    for (const Filler& filler : fillers(child)) result.push_back(filler);
  }
  return result.empty() ? subjects_by_relation(i) : result;
}

std::vector<Filler> ClauseReading::subjects_by_relation(std::uint32_t i) const {
  const std::uint32_t above = tree_.head(i);
  if (above == no_token) return {};
  const std::string_view relation = tree_.relation(i);
  if (tree_.has_relation(i, "acl")) return subjects_by_noun(i);
  if (relation == "amod") return shared(fillers(above));
  if (!clauses_[above]) return {};
  if (relation == "conj") return shared(subjects_[above]);
  if (relation == "xcomp" || takes_subject_of_main_clause(i)) return controllers(i);
  return {};
}

bool ClauseReading::takes_subject_of_main_clause(std::uint32_t i) const {
  if (is_finite(i)) return false;
  if (tree_.has_relation(i, "ccomp")) return true;
  // "As expected" has no subject at all.
  return tree_.relation(i) == "advcl" && !(passive_[i] && marker(i) == "as");
}

std::vector<Filler> ClauseReading::controllers(std::uint32_t i) const {
  const std::uint32_t above = tree_.head(i);
  if (above == no_token || !clauses_[above]) return {};
  const std::string by = marker(i);
  const bool by_object = tree_.relation(i) == "xcomp" || by == "of" || by == "from" ||
                         by == "into" || by == "for" || by == "as" || by == "against";
  if (by_object && !passive_[above] && !has_lemma(above, WordSet::subject_control)) {
    auto result = objects(above);
    if (!result.empty()) return shared(std::move(result));
    // "Called on X to leave", "appealed to X to leave".
    for (const std::uint32_t child : tree_.children(above)) {
      if (child < above || !tree_.has_relation(child, "obl")) continue;
      const std::string asked = marker(child);
      const bool whom = words_.has(WordSet::requested, lemmas_[above] + "_" + asked) ||
                        (asked == "to" && has_lemma(above, WordSet::requested));
      if (whom && asked != "for") return shared(fillers(child));
    }
  }
  return shared(subjects_[above]);
}

bool ClauseReading::is_content_of_noun(std::uint32_t i) const {
  if (tree_.relation(i) != "acl" || tree_.head(i) == no_token) return false;
  const std::string_view tag = tree_.penn(i);
  if (tag == "VBG") return !marker(i).empty();
  if (tag == "VBN" || tag == "VBD") return false;
  if (is_finite(i)) return tree_.child(i, "mark") != no_token;
  const std::uint32_t noun = tree_.head(i);
  for (const std::uint32_t child : tree_.children(noun)) {
    if (words_.has(WordSet::ranking, lemmas_[child]) && child < i) return false;
  }
  return !words_.has(WordSet::ranking, lemmas_[noun]);
}

std::vector<Filler> ClauseReading::subjects_by_noun(std::uint32_t i) const {
  const std::uint32_t noun = tree_.head(i);
  if (is_content_of_noun(i)) return shared(doers_of_noun(noun));
  std::vector<Filler> result = {{noun, true}};
  for (const std::uint32_t name : identities(noun)) result.push_back({name, true, true});
  return result;
}

std::vector<Filler> ClauseReading::doers_of_noun(std::uint32_t noun) const {
  for (const std::uint32_t child : tree_.children(noun)) {
    if (tree_.relation(child) == "nmod:poss") return fillers(child);
  }
  for (const std::uint32_t child : tree_.children(noun)) {
    if (tree_.has_relation(child, "nmod") && marker(child) == "by") return fillers(child);
  }
  const std::uint32_t verb = tree_.head(noun);
  if (verb == no_token || !clauses_[verb] || !tree_.is_verb(verb)) return {};
  if (tree_.has_relation(noun, "obj") || tree_.has_relation(noun, "obl") ||
      tree_.relation(noun) == "nsubj:pass") {
    return agents(verb);
  }
  return {};
}

std::vector<std::uint32_t> ClauseReading::identities(std::uint32_t i) const {
  std::vector<std::uint32_t> result;
  for (const std::uint32_t child : tree_.children(i)) {
    if (tree_.has_relation(child, "appos") && tree_.is_name(child) && !tree_.is_name(i)) {
      result.push_back(child);
    }
  }
  if (tree_.has_relation(i, "appos") && tree_.head(i) != no_token && !tree_.is_name(i)) {
    result.push_back(tree_.head(i));
  }
  if (!tree_.is_verb(i) && tree_.child(i, "case") == no_token) {
    for (const std::uint32_t child : tree_.children(i)) {
      if (!tree_.has_relation(child, "nsubj")) continue;
      const std::uint32_t noun = antecedent(child);
      result.push_back(noun == no_token ? child : noun);
    }
  }
  return result;
}

void ClauseReading::add_conjuncts(std::uint32_t i, std::vector<std::uint32_t>& out) const {
  out.push_back(i);
  for (const std::uint32_t child : tree_.children(i)) {
    const bool joined = tree_.has_relation(child, "conj") ||
                        (tree_.has_relation(child, "nmod") && is_joining(marker(child)));
    if (joined && clauses_[child] == clauses_[i]) add_conjuncts(child, out);
  }
}

std::vector<std::uint32_t> ClauseReading::conjuncts(std::uint32_t i) const {
  std::vector<std::uint32_t> result;
  add_conjuncts(i, result);
  return result;
}

std::vector<Filler> ClauseReading::fillers(std::uint32_t i) const {
  std::vector<Filler> result;
  for (const std::uint32_t conjunct : conjuncts(i)) {
    const std::uint32_t noun = antecedent(conjunct);
    const std::uint32_t token = noun == no_token ? conjunct : noun;
    result.push_back({token, noun != no_token});
    // Of a relative pronoun's noun all names count; of a plain noun those in apposition.
    for (const std::uint32_t name : identities(token)) {
      if (noun == no_token && tree_.head(name) != token) continue;
      result.push_back({name, true, true});
    }
  }
  return result;
}

std::uint32_t ClauseReading::innermost(std::uint32_t i) const {
  for (;;) {
    std::uint32_t next = no_token;
    for (const std::uint32_t child : tree_.children(i)) {
      if (tree_.relation(child) == "xcomp" && tree_.is_verb(child)) next = child;
    }
    if (next == no_token) return i;
    i = next;
  }
}

std::string ClauseReading::marker(std::uint32_t i) const {
  std::string result;
  const auto add = [&](std::uint32_t token) {
    if (!result.empty()) result += '_';
    const bool together =
        tree_.form(token) == "with" && token > 0 && tree_.form(token - 1) == "together";
    result += together ? "together_with" : tree_.form(token);
  };
  for (const std::uint32_t child : tree_.children(i)) {
    if (!tree_.has_relation(child, "case") && !tree_.has_relation(child, "mark")) continue;
    if (tree_.penn(child) == "POS") continue;
    add(child);
    for (const std::uint32_t part : tree_.children(child)) {
      if (tree_.has_relation(part, "fixed")) add(part);
    }
  }
  if (result.empty() && tree_.relation(i) == "conj" && tree_.head(i) != no_token) {
    return marker(tree_.head(i));
  }
  return result;
}

}  // namespace entente::ingest
