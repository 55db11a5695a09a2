#include "storage/graph/as_of_filter.hpp"

#include <algorithm>
#include <set>

#include "storage/graph/evidence_summary.hpp"
#include "storage/graph/identity_types.hpp"

namespace entente::storage {
namespace {

/// Decisions remembered per kind of element, and records made anew: tens of megabytes at most.
/// Whoever asks about more begins to forget, which costs time, never an answer.
constexpr std::size_t decisions_max = 1U << 20U;
constexpr std::size_t records_max = 1U << 14U;
/// Elements decided between two polls.
constexpr std::uint64_t steps_per_poll = 1024;

RecordedTime to_recorded_time(const DateTime& time) {
  constexpr std::int32_t nanos_per_milli = 1'000'000;
  return RecordedTime(std::chrono::seconds(time.seconds) +
                      std::chrono::milliseconds(time.nanos / nanos_per_milli));
}

template <class Map, class Key, class Value>
const Value& remember(Map& map, std::size_t entries_max, const Key& key, Value value) {
  if (map.size() >= entries_max) map.clear();
  return map.insert_or_assign(key, std::move(value)).first->second;
}

bool has_label_id(const NodeRecord& record, LabelId label) {
  return std::binary_search(record.labels.begin(), record.labels.end(), label);
}

}  // namespace

Status AsOfFilter::step() {
  if (!poll_ || ++steps_ % steps_per_poll != 0) return {};
  return poll_();
}

bool AsOfFilter::shows_document(const DocumentRecord& document) const {
  return !as_of_.recorded || document.recorded_at_ms <= as_of_.recorded->time_since_epoch().count();
}

AsOfFilter::DocumentClock AsOfFilter::clock_of(const DocumentRecord& document) const {
  return {shows_document(document), period_of_date(document.date)};
}

Result<AsOfFilter::DocumentClock> AsOfFilter::clock_of(DocumentId id) {
  if (const auto it = documents_.find(id); it != documents_.end()) return it->second;
  ENTENTE_TRY(note_document_read());
  ENTENTE_ASSIGN(const auto document, base_.document(id));
  // A document that was lost is not there.
  return remember(documents_, decisions_max, id, document ? clock_of(*document) : DocumentClock());
}

Status AsOfFilter::note_document_read() {
  // One pass over all documents costs about as much as so many single reads.
  constexpr std::size_t reads_max = 64;
  if (++document_reads_ != reads_max) return {};
  ENTENTE_ASSIGN(const auto documents, base_.documents());
  if (documents.size() > decisions_max) return {};
  for (const DocumentRecord& document : documents) {
    documents_.insert_or_assign(document.id, clock_of(document));
    shown_documents_.insert_or_assign(document.node, shows_document(document));
  }
  knows_documents_ = true;
  return {};
}

Result<bool> AsOfFilter::shows_document(DocumentId id) {
  ENTENTE_ASSIGN(const DocumentClock clock, clock_of(id));
  return clock.shown;
}

Result<bool> AsOfFilter::shows_claim(const Claim& claim) {
  ENTENTE_ASSIGN(const DocumentClock clock, clock_of(claim.document));
  if (!clock.shown) return false;
  return !as_of_.valid || period_of_claim(claim, clock.date).contains(*as_of_.valid);
}

Result<std::optional<AsOfFilter::Shown>> AsOfFilter::share_of(const VisitAll& visit_all) {
  bool some_shown = false;
  bool some_hidden = false;
  const auto note = [&](DocumentId document) -> Result<Next> {
    ENTENTE_TRY(step());
    ENTENTE_ASSIGN(const bool there, shows_document(document));
    (there ? some_shown : some_hidden) = true;
    return some_shown && some_hidden ? Next::stop : Next::go_on;
  };
  ENTENTE_TRY(visit_all(note));
  if (!some_shown && !some_hidden) return std::optional<Shown>();
  if (!some_shown) return std::optional(Shown::no);
  return std::optional(some_hidden ? Shown::partly : Shown::wholly);
}

Result<AsOfFilter::Shown> AsOfFilter::node(NodeId id) {
  if (const auto it = nodes_.find(id); it != nodes_.end()) return it->second;
  ENTENTE_TRY(step());
  ENTENTE_ASSIGN(const Shown shown, decide_node(id));
  return remember(nodes_, decisions_max, id, shown);
}

Result<AsOfFilter::Shown> AsOfFilter::decide_node(NodeId id) {
  // Only the recorded clock knows nodes.
  if (!as_of_.recorded) return Shown::wholly;
  ENTENTE_ASSIGN(const auto shown, share_of([&](const DocumentVisitor& visit) {
                   return base_.visit_documents_of_node(id, visit);
                 }));
  return shown ? Result<Shown>(*shown) : decide_unmentioned(id);
}

/// A document's node says by its `id` which document it stands for, and the document agrees.
Result<AsOfFilter::Shown> AsOfFilter::decide_unmentioned(NodeId id) {
  if (knows_documents_) {
    const auto it = shown_documents_.find(id);
    return it == shown_documents_.end() || it->second ? Shown::wholly : Shown::no;
  }
  const auto label = base_.find_label("Document");
  const auto key = base_.find_property_key("id");
  if (!label || !key) return Shown::wholly;
  ENTENTE_ASSIGN(const bool labelled, base_.has_label(id, *label));
  if (!labelled) return Shown::wholly;
  ENTENTE_TRY(note_document_read());
  ENTENTE_ASSIGN(const Value name, base_.node_property(id, *key));
  if (!name.is_string()) return Shown::wholly;
  ENTENTE_ASSIGN(const auto document, base_.find_document(name.as_string()));
  if (!document || document->node != id) return Shown::wholly;
  return shows_document(*document) ? Shown::wholly : Shown::no;
}

Result<AsOfFilter::Shown> AsOfFilter::relationship(RelationshipId id) {
  if (const auto it = relationships_.find(id); it != relationships_.end()) return it->second;
  ENTENTE_ASSIGN(const auto record, base_.relationship(id));
  if (!record) return Shown::no;
  return relationship(RelationshipEnds{id, record->type, record->source, record->target});
}

Result<AsOfFilter::Shown> AsOfFilter::relationship(const RelationshipEnds& ends) {
  if (const auto it = relationships_.find(ends.id); it != relationships_.end()) return it->second;
  ENTENTE_TRY(step());
  ENTENTE_ASSIGN(const Shown shown, decide_relationship(ends));
  return remember(relationships_, decisions_max, ends.id, shown);
}

Result<AsOfFilter::Shown> AsOfFilter::decide_relationship(const RelationshipEnds& ends) {
  for (const NodeId end : {ends.source, ends.target}) {
    ENTENTE_ASSIGN(const Shown shown, node(end));
    if (shown == Shown::no) return Shown::no;
  }
  ENTENTE_ASSIGN(const auto by_documents, share_of([&](const DocumentVisitor& visit) {
                   return base_.visit_documents_of_relationship(ends.id, visit);
                 }));
  if (!by_documents) return decide_unclaimed(ends);
  if (!as_of_.valid || *by_documents == Shown::no) return *by_documents;
  ENTENTE_ASSIGN(const auto claims, base_.claims_of_relationship(ends.id));
  std::size_t shown = 0;
  for (const Claim& claim : claims) {
    ENTENTE_ASSIGN(const bool there, shows_claim(claim));
    if (there) ++shown;
  }
  if (shown == 0) return Shown::no;
  return shown == claims.size() ? Shown::wholly : Shown::partly;
}

/// Facts about identity have both clocks as their properties; nothing else without claims has one.
Result<AsOfFilter::Shown> AsOfFilter::decide_unclaimed(const RelationshipEnds& ends) {
  const std::string_view type = base_.relationship_type_name(ends.type);
  if (type != same_as_type && type != different_from_type) return Shown::wholly;
  const auto property = [&](std::string_view name) -> Result<Value> {
    const auto key = base_.find_property_key(name);
    if (!key) return Value();
    return base_.relationship_property(ends.id, *key);
  };
  if (as_of_.recorded) {
    ENTENTE_ASSIGN(const Value recorded, property("recorded_at"));
    if (recorded.is(ValueKind::date_time) &&
        to_recorded_time(recorded.as_date_time()) > *as_of_.recorded) {
      return Shown::no;
    }
  }
  if (as_of_.valid) {
    ENTENTE_ASSIGN(const Value from, property("valid_from"));
    ENTENTE_ASSIGN(const Value to, property("valid_to"));
    const Period period{from.is_string() ? period_of_date(from.as_string()).from : std::nullopt,
                        to.is_string() ? period_of_date(to.as_string()).to : std::nullopt};
    if (!period.contains(*as_of_.valid)) return Shown::no;
  }
  return Shown::wholly;
}

Result<bool> AsOfFilter::has_label(NodeId id, LabelId label, bool stored) {
  // A label is only ever taken away; what all entities have in common no document gives.
  if (!stored || base_.find_label("Entity") == label) return stored;
  ENTENTE_ASSIGN(const Shown shown, node(id));
  if (shown == Shown::wholly) return true;
  ENTENTE_ASSIGN(const auto record, node_record(id));
  return record && has_label_id(*record, label);
}

Result<std::optional<NodeRecord>> AsOfFilter::node_record(NodeId id) {
  ENTENTE_ASSIGN(const Shown shown, node(id));
  if (shown == Shown::no) return std::optional<NodeRecord>();
  if (shown == Shown::wholly) return base_.node(id);
  if (const auto it = node_records_.find(id); it != node_records_.end()) {
    return std::optional<NodeRecord>(it->second);
  }
  ENTENTE_ASSIGN(NodeRecord record, partial_node(id));
  return std::optional<NodeRecord>(remember(node_records_, records_max, id, std::move(record)));
}

Result<NodeRecord> AsOfFilter::partial_node(NodeId id) {
  ENTENTE_ASSIGN(auto stored, base_.node(id));
  NodeRecord record = stored ? std::move(*stored) : NodeRecord{};
  ENTENTE_ASSIGN(const auto mentions, base_.mentions_of_node(id));
  EntitySummary summary;
  // What documents gave is taken away first: what nobody says by then has not been said.
  for (const Mention& mention : mentions) {
    for (const auto& [key, value] : mention.properties) remove_property(record.properties, key);
    for (const std::string& name : mention.labels) {
      if (const auto label = base_.find_label(name)) std::erase(record.labels, *label);
    }
    ENTENTE_ASSIGN(const bool there, shows_document(mention.document));
    if (there) summary.add(mention.names, mention.labels, mention.properties);
  }
  for (const std::string& name : summary.labels) {
    const auto label = base_.find_label(name);
    if (label && !has_label_id(record, *label)) {
      record.labels.insert(std::lower_bound(record.labels.begin(), record.labels.end(), *label),
                           *label);
    }
  }
  set_properties(record.properties, summary.all_properties());
  return record;
}

Result<std::optional<RelationshipRecord>> AsOfFilter::relationship_record(RelationshipId id) {
  ENTENTE_ASSIGN(const Shown shown, relationship(id));
  if (shown == Shown::no) return std::optional<RelationshipRecord>();
  if (shown == Shown::partly) {
    const auto it = relationship_records_.find(id);
    if (it != relationship_records_.end()) return std::optional<RelationshipRecord>(it->second);
  }
  ENTENTE_ASSIGN(auto stored, base_.relationship(id));
  if (shown == Shown::wholly || !stored) return stored;
  ENTENTE_ASSIGN(RelationshipRecord record, partial_relationship(id, std::move(*stored)));
  return std::optional<RelationshipRecord>(
      remember(relationship_records_, records_max, id, std::move(record)));
}

Result<RelationshipRecord> AsOfFilter::partial_relationship(RelationshipId id,
                                                            RelationshipRecord record) {
  ENTENTE_ASSIGN(auto claims, base_.claims_of_relationship(id));
  std::vector<Claim> shown;
  for (Claim& claim : claims) {
    for (const auto& [key, value] : claim.qualifiers) remove_property(record.properties, key);
    ENTENTE_ASSIGN(const bool there, shows_claim(claim));
    if (there) shown.push_back(std::move(claim));
  }
  set_properties(record.properties, RelationshipSummary::of(shown).properties());
  return record;
}

void AsOfFilter::remove_property(Properties& properties, std::string_view name) const {
  const auto key = base_.find_property_key(name);
  if (key) std::erase_if(properties, [&](const auto& entry) { return entry.first == *key; });
}

void AsOfFilter::set_properties(Properties& properties, const PropertyMap& named) const {
  for (const auto& [name, value] : named) {
    remove_property(properties, name);
    const auto key = base_.find_property_key(name);
    if (key && !value.is_null()) properties.emplace_back(*key, value);
  }
  std::sort(properties.begin(), properties.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
}

Result<const std::vector<NodeId>*> AsOfFilter::partial_nodes() {
  if (partial_nodes_) return &*partial_nodes_;
  std::vector<NodeId> nodes;
  if (as_of_.recorded) {
    ENTENTE_ASSIGN(const auto documents, base_.documents());
    std::set<NodeId> touched;
    for (const DocumentRecord& document : documents) {
      if (shows_document(document)) continue;
      ENTENTE_ASSIGN(const auto mentions, base_.mentions_of_document(document.id));
      for (const Mention& mention : mentions) touched.insert(mention.node);
    }
    for (const NodeId id : touched) {
      ENTENTE_ASSIGN(const Shown shown, node(id));
      if (shown == Shown::partly) nodes.push_back(id);
    }
  }
  partial_nodes_ = std::move(nodes);
  return &*partial_nodes_;
}

}  // namespace entente::storage
