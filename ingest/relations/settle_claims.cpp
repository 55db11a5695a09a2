#include "ingest/relations/settle_claims.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace entente::ingest {

namespace {

bool is_office(const FoundClaim& claim) {
  return claim.relation == "LEADS" || claim.relation == "HOLDS_OFFICE";
}

std::string role_of(const FoundClaim& claim) {
  const auto role = claim.qualifiers.find("role");
  return role == claim.qualifiers.end() ? std::string() : role->second;
}

class Settler {
 public:
  Settler(const SplitText& text, const ResolvedDocument& document, std::vector<FoundClaim>& claims)
      : text_(text), document_(document), claims_(claims) {}

  void run() {
    std::erase_if(claims_, [&](const FoundClaim& claim) { return is_part_of_office(claim); });
    settle_counterparts();
    settle_ministers();
    std::erase_if(claims_, [&](const FoundClaim& claim) { return is_read_better(claim); });
    std::erase_if(claims_, [&](const FoundClaim& claim) {
      return claim.relation == "AFFILIATED_WITH" && is_said_better(claim);
    });
    std::erase_if(claims_, [&](const FoundClaim& claim) {
      return claim.relation == "VISITED" && is_at_home(claim);
    });
  }

 private:
  [[nodiscard]] static bool is_of_counterpart(const FoundClaim& claim) {
    return claim.qualifiers.count(std::string(counterpart_qualifier)) > 0;
  }

  /// The current office of a person that the text names; offices of states before others.
  [[nodiscard]] const FoundClaim* office_of(std::string_view name) const {
    const FoundClaim* found = nullptr;
    for (const FoundClaim& claim : claims_) {
      if (!is_office(claim) || is_of_counterpart(claim)) continue;
      if (claim.modality == "former" || claim.modality == "negated") continue;
      if (document_.entities[claim.subject].name != name) continue;
      const bool of_state = document_.entities[claim.object].type == EntityType::Country;
      if (found == nullptr || of_state) found = &claim;
      if (of_state) break;
    }
    return found;
  }

  /// The office of who is named last before the claim's subject in its sentence.
  [[nodiscard]] const FoundClaim* office_before(const FoundClaim& claim) const {
    const Sentence& sentence = text_.sentences[claim.sentence];
    const FoundClaim* found = nullptr;
    for (auto i = sentence.first_token; i < sentence.last_token; ++i) {
      if (text_.tokens[i].begin >= claim.subject_span.begin) break;
      const auto m = document_.mention_at[i];
      if (m == no_entity || document_.mentions[m].type != EntityType::Person) continue;
      const std::uint32_t person = document_.mentions[m].entities.front();
      if (person == claim.subject) continue;
      if (const auto* office = office_of(document_.entities[person].name)) found = office;
    }
    return found;
  }

  /// All at once, since each is settled by what the text itself says of the others.
  void settle_counterparts() {
    std::vector<std::pair<std::size_t, FoundClaim>> settled;
    for (std::size_t i = 0; i < claims_.size(); ++i) {
      if (is_of_counterpart(claims_[i])) settled.emplace_back(i, settled_counterpart(claims_[i]));
    }
    for (auto& [i, claim] : settled) claims_[i] = std::move(claim);
    std::erase_if(claims_, [](const FoundClaim& claim) { return claim.relation.empty(); });
  }

  /// With the office of the person whose counterpart the subject is; without relation if it is
  /// about another one's country.
  [[nodiscard]] FoundClaim settled_counterpart(FoundClaim claim) const {
    if (!is_own_country(claim)) {
      claim.relation.clear();
      return claim;
    }
    const auto whose = claim.qualifiers.find(std::string(counterpart_qualifier));
    const FoundClaim* office = office_of(whose->second);
    if (office == nullptr || office->subject == claim.subject) office = office_before(claim);
    claim.qualifiers.erase(whose);
    claim.qualifiers.erase("role");
    claim.relation = office == nullptr ? "HOLDS_OFFICE" : office->relation;
    if (office != nullptr && !role_of(*office).empty()) {
      claim.qualifiers["role"] = role_of(*office);
    }
    return claim;
  }

  /// Who is a minister of a person is one of the state that the person leads.
  void settle_ministers() {
    std::vector<std::optional<std::uint32_t>> states(claims_.size());
    for (std::size_t i = 0; i < claims_.size(); ++i) {
      if (!is_of_person(claims_[i])) continue;
      const FoundClaim* office = office_of(document_.entities[claims_[i].object].name);
      const bool of_state = office != nullptr && office->relation == "LEADS" &&
                            document_.entities[office->object].type == EntityType::Country;
      if (of_state) states[i] = office->object;
    }
    for (std::size_t i = 0; i < claims_.size(); ++i) {
      if (states[i]) claims_[i].object = *states[i];
    }
    std::erase_if(claims_, [&](const FoundClaim& claim) { return is_of_person(claim); });
  }

  [[nodiscard]] bool is_of_person(const FoundClaim& claim) const {
    return claim.relation == "HOLDS_OFFICE" &&
           document_.entities[claim.object].type == EntityType::Person;
  }

  /// Of several people and several countries in one sentence the first belongs to the first.
  [[nodiscard]] bool is_own_country(const FoundClaim& claim) const {
    std::vector<std::uint32_t> people;
    std::vector<std::uint32_t> countries;
    const auto number = [](std::vector<std::uint32_t>& all, std::uint32_t entity) {
      const auto at = std::find(all.begin(), all.end(), entity);
      const auto place = at - all.begin();
      if (at == all.end()) all.push_back(entity);
      return place;
    };
    for (const FoundClaim& other : claims_) {
      if (other.rule != claim.rule || other.sentence != claim.sentence) continue;
      number(people, other.subject);
      number(countries, other.object);
    }
    if (countries.size() == 1) return true;
    return people.size() == countries.size() &&
           number(people, claim.subject) == number(countries, claim.object);
  }

  [[nodiscard]] bool is_said_better(const FoundClaim& claim) const {
    return std::any_of(claims_.begin(), claims_.end(), [&](const FoundClaim& other) {
      const bool better = is_office(other) || other.relation == "MEMBER_OF";
      return better && std::tie(other.sentence, other.subject, other.object, other.modality) ==
                           std::tie(claim.sentence, claim.subject, claim.object, claim.modality);
    });
  }

  /// "the Union's trade chief" is not its chief.
  [[nodiscard]] bool is_part_of_office(const FoundClaim& claim) const {
    const std::string role = role_of(claim);
    if (!is_office(claim) || role.empty()) return false;
    return std::any_of(claims_.begin(), claims_.end(), [&](const FoundClaim& other) {
      return is_office(other) && other.relation != claim.relation &&
             std::tie(other.sentence, other.subject, other.object) ==
                 std::tie(claim.sentence, claim.subject, claim.object) &&
             role_of(other).ends_with(" " + role);
    });
  }

  /// "Rosneft, owned by X, signed a deal with Y": words alone would take X for the one who signed,
  /// where the tree has found that what stands before the comma did.
  [[nodiscard]] bool is_read_better(const FoundClaim& claim) const {
    if (claim.from_tree) return false;
    return std::any_of(claims_.begin(), claims_.end(), [&](const FoundClaim& other) {
      if (!other.from_tree || other.sentence != claim.sentence) return false;
      if (other.relation != claim.relation) return false;
      for (const auto& [ours, kept] : {std::pair(claim.subject_span, claim.object_span),
                                       std::pair(claim.object_span, claim.subject_span)}) {
        for (const auto& [theirs, same] : {std::pair(other.subject_span, other.object_span),
                                           std::pair(other.object_span, other.subject_span)}) {
          if (same.begin != kept.begin || theirs.begin >= ours.begin) continue;
          if (ours.begin < kept.begin && text_.text.substr(theirs.end, 1) == ",") return true;
        }
      }
      return false;
    });
  }

  /// Envoys live abroad.
  [[nodiscard]] static bool is_of_envoy(const FoundClaim& office) {
    constexpr std::array<std::string_view, 3> abroad = {"ambassador", "envoy", "consul"};
    const std::string role = role_of(office);
    return std::any_of(abroad.begin(), abroad.end(),
                       [&](std::string_view word) { return role.find(word) != std::string::npos; });
  }

  [[nodiscard]] bool is_at_home(const FoundClaim& visit) const {
    const DocumentEntity& place = document_.entities[visit.object];
    return std::any_of(claims_.begin(), claims_.end(), [&](const FoundClaim& office) {
      if (!is_office(office) || office.subject != visit.subject || is_of_envoy(office))
        return false;
      if (office.modality != "stated") return false;
      const DocumentEntity& state = document_.entities[office.object];
      if (state.type != EntityType::Country) return false;
      if (office.object == visit.object) return true;
      return !place.stands_for.empty() && place.stands_for == state.country;
    });
  }

  const SplitText& text_;
  const ResolvedDocument& document_;
  std::vector<FoundClaim>& claims_;
};

}  // namespace

void settle_claims(const SplitText& text, const ResolvedDocument& document,
                   std::vector<FoundClaim>& claims) {
  Settler(text, document, claims).run();
}

}  // namespace entente::ingest
