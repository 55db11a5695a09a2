#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "storage/claims/functional.hpp"
#include "storage/graph/claim_period.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::storage {

/// How two sets of claims contradict one another.
enum class ContradictionKind : std::uint8_t {
  /// One end of a functional relationship has two partners: two leaders of one country …
  different_subjects,
  /// … or two dates of birth of one person.
  different_objects,
  /// The same is stated by one and negated by another.
  denied,
  /// The same is called former by one, and stated as it is by a later one.
  former,
};

/// "different_subjects", "different_objects", "denied", "former".
std::string_view contradiction_word(ContradictionKind kind);
std::optional<ContradictionKind> contradiction_from(std::string_view word);

/// Two sets of claims that cannot both be true, as far as their words and times tell.
struct Contradiction {
  ContradictionKind kind = ContradictionKind::denied;
  std::string relation;
  /// The node that both are about: the source of the relationships, or for different_subjects their
  /// target; the canonical one of its group.
  NodeId subject;
  /// The node at the other end on either side; the same one twice for denied and former.
  std::array<NodeId, 2> others;
  /// On either side the claims that take part, by document and ordinal.
  std::array<std::vector<Claim>, 2> claims;
  /// From 0 to 1: the confidence of the weaker side, halved if the times need not overlap.
  double score = 0;
  /// In words for people.
  std::string reason;
};

struct ContradictionOptions {
  /// Kinds to look for; empty: all.
  std::vector<ContradictionKind> kinds;
  /// Functional types besides the built-in ones; of one name, these count.
  std::vector<FunctionalType> functional;
  /// Only what this node, or one that is the same, is the subject of.
  std::optional<NodeId> subject;
  /// Asked now and then; its error ends the search. May be empty.
  std::function<Status()> poll;
};

/// Finds contradictions one entity after the other, so that memory depends on what one entity's
/// claims need. Entities that are one (SAME_AS) count as one. Deterministic: by subject's id,
/// relation, kind and the others' ids. Works as of another time, too. One thread; the transaction
/// must outlive the finder and not change meanwhile.
///
/// Times: a claim surely holds between its dates, without dates on the day of its document; it may
/// hold as period_of_claim() says. Two claims meet surely if their sure times overlap; they may
/// meet if their possible times do, and the sure ones lie no more than a year apart or are unknown.
class ContradictionFinder {
 public:
  ContradictionFinder(Transaction& transaction, ContradictionOptions options);

  /// The contradictions of the next entity that has some; empty at the end. Errors: the store's,
  /// and the poll's.
  Result<std::vector<Contradiction>> next();

 private:
  struct Side;
  using Sides = std::map<NodeId, Side>;

  Result<std::optional<NodeId>> next_node();
  Status look_at(NodeId node, std::vector<Contradiction>& found);
  Result<std::map<std::string, Sides>> sides_of(const std::vector<NodeId>& members,
                                                Direction direction);
  Result<Side*> side_at(Sides& sides, NodeId other);
  Status compare_partners(const FunctionalType& type, ContradictionKind kind, NodeId subject,
                          const Sides& sides, std::vector<Contradiction>& found);
  Status compare_words(const std::string& relation, NodeId subject, const Sides& sides,
                       std::vector<Contradiction>& found);
  Result<Period> date_of(const Claim& claim);
  Result<double> meeting(const Claim& a, const Claim& b, Lasting lasting);
  Status explain(Contradiction& contradiction, const FunctionalType& type);
  [[nodiscard]] bool wants(ContradictionKind kind) const;
  [[nodiscard]] const FunctionalType* functional(const std::string& type, bool of_subject) const;

  Transaction& transaction_;
  ContradictionOptions options_;
  std::vector<FunctionalType> types_;
  std::unique_ptr<NodeCursor> nodes_;
  std::deque<NodeId> batch_;
  bool begun_ = false;
  std::map<DocumentId, Period> documents_;
};

}  // namespace entente::storage
