#include "ingest/import_readers/rdf_graph.hpp"

#include <algorithm>
#include <compare>
#include <map>
#include <optional>
#include <utility>

#include "ingest/import_base/external_ids.hpp"
#include "ingest/import_readers/rdf_names.hpp"
#include "ingest/import_readers/rdf_parser.hpp"
#include "ingest/import_values/rdf_literal.hpp"
#include "storage/base/bytes.hpp"
#include "storage/format/value_codec.hpp"
#include "storage/graph/external_sorter.hpp"

namespace entente::importing {
namespace {

constexpr std::string_view rdf_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
constexpr std::uint64_t advance_rows = 4096;

/// What a statement says of one node alone, as bytes that sort by node, then labels before
/// properties, then key, then the order in the files: node(8) | kind(1) | id(4) | number(8) |
/// value.
enum class FactKind : std::uint8_t { label = 0, property = 1 };
constexpr std::size_t fact_head_bytes = 21;

struct Fact {
  std::uint64_t node = 0;
  FactKind kind = FactKind::label;
  std::uint32_t id = 0;
  Value value;
};

/// A statement between two nodes; the same one may be made many times and counts once.
struct Edge {
  std::uint64_t source = 0;
  std::uint64_t type = 0;
  std::uint64_t target = 0;
  friend auto operator<=>(const Edge&, const Edge&) = default;
};

/// Values that belong to one property become one value or a list, of one kind: numbers of both
/// kinds floats, everything else that differs texts.
Value join_values(ValueList values) {
  ValueList distinct;
  for (Value& value : values) {
    const bool known = std::any_of(distinct.begin(), distinct.end(),
                                   [&](const Value& other) { return identical(other, value); });
    if (!known) distinct.push_back(std::move(value));
  }
  if (distinct.size() == 1) return std::move(distinct.front());
  const auto all = [&](auto test) { return std::all_of(distinct.begin(), distinct.end(), test); };
  if (!all([&](const Value& v) { return v.kind() == distinct.front().kind(); })) {
    const bool numbers = all([](const Value& v) { return v.is_number(); });
    for (Value& value : distinct) {
      if (numbers) {
        value = Value(value.as_number());
      } else if (!value.is_string()) {
        value = Value(value.to_text());
      }
    }
  }
  return Value(std::move(distinct));
}

class RdfGraph final : public RdfHandler {
 public:
  RdfGraph(const ImportPlan& plan, const ImportOptions& options, RowSink& sink)
      : sink_(sink),
        namer_(plan.rdf_names, plan.rdf_prefixes),
        facts_(options.memory_bytes_max / 4, options.temporary_folder),
        edges_(options.memory_bytes_max / 8, options.temporary_folder) {}

  Status read(const GraphFile& file);
  /// Gives everything to the sink.
  Status finish();

  Result<std::optional<std::string>> statement(const RdfStatement& statement) override;
  Status prefix(std::string_view name, std::string_view iri) override {
    namer_.declare(name, iri);
    return {};
  }
  Status mistake(std::string_view reason, const RdfPlace& place) override {
    return sink_.reject({path_, place.line, place.text}, reason);
  }
  Status advance(std::uint64_t position_on_disk) override {
    const std::uint64_t fresh = position_on_disk - std::exchange(told_bytes_, position_on_disk);
    return sink_.advance(path_, fresh);
  }

 private:
  std::uint64_t node(const RdfTerm& term);
  Status add_fact(std::uint64_t node, FactKind kind, std::uint32_t id, const Value& value);
  static Fact decode(const std::string& bytes);
  Result<bool> next_fact();
  Status emit_nodes();
  Status collect_row(std::uint64_t position, NodeRow& row);
  Status emit_relationships();
  [[nodiscard]] EndReference reference(std::uint64_t position) const;
  [[nodiscard]] bool is_blank(std::uint64_t position) const { return nodes_.group(position) != 0; }

  RowSink& sink_;
  RdfNamer namer_;
  std::string path_;
  std::uint64_t told_bytes_ = 0;
  /// Nodes by IRI (group 0) and by the labels of blank nodes (a group for each file), in the order
  /// in which they were first named.
  ExternalIds nodes_;
  std::uint32_t files_ = 0;
  std::vector<SpaceId> spaces_;
  storage::ExternalSorter<std::string> facts_;
  storage::ExternalSorter<Edge> edges_;
  std::uint64_t fact_count_ = 0;
  std::string bytes_;
  /// The fact that next_fact() read last.
  std::optional<Fact> fact_;
  LabelId resource_;
  PropertyKeyId iri_;
};

std::uint64_t RdfGraph::node(const RdfTerm& term) {
  NodeId& place = nodes_.at(term.kind == RdfTermKind::blank ? files_ : 0, term.text);
  // ExternalIds takes 0 for "nothing there".
  if (place.value == 0) place = NodeId(nodes_.size());
  return place.value - 1;
}

Status RdfGraph::add_fact(std::uint64_t node, FactKind kind, std::uint32_t id, const Value& value) {
  bytes_.clear();
  storage::append_big_endian_64(bytes_, node);
  bytes_.push_back(static_cast<char>(kind));
  storage::append_big_endian_32(bytes_, id);
  storage::append_big_endian_64(bytes_, fact_count_++);
  storage::append_value(bytes_, value);
  return facts_.add(bytes_);
}

Result<std::optional<std::string>> RdfGraph::statement(const RdfStatement& statement) {
  constexpr std::size_t shown_bytes = 80;
  const std::uint64_t subject = node(statement.subject);
  const RdfTerm& object = statement.object;
  if (object.kind == RdfTermKind::literal) {
    const auto value = rdf_literal(object.text, object.datatype);
    if (!value) {
      return std::optional("'" + std::string(object.text.substr(0, shown_bytes)) +
                           "' is no value of <" + std::string(object.datatype) + ">");
    }
    std::string name = namer_.name(statement.predicate);
    if (!object.language.empty()) name.append("@").append(object.language);
    ENTENTE_ASSIGN(const PropertyKeyId key, sink_.property_key(name));
    ENTENTE_TRY(add_fact(subject, FactKind::property, key.value, *value));
    return std::optional<std::string>();
  }
  if (statement.predicate == rdf_type && object.kind == RdfTermKind::iri) {
    ENTENTE_ASSIGN(const LabelId label, sink_.label(namer_.name(object.text)));
    ENTENTE_TRY(add_fact(subject, FactKind::label, label.value, Value()));
    return std::optional<std::string>();
  }
  ENTENTE_ASSIGN(const RelationshipTypeId type,
                 sink_.relationship_type(namer_.name(statement.predicate)));
  ENTENTE_TRY(edges_.add({subject, type.value, node(object)}));
  return std::optional<std::string>();
}

Status RdfGraph::read(const GraphFile& file) {
  path_ = file.path;
  told_bytes_ = 0;
  ++files_;
  ENTENTE_ASSIGN(const std::uint64_t bytes, parse_rdf(file.path, file.format, *this));
  sink_.count_bytes(bytes);
  return {};
}

Fact RdfGraph::decode(const std::string& bytes) {
  storage::ByteReader in(bytes);
  Fact fact;
  fact.node = in.big_endian_64();
  fact.kind = static_cast<FactKind>(in.u8());
  fact.id = in.big_endian_32();
  in.big_endian_64();
  fact.value = storage::read_value(in);
  return fact;
}

Result<bool> RdfGraph::next_fact() {
  ENTENTE_ASSIGN(const bool more, facts_.next(bytes_));
  fact_ = more ? std::optional(decode(bytes_)) : std::nullopt;
  return more;
}

// Takes the facts of one node, which come in the order of labels and keys.
Status RdfGraph::collect_row(std::uint64_t position, NodeRow& row) {
  row.labels.clear();
  row.properties.clear();
  while (fact_ && fact_->node == position && fact_->kind == FactKind::label) {
    const LabelId label(fact_->id);
    if (row.labels.empty() || row.labels.back() != label) row.labels.push_back(label);
    ENTENTE_TRY(next_fact());
  }
  while (fact_ && fact_->node == position) {
    const std::uint32_t id = fact_->id;
    ValueList values;
    while (fact_ && fact_->node == position && fact_->id == id) {
      values.push_back(std::move(fact_->value));
      ENTENTE_TRY(next_fact());
    }
    row.properties.emplace_back(PropertyKeyId(id), join_values(std::move(values)));
  }
  return {};
}

Status RdfGraph::emit_nodes() {
  ENTENTE_TRY(facts_.finish());
  ENTENTE_TRY(next_fact());
  NodeRow row;
  const RowOrigin nowhere{path_, 0, {}};
  for (std::uint64_t position = 0; position < nodes_.size(); ++position) {
    if (position % advance_rows == 0) ENTENTE_TRY(sink_.advance(path_, 0));
    ENTENTE_TRY(collect_row(position, row));
    row.space = spaces_[nodes_.group(position)];
    row.id = nodes_.id(position);
    row.key.reset();
    if (!is_blank(position)) {
      row.key = NodeKey{resource_, iri_};
      row.labels.insert(std::upper_bound(row.labels.begin(), row.labels.end(), resource_),
                        resource_);
      row.labels.erase(std::unique(row.labels.begin(), row.labels.end()), row.labels.end());
      const auto place = std::lower_bound(
          row.properties.begin(), row.properties.end(), iri_,
          [](const auto& property, PropertyKeyId key) { return property.first < key; });
      if (place != row.properties.end() && place->first == iri_) {
        place->second = Value(row.id);
      } else {
        row.properties.emplace(place, iri_, Value(row.id));
      }
    }
    ENTENTE_TRY(sink_.add_node(row, {nowhere.file, 0, row.id}));
  }
  return {};
}

EndReference RdfGraph::reference(std::uint64_t position) const {
  EndReference end;
  end.space = spaces_[nodes_.group(position)];
  end.id = nodes_.id(position);
  return end;
}

Status RdfGraph::emit_relationships() {
  ENTENTE_TRY(edges_.finish());
  Edge edge;
  std::optional<Edge> before;
  RelationshipRow row;
  for (std::uint64_t rows = 0;; ++rows) {
    if (rows % advance_rows == 0) ENTENTE_TRY(sink_.advance(path_, 0));
    ENTENTE_ASSIGN(const bool more, edges_.next(edge));
    if (!more) return {};
    if (before == edge) continue;
    before = edge;
    row.type = RelationshipTypeId(static_cast<std::uint32_t>(edge.type));
    row.source = reference(edge.source);
    row.target = reference(edge.target);
    ENTENTE_TRY(sink_.add_relationship(row, {path_, 0, row.source.id}));
  }
}

Status RdfGraph::finish() {
  ENTENTE_ASSIGN(resource_, sink_.label(rdf_label));
  ENTENTE_ASSIGN(iri_, sink_.property_key(rdf_property));
  spaces_.push_back(sink_.space(rdf_label));
  sink_.set_key(spaces_.front(), NodeKey{resource_, iri_});
  for (std::uint32_t file = 1; file <= files_; ++file) {
    spaces_.push_back(sink_.space("blank nodes of file " + std::to_string(file)));
  }
  ENTENTE_TRY(emit_nodes());
  return emit_relationships();
}

}  // namespace

Status read_rdf_files(const std::vector<GraphFile>& files, const ImportPlan& plan,
                      const ImportOptions& options, RowSink& sink) {
  RdfGraph graph(plan, options, sink);
  for (const GraphFile& file : files) ENTENTE_TRY(graph.read(file));
  return graph.finish();
}

}  // namespace entente::importing
