#include <algorithm>

#include "ingest/names/name_rules.hpp"

namespace entente::ingest {

namespace {

/// A name in the tree of its sentence. Tokens are the document's.
class Place {
 public:
  Place(const NameContext& context, std::uint32_t first, std::uint32_t last)
      : Place(context, head_of_name(context, first, last)) {
    first_ = first;
    last_ = last;
  }

  [[nodiscard]] Surroundings told() const {
    if (const auto told = by_neighbours(); told != Surroundings::silent) return told;
    if (const auto told = by_description(); told != Surroundings::silent) return told;
    if (governor_ == no_entity) return Surroundings::silent;
    if (const auto told = by_governor(); told != Surroundings::silent) return told;
    return parsed(head_).relation == "conj" ? Place(context_, governor_).as_example()
                                            : as_example();
  }

 private:
  Place(const NameContext& context, std::uint32_t head)
      : context_(context), first_(head), last_(head + 1), head_(head) {
    const auto governor = parsed(head).head;
    if (governor != model::no_head) governor_ = context.begin() + governor;
  }

  const model::ParsedToken& parsed(std::uint32_t i) const { return *context_.parsed_token(i); }
  bool in(const char* name, std::uint32_t i) const { return context_.in_class(name, i) > 0; }

  /// The preposition of the name, or empty.
  std::string_view preposition() const {
    for (std::uint32_t i = context_.begin(); i < head_; ++i) {
      const auto& token = parsed(i);
      if (token.relation == "case" && context_.begin() + token.head == head_) {
        return context_.form(i);
      }
    }
    return {};
  }

  /// What a noun says that describes the name.
  Surroundings described_by(std::uint32_t noun) const {
    if (in("company_noun", noun)) return Surroundings::company;
    if (in("agency_noun", noun)) return Surroundings::organisation;
    if (in("person_role", noun)) return Surroundings::person;
    return Surroundings::silent;
  }

  /// "the firm X", "X shares", "X CEO Y".
  Surroundings by_neighbours() const {
    if (first_ > context_.begin()) {
      const auto told = described_by(first_ - 1);
      if (told == Surroundings::company || told == Surroundings::organisation) return told;
      if (in("kin_noun", first_ - 1)) return Surroundings::person;
    }
    if (context_.has(last_) && !context_.token(last_).upper && in("company_role", last_)) {
      return Surroundings::company;
    }
    return Surroundings::silent;
  }

  /// An apposition or a predicate noun: "X, a maker of …", "X is a bank".
  Surroundings by_description() const {
    const std::uint32_t begin = context_.begin();
    for (std::uint32_t i = begin; i < context_.end(); ++i) {
      const bool apposition = parsed(i).relation == "appos" && begin + parsed(i).head == head_;
      const bool predicate =
          governor_ == i && parsed(head_).relation == "nsubj" && parsed(i).universal_tag == "NOUN";
      if (!apposition && !predicate) continue;
      const auto told = described_by(i);
      if (told != Surroundings::silent) return told;
    }
    return Surroundings::silent;
  }

  /// "banks such as X", "firms including Y".
  Surroundings as_example() const {
    if (governor_ == no_entity) return Surroundings::silent;
    const std::string_view marker = preposition();
    if (marker != "such" && marker != "like" && marker != "including") return Surroundings::silent;
    if (context_.lemma_in_class("company_noun", governor_)) return Surroundings::company;
    if (context_.lemma_in_class("agency_noun", governor_)) return Surroundings::organisation;
    return Surroundings::silent;
  }

  /// "chief executive of X", "founded X", "joined X", "worked for X", "born in X".
  Surroundings by_governor() const {
    const std::string_view relation = parsed(head_).relation;
    const std::string_view marker = preposition();
    const bool oblique = relation.starts_with("obl") || relation.starts_with("nmod");
    if (relation == "nmod:poss" || (oblique && (marker == "of" || marker == "at"))) {
      if (in("company_role", governor_)) return Surroundings::company;
      if (in("organisation_role", governor_)) return Surroundings::organisation;
    }
    if (oblique && marker == "in" && in("holding_noun", governor_)) return Surroundings::company;
    if (relation == "compound" && in("company_role", governor_)) return Surroundings::company;
    if (relation == "obj" && in("organising_verb", governor_)) return Surroundings::organisation;
    if (relation == "nsubj:pass" && in("organised_verb", governor_)) {
      return Surroundings::organisation;
    }
    if (relation == "nsubj" && in("company_verb", governor_)) return Surroundings::company;
    const bool subject = relation == "nsubj" || relation == "nsubj:pass";
    if (subject && in("living_verb", governor_)) return Surroundings::person;
    if (relation == "obj" && in("marrying_verb", governor_)) return Surroundings::person;
    if (relation == "appos" && in("kin_noun", governor_)) return Surroundings::person;
    if (oblique) {
      if ((marker == "for" || marker == "with" || marker == "at") &&
          in("working_verb", governor_)) {
        return Surroundings::organisation;
      }
      if (marker == "from" && in("leaving_verb", governor_)) return Surroundings::organisation;
      if (marker == "by" && in("owning_verb", governor_)) return Surroundings::company;
      if (marker == "in" && in("dwelling_verb", governor_)) return Surroundings::place;
    }
    return Surroundings::silent;
  }

  const NameContext& context_;
  std::uint32_t first_;
  std::uint32_t last_;
  std::uint32_t head_;
  std::uint32_t governor_ = no_entity;
};

}  // namespace

std::uint32_t head_of_name(const NameContext& context, std::uint32_t first, std::uint32_t last) {
  if (context.parsed() == nullptr) return last - 1;
  const std::uint32_t begin = context.begin();
  for (std::uint32_t i = first; i < last; ++i) {
    const std::uint32_t head = context.parsed()->tokens[i - begin].head;
    if (head == model::no_head || begin + head < first || begin + head >= last) return i;
  }
  return last - 1;
}

std::optional<EntityType> type_of(Surroundings told) {
  switch (told) {
    case Surroundings::person: return EntityType::Person;
    case Surroundings::place: return EntityType::City;
    case Surroundings::organisation: return EntityType::Organization;
    case Surroundings::company: return EntityType::Company;
    case Surroundings::silent: break;
  }
  return std::nullopt;
}

Surroundings told_by_surroundings(const NameContext& context, std::uint32_t first,
                                  std::uint32_t last) {
  if (context.parsed() == nullptr) return Surroundings::silent;
  return Place(context, first, last).told();
}

}  // namespace entente::ingest
