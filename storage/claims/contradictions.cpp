#include "storage/claims/contradictions.hpp"

#include <algorithm>
#include <set>

#include "storage/claims/agreement.hpp"
#include "storage/claims/claim_times.hpp"
#include "storage/claims/identity.hpp"
#include "storage/claims/neighbours.hpp"
#include "storage/graph/evidence_summary.hpp"

namespace entente::storage {

namespace {

constexpr std::array<std::pair<std::string_view, ContradictionKind>, 4> words = {{
    {"different_subjects", ContradictionKind::different_subjects},
    {"different_objects", ContradictionKind::different_objects},
    {"denied", ContradictionKind::denied},
    {"former", ContradictionKind::former},
}};

/// Documents whose dates are remembered.
constexpr std::size_t documents_max = 100'000;

/// The offices (or other values) a claim is about; nullopt if it names only such as several may
/// have.
std::optional<std::set<std::string>> offices(const Claim& claim, const FunctionalType& type) {
  std::set<std::string> found;
  bool named = type.sole_offices;
  for (const auto& [key, value] : claim.qualifiers) {
    if (type.per.empty() || key != type.per || !value.is_string()) continue;
    for (const std::string& part : qualifier_parts(value.as_string())) {
      named = true;
      std::string office = office_of(part);
      if (office.empty() || (type.sole_offices && !is_sole_office(office))) continue;
      found.insert(std::move(office));
    }
  }
  if (named && found.empty()) return std::nullopt;
  return found;
}

/// Both say nothing of an office, or name one that is the same.
bool same_office(const Claim& a, const Claim& b, const FunctionalType& type) {
  const auto one = offices(a, type);
  const auto other = offices(b, type);
  if (!one || !other) return false;
  if (one->empty() && other->empty()) return true;
  return std::any_of(one->begin(), one->end(),
                     [&](const std::string& office) { return other->count(office) > 0; });
}

bool same_voice(const Claim& a, const Claim& b) {
  return a.document == b.document && a.speaker == b.speaker;
}

/// What is stated as a fact; a former state counts if it is dated.
bool states_fact(const Claim& claim) {
  if (claim.modality == Modality::stated) return true;
  return claim.modality == Modality::former && !claim.valid_from.empty() && !claim.valid_to.empty();
}

/// The claims on two sides of which at least one pair disagrees, and how strongly.
class Disagreement {
 public:
  void add(const Claim& a, const Claim& b, double certainty) {
    sides_[0].emplace(std::pair(a.document, a.ordinal), &a);
    sides_[1].emplace(std::pair(b.document, b.ordinal), &b);
    score_ = std::max(score_, certainty * std::min(a.confidence, b.confidence));
  }
  [[nodiscard]] bool any() const { return !sides_[0].empty(); }
  void write(Contradiction& contradiction) const {
    for (std::size_t side = 0; side < 2; ++side) {
      for (const auto& [place, claim] : sides_[side]) contradiction.claims[side].push_back(*claim);
    }
    contradiction.score = score_;
  }

 private:
  std::array<std::map<std::pair<DocumentId, std::uint32_t>, const Claim*>, 2> sides_;
  double score_ = 0;
};

}  // namespace

/// What claims say of one partner.
struct ContradictionFinder::Side {
  std::vector<Claim> claims;
};

std::string_view contradiction_word(ContradictionKind kind) {
  for (const auto& [word, value] : words) {
    if (value == kind) return word;
  }
  return {};
}

std::optional<ContradictionKind> contradiction_from(std::string_view word) {
  for (const auto& [name, value] : words) {
    if (name == word) return value;
  }
  return std::nullopt;
}

ContradictionFinder::ContradictionFinder(Transaction& transaction, ContradictionOptions options)
    : transaction_(transaction), options_(std::move(options)), types_(options_.functional) {
  for (const FunctionalType& type : functional_types()) {
    const bool replaced = std::any_of(types_.begin(), types_.end(), [&](const FunctionalType& own) {
      return own.type == type.type;
    });
    if (!replaced) types_.push_back(type);
  }
}

bool ContradictionFinder::wants(ContradictionKind kind) const {
  return options_.kinds.empty() ||
         std::find(options_.kinds.begin(), options_.kinds.end(), kind) != options_.kinds.end();
}

const FunctionalType* ContradictionFinder::functional(const std::string& type,
                                                      bool of_subject) const {
  for (const FunctionalType& known : types_) {
    if (known.type == type && (known.one == OneOf::subject) == of_subject) return &known;
  }
  return nullptr;
}

Result<std::vector<Contradiction>> ContradictionFinder::next() {
  std::vector<Contradiction> found;
  while (found.empty()) {
    ENTENTE_ASSIGN(const auto node, next_node());
    if (!node) break;
    ENTENTE_TRY(look_at(*node, found));
  }
  return found;
}

/// Only entities have claims.
Result<std::optional<NodeId>> ContradictionFinder::next_node() {
  if (!begun_) {
    begun_ = true;
    if (options_.subject) {
      ENTENTE_ASSIGN(const NodeId canonical, canonical_node(transaction_, *options_.subject));
      return std::optional(canonical);
    }
    const auto label = transaction_.find_label("Entity");
    if (!label) return std::optional<NodeId>();
    ENTENTE_ASSIGN(nodes_, transaction_.nodes_with_label(*label));
  }
  if (!nodes_) return std::optional<NodeId>();
  if (batch_.empty()) {
    std::vector<NodeId> read(1024);
    ENTENTE_ASSIGN(const std::size_t count, nodes_->next(read));
    batch_.assign(read.begin(), read.begin() + static_cast<std::ptrdiff_t>(count));
    if (batch_.empty()) return std::optional<NodeId>();
  }
  const NodeId node = batch_.front();
  batch_.pop_front();
  return std::optional(node);
}

Status ContradictionFinder::look_at(NodeId node, std::vector<Contradiction>& found) {
  if (options_.poll) ENTENTE_TRY(options_.poll());
  ENTENTE_ASSIGN(const auto members, same_nodes(transaction_, node));
  // A group is looked at once, when its canonical node has its turn.
  if (members.front() != node) return {};
  ENTENTE_ASSIGN(const auto outgoing, sides_of(members, Direction::outgoing));
  for (const auto& [relation, sides] : outgoing) {
    const FunctionalType* const type = functional(relation, /*of_subject=*/false);
    if (type != nullptr && wants(ContradictionKind::different_objects)) {
      ENTENTE_TRY(
          compare_partners(*type, ContradictionKind::different_objects, node, sides, found));
    }
    ENTENTE_TRY(compare_words(relation, node, sides, found));
  }
  if (!wants(ContradictionKind::different_subjects)) return {};
  ENTENTE_ASSIGN(const auto incoming, sides_of(members, Direction::incoming));
  for (const auto& [relation, sides] : incoming) {
    const FunctionalType* const type = functional(relation, /*of_subject=*/true);
    if (type == nullptr) continue;
    ENTENTE_TRY(compare_partners(*type, ContradictionKind::different_subjects, node, sides, found));
  }
  return {};
}

/// The claims of all relationships in one direction, by type and by the partner's canonical node.
/// Incoming ones are read only where a type has one subject: a country is the target of everything.
Result<std::map<std::string, ContradictionFinder::Sides>> ContradictionFinder::sides_of(
    const std::vector<NodeId>& members, Direction direction) {
  std::map<std::string, Sides> by_type;
  std::vector<std::string> types;
  if (direction == Direction::outgoing) {
    ENTENTE_ASSIGN(types, transaction_.relationship_types_in_use());
  } else {
    for (const FunctionalType& type : types_) {
      if (type.one == OneOf::subject) types.push_back(type.type);
    }
  }
  for (const std::string& type : types) {
    if (type == same_as_type || type == different_from_type) continue;
    for (const NodeId member : members) {
      ENTENTE_ASSIGN(const auto found, neighbours(transaction_, member, direction, type));
      for (const Neighbour& other : found) {
        ENTENTE_ASSIGN(auto claims, transaction_.claims_of_relationship(other.relationship));
        if (claims.empty()) continue;
        ENTENTE_ASSIGN(const NodeId partner, canonical_node(transaction_, other.node));
        Side& side = by_type[type][partner];
        side.claims.insert(side.claims.end(), std::make_move_iterator(claims.begin()),
                           std::make_move_iterator(claims.end()));
      }
    }
  }
  return by_type;
}

Status ContradictionFinder::compare_partners(const FunctionalType& type, ContradictionKind kind,
                                             NodeId subject, const Sides& sides,
                                             std::vector<Contradiction>& found) {
  for (auto one = sides.begin(); one != sides.end(); ++one) {
    for (auto other = std::next(one); other != sides.end(); ++other) {
      if (options_.poll) ENTENTE_TRY(options_.poll());
      Disagreement disagreement;
      for (const Claim& a : one->second.claims) {
        if (!states_fact(a)) continue;
        for (const Claim& b : other->second.claims) {
          if (!states_fact(b) || !same_office(a, b, type)) continue;
          ENTENTE_ASSIGN(const double certainty, meeting(a, b, type.lasting));
          if (certainty > 0) disagreement.add(a, b, certainty);
        }
      }
      if (!disagreement.any()) continue;
      ENTENTE_ASSIGN(const bool agree, may_both_hold(transaction_, one->first, other->first));
      if (agree) continue;
      Contradiction contradiction{kind, type.type, subject, {one->first, other->first}, {}, 0, {}};
      disagreement.write(contradiction);
      ENTENTE_TRY(explain(contradiction, type));
      found.push_back(std::move(contradiction));
    }
  }
  return {};
}

Status ContradictionFinder::compare_words(const std::string& relation, NodeId subject,
                                          const Sides& sides, std::vector<Contradiction>& found) {
  for (const auto& [partner, side] : sides) {
    Disagreement denied;
    Disagreement former;
    for (const Claim& a : side.claims) {
      if (a.modality != Modality::stated) continue;
      for (const Claim& b : side.claims) {
        if (same_voice(a, b)) continue;
        if (b.modality == Modality::negated) {
          ENTENTE_ASSIGN(const double certainty, meeting(a, b, Lasting::at_a_time));
          if (certainty > 0) denied.add(a, b, certainty);
        } else if (b.modality == Modality::former) {
          ENTENTE_ASSIGN(const Period date_a, date_of(a));
          ENTENTE_ASSIGN(const Period date_b, date_of(b));
          if (goes_on_after(a, date_a, b, date_b)) former.add(a, b, 1);
        }
      }
    }
    const auto report = [&, object = partner](ContradictionKind kind,
                                              const Disagreement& disagreement) -> Status {
      if (!disagreement.any() || !wants(kind)) return {};
      Contradiction contradiction{kind, relation, subject, {object, object}, {}, 0, {}};
      disagreement.write(contradiction);
      ENTENTE_TRY(explain(contradiction, {}));
      found.push_back(std::move(contradiction));
      return {};
    };
    ENTENTE_TRY(report(ContradictionKind::denied, denied));
    ENTENTE_TRY(report(ContradictionKind::former, former));
  }
  return {};
}

Result<Period> ContradictionFinder::date_of(const Claim& claim) {
  if (const auto known = documents_.find(claim.document); known != documents_.end()) {
    return known->second;
  }
  ENTENTE_ASSIGN(const auto document, transaction_.document(claim.document));
  const Period date = document ? period_of_date(document->date) : Period();
  if (documents_.size() >= documents_max) documents_.clear();
  documents_.emplace(claim.document, date);
  return date;
}

Result<double> ContradictionFinder::meeting(const Claim& a, const Claim& b, Lasting lasting) {
  if (lasting == Lasting::ever) return 1.0;
  ENTENTE_ASSIGN(const Period date_a, date_of(a));
  ENTENTE_ASSIGN(const Period date_b, date_of(b));
  return certainty_of_meeting(a, date_a, b, date_b);
}

Status ContradictionFinder::explain(Contradiction& contradiction, const FunctionalType& type) {
  ENTENTE_ASSIGN(const std::string subject, display_name(transaction_, contradiction.subject));
  ENTENTE_ASSIGN(const std::string one, display_name(transaction_, contradiction.others[0]));
  ENTENTE_ASSIGN(const std::string other, display_name(transaction_, contradiction.others[1]));
  const std::string& relation = contradiction.relation;
  std::string office;
  for (const Claim& claim : contradiction.claims[0]) {
    const auto named = offices(claim, type);
    if (office.empty() && named && !named->empty()) office = " (" + *named->begin() + ")";
  }
  switch (contradiction.kind) {
    case ContradictionKind::different_subjects:
      contradiction.reason = one + " and " + other + " " + relation + " " + subject + office;
      break;
    case ContradictionKind::different_objects:
      contradiction.reason = subject + " " + relation + " " + one + " and " + other + office;
      break;
    case ContradictionKind::denied:
      contradiction.reason = subject + " " + relation + " " + one + ": stated and denied";
      break;
    case ContradictionKind::former:
      contradiction.reason = subject + " " + relation + " " + one + ": former, and later still so";
      break;
  }
  return {};
}

}  // namespace entente::storage
