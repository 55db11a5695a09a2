#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "ingest/clauses/triple_finder.hpp"

namespace entente::ingest {

namespace {

/// A phrase that fills a place of a clause.
struct Place {
  enum class Kind : std::uint8_t { object, oblique, clause, adverb };
  std::uint32_t head = 0;
  Kind kind = Kind::object;
  /// Stands before the verb.
  bool fronted = false;
};

constexpr std::string_view first_place_features[] = {"first_object", "first_oblique",
                                                     "first_clause", "first_adverb"};

/// Most places of one triple; what goes beyond is left out.
constexpr std::size_t places_max = 16;

class ClauseTriples {
 public:
  ClauseTriples(const SentenceReading& sentence, std::vector<TripleCandidate>& out)
      : sentence_(sentence), tree_(sentence.tree), reading_(sentence.clauses), out_(out) {}

  void read(std::uint32_t i) {
    if (!reading_.is_clause(i) || tree_.relation(i) == "amod") return;
    if (reading_.copula(i) != no_token || !tree_.is_verb(i)) {
      read_copula(i);
    } else if (tree_.relation(i) != "xcomp") {
      // Infinitives are told with the verb above: "plans to buy".
      read_verb(i);
    }
  }

 private:
  void read_verb(std::uint32_t i) {
    Phrase predicate = predicate_of(reading_, i);
    std::vector<Place> places;
    add_places(i, places, predicate);
    share_auxiliaries(i, predicate);
    // First what completes the verb, then what follows, then what stands before it.
    const auto rank = [](const Place& place) {
      if (place.kind == Place::Kind::object) return 0;
      if (place.fronted) return 3;
      return place.kind == Place::Kind::adverb ? 2 : 1;
    };
    std::stable_sort(places.begin(), places.end(),
                     [&](const Place& a, const Place& b) { return rank(a) < rank(b); });
    if (places.size() > places_max) places.resize(places_max);
    take_marker(places, predicate);
    std::sort(predicate.begin(), predicate.end());
    // Without any place there is nothing to relate: "the talks failed" stays a predication.
    if (places.empty()) return;
    for (const std::uint32_t subject : subject_heads(i)) {
      TripleBuilder builder(sentence_, i);
      builder.set_subject(subject, subject_phrase(i, subject));
      builder.set_predicate(predicate);
      for (std::size_t k = 0; k < places.size(); ++k) {
        PhraseOptions options;
        options.marker = !(k == 0 && gives_marker(places.front()));
        builder.add_object(places[k].head, phrase_of(tree_, places[k].head, options));
      }
      add_features(i, places, builder);
      builder.finish(out_);
    }
  }

  /// Collects the places of a verb and of the infinitives below it, whose words become part of the
  /// predicate.
  void add_places(std::uint32_t i, std::vector<Place>& places, Phrase& predicate) const {
    for (const std::uint32_t child : tree_.children(i)) {
      if (tree_.relation(child) == "xcomp" && tree_.is_verb(child)) {
        for (const std::uint32_t mark : tree_.children(child)) {
          if (tree_.has_relation(mark, "mark")) predicate.push_back(mark);
        }
        const Phrase inner = predicate_of(reading_, child);
        predicate.insert(predicate.end(), inner.begin(), inner.end());
        add_places(child, places, predicate);
        continue;
      }
      // A relative pronoun stands for the subject of another triple, a question word for nothing.
      if (is_question_word(child)) continue;
      const bool fronted = child < i;
      if (tree_.has_relation(child, "obj") || tree_.has_relation(child, "iobj") ||
          tree_.has_relation(child, "xcomp")) {
        places.push_back({child, Place::Kind::object, fronted});
      } else if (tree_.has_relation(child, "obl") || tree_.has_relation(child, "nmod")) {
        if (tree_.universal(child) == "ADP") continue;
        places.push_back({child, Place::Kind::oblique, fronted});
      } else if (tree_.has_relation(child, "ccomp") || tree_.has_relation(child, "advcl")) {
        const bool content = tree_.has_relation(child, "ccomp");
        places.push_back({child, content ? Place::Kind::object : Place::Kind::clause, fronted});
      } else if (tree_.has_relation(child, "advmod")) {
        const bool told = std::find(predicate.begin(), predicate.end(), child) != predicate.end();
        if (!told) places.push_back({child, Place::Kind::adverb, fronted});
      }
    }
  }

  [[nodiscard]] bool is_question_word(std::uint32_t i) const {
    return tree_.penn(i).starts_with("W") || reading_.antecedent(i) != no_token;
  }

  /// "was founded and bought by X": the second verb has the auxiliaries of the first.
  void share_auxiliaries(std::uint32_t i, Phrase& predicate) const {
    if (tree_.relation(i) != "conj" || reading_.is_finite(i) || reading_.has_auxiliary(i) ||
        tree_.child(i, "nsubj") != no_token) {
      return;
    }
    for (const std::uint32_t child : tree_.children(tree_.head(i))) {
      if (tree_.has_relation(child, "aux")) predicate.push_back(child);
    }
  }

  /// The preposition or conjunction of the first place is told with the verb: "led to", "said
  /// that".
  [[nodiscard]] bool gives_marker(const Place& place) const {
    if (place.fronted) return false;
    return place.kind == Place::Kind::oblique || tree_.has_relation(place.head, "ccomp");
  }

  void take_marker(const std::vector<Place>& places, Phrase& predicate) const {
    if (places.empty() || !gives_marker(places.front())) return;
    const std::uint32_t head = places.front().head;
    for (const std::uint32_t child : tree_.children(head)) {
      const bool marker = tree_.has_relation(child, "case") || tree_.has_relation(child, "mark");
      if (!marker || child > head || tree_.penn(child) == "POS") continue;
      predicate.push_back(child);
      for (const std::uint32_t part : tree_.children(child)) {
        if (tree_.has_relation(part, "fixed")) predicate.push_back(part);
      }
    }
  }

  /// The first of each group of coordinated subjects, without other names of the same.
  [[nodiscard]] std::vector<std::uint32_t> subject_heads(std::uint32_t i) const {
    std::vector<std::uint32_t> heads;
    for (const Filler& filler : reading_.subjects(i)) {
      if (filler.identity || is_question_word(filler.token)) continue;
      const bool follows =
          tree_.has_relation(filler.token, "conj") &&
          std::find(heads.begin(), heads.end(), tree_.head(filler.token)) != heads.end();
      if (!follows) heads.push_back(filler.token);
    }
    return heads;
  }

  [[nodiscard]] Phrase subject_phrase(std::uint32_t clause, std::uint32_t head) const {
    PhraseOptions options;
    options.marker = false;
    options.relative_clauses = false;
    options.asides = false;
    Phrase phrase = phrase_of(tree_, head, options);
    // The clause that says something of a noun is not part of the noun there.
    for (std::uint32_t up = clause; up != no_token; up = tree_.head(up)) {
      if (tree_.head(up) != head) continue;
      remove_part(tree_, up, phrase);
      break;
    }
    return phrase;
  }

  void add_features(std::uint32_t i, const std::vector<Place>& places,
                    TripleBuilder& builder) const {
    add_clause_features(i, builder);
    builder.feature("verb");
    builder.count("places", places.size(), 4);
    const Place& first = places.front();
    builder.feature(first.fronted
                        ? "first_fronted"
                        : std::string(first_place_features[static_cast<std::size_t>(first.kind)]));
    if (first.kind == Place::Kind::object && tree_.has_relation(first.head, "ccomp")) {
      builder.feature("content_clause");
    }
    const std::size_t conjuncts = reading_.conjuncts(first.head).size();
    if (conjuncts > 1) builder.feature("coordinated_object");
  }

  void add_clause_features(std::uint32_t i, TripleBuilder& builder) const {
    builder.feature("clause_" + std::string(tree_.relation(i)));
    builder.count("depth", depth_of(tree_, i), 8);
    if (reading_.passive(i)) builder.feature("passive");
    if (!reading_.is_finite(i)) builder.feature("not_finite");
    if (sentence_.standings[i].speaker != no_token) builder.feature("reported");
    const auto& subjects = reading_.subjects(i);
    const bool taken_over = std::all_of(subjects.begin(), subjects.end(),
                                        [](const Filler& filler) { return filler.shared; });
    if (taken_over) builder.feature("shared_subject");
    if (subjects.size() > 1) builder.feature("coordinated_subject");
  }

  /// What belongs to a nominal predicate: not its subject, nor what is coordinated with the clause.
  [[nodiscard]] bool is_outside_complement(std::uint32_t child) const {
    for (const std::string_view relation : {"nsubj", "cop", "aux", "mark", "conj", "cc",
                                            "parataxis", "punct", "csubj", "expl", "discourse"}) {
      if (tree_.has_relation(child, relation)) return true;
    }
    return false;
  }

  void read_copula(std::uint32_t i) {
    Phrase predicate = predicate_of(reading_, i);
    if (predicate.empty() || reading_.copula(i) == no_token) return;
    const Phrase copula = predicate;
    Phrase complement = {i};
    std::vector<std::uint32_t> around;
    for (const std::uint32_t child : tree_.children(i)) {
      if (is_outside_complement(child) ||
          std::find(copula.begin(), copula.end(), child) != copula.end()) {
        continue;
      }
      if (tree_.has_relation(child, "case")) {
        predicate.push_back(child);
      } else if (child < reading_.copula(i) || tree_.has_relation(child, "advcl")) {
        around.push_back(child);
      } else {
        const Phrase part = phrase_of(tree_, child);
        complement.insert(complement.end(), part.begin(), part.end());
      }
    }
    std::sort(complement.begin(), complement.end());
    std::sort(predicate.begin(), predicate.end());
    for (const std::uint32_t subject : subject_heads(i)) {
      TripleBuilder builder(sentence_, i);
      builder.set_subject(subject, subject_phrase(i, subject));
      builder.set_predicate(predicate);
      builder.add_object(i, complement);
      for (const std::uint32_t child : around) {
        builder.add_object(child, phrase_of(tree_, child));
      }
      add_clause_features(i, builder);
      builder.feature("copula_" + std::string(tree_.universal(i)));
      if (!around.empty()) builder.feature("copula_with_adverbial");
      builder.finish(out_);
    }
  }

  const SentenceReading& sentence_;
  const SentenceTree& tree_;
  const ClauseReading& reading_;
  std::vector<TripleCandidate>& out_;
};

}  // namespace

void add_clause_triples(const SentenceReading& sentence, std::vector<TripleCandidate>& out) {
  ClauseTriples triples(sentence, out);
  for (std::uint32_t i = 0; i < sentence.tree.size(); ++i) triples.read(i);
}

}  // namespace entente::ingest
