#include <algorithm>

#include "ingest/resolve/referents.hpp"
#include "ingest/resolve/resolver_steps.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// A reference that is less sure is left out; a person then stays without name.
constexpr double probability_min = 0.4;
constexpr double confidence_max = 0.95;

/// Makes mentions of what a discourse says of its phrases.
class ReferenceWriter {
 public:
  ReferenceWriter(const SplitText& text, const DocumentTrees& trees, const Gazetteer& gazetteer,
                  const WordClasses& classes, const Discourse& discourse,
                  ResolvedDocument& document)
      : text_(text),
        trees_(trees),
        gazetteer_(gazetteer),
        classes_(classes),
        discourse_(discourse),
        document_(document) {
    local_.assign(discourse.referents.size(), no_entity);
  }

  void run() {
    for (std::uint32_t p = 0; p < discourse_.phrases.size(); ++p) add_local(p);
    std::vector<Mention> added;
    for (std::uint32_t p = 0; p < discourse_.phrases.size(); ++p) add_mention(p, added);
    insert_mentions(text_, std::move(added), document_);
  }

 private:
  /// A pronoun that means somebody without a name makes an entity of him.
  void add_local(std::uint32_t p) {
    const std::uint32_t r = discourse_.meaning[p];
    if (r == no_referent || discourse_.phrases[p].kind != Phrase::Kind::pronoun) return;
    const Referent& referent = discourse_.referents[r];
    if (!referent.entities.empty() || referent.plural || local_[r] != no_entity) return;
    const bool organisation = referent.meaning == PhraseClass::organisation;
    if (referent.meaning != PhraseClass::person && !organisation) return;
    if (!organisation && is_only_possessor(referent)) return;
    const Phrase& first = discourse_.phrases[referent.phrases.front()];
    DocumentEntity entity;
    entity.type = organisation ? EntityType::Organization : EntityType::Person;
    entity.name = written(first);
    entity.local = true;
    entity.first_byte = text_.tokens[first.first].begin;
    entity.confidence = confidence_max;
    local_[r] = static_cast<std::uint32_t>(document_.entities.size());
    document_.entities.push_back(std::move(entity));
  }

  /// "His host, Angela Merkel": only said to have a host, a friend, a rival, which does not tell of
  /// whom the text speaks. Whose daughter somebody is does.
  bool is_only_possessor(const Referent& referent) const {
    return std::all_of(referent.phrases.begin(), referent.phrases.end(), [&](std::uint32_t p) {
      const Phrase& phrase = discourse_.phrases[p];
      const std::uint32_t had = phrase.possessive ? trees_.head(phrase.head) : no_entity;
      if (had == no_entity || trees_.tag(had) != "NOUN") return false;
      return gazetteer_.noun_class(trees_.lemma(had)).kind == NounClass::Kind::person &&
             classes_.match("kin_noun", text_.tokens, had) == 0;
    });
  }

  std::string written(const Phrase& phrase) const {
    const std::uint32_t begin = text_.tokens[phrase.first].begin;
    const std::uint32_t end = text_.tokens[phrase.last - 1].end;
    return collapse_space(text_.text.substr(begin, end - begin));
  }

  void add_mention(std::uint32_t p, std::vector<Mention>& added) const {
    const Phrase& phrase = discourse_.phrases[p];
    const std::uint32_t r = discourse_.meaning[p];
    if (r == no_referent || phrase.mention != no_entity) return;
    const bool judged = discourse_.probability[p] >= 0;
    const bool local = local_[r] != no_entity;
    // Appositions and predicates only say what their neighbour is.
    if (phrase.kind == Phrase::Kind::nominal && !judged && !local) return;
    if (judged && discourse_.probability[p] < probability_min) return;
    Mention mention;
    mention.entities = local ? std::vector{local_[r]} : discourse_.referents[r].entities;
    if (mention.entities.empty()) return;
    mention.first_token = phrase.first;
    mention.last_token = phrase.last;
    mention.form = MentionForm::reference;
    mention.type = document_.entities[mention.entities.front()].type;
    mention.confidence =
        judged ? std::min(discourse_.probability[p], confidence_max) : confidence_max;
    added.push_back(std::move(mention));
  }

  const SplitText& text_;
  const DocumentTrees& trees_;
  const Gazetteer& gazetteer_;
  const WordClasses& classes_;
  const Discourse& discourse_;
  ResolvedDocument& document_;
  /// Entities made for referents without names.
  std::vector<std::uint32_t> local_;
};

}  // namespace

void add_references(const SplitText& text, const DocumentTrees& trees, const Gazetteer& gazetteer,
                    const WordClasses& classes, ResolvedDocument& document) {
  const Discourse discourse = read_discourse(text, trees, document, gazetteer, classes,
                                             scoring_judge(ReferenceWeights::built_in()));
  ReferenceWriter(text, trees, gazetteer, classes, discourse, document).run();
}

}  // namespace entente::ingest
