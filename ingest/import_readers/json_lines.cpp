#include "ingest/import_readers/json_lines.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "ingest/import_base/byte_source.hpp"
#include "ingest/import_base/line_reader.hpp"
#include "ingest/import_values/json_value.hpp"
#include "ingest/import_values/text_value.hpp"

namespace entente::importing {
namespace {

constexpr std::uint64_t advance_rows = 1024;

using Members = std::vector<std::pair<std::string, Value>>;

/// The text of an id: a string or an integer.
std::optional<std::string> id_text(const Value* value) {
  if (value == nullptr) return std::nullopt;
  if (value->is_integer()) return std::to_string(value->as_integer());
  if (value->is_string() && !value->as_string().empty()) return std::string(value->as_string());
  return std::nullopt;
}

/// A mistake in one line: its reason. Errors of the sink stay errors.
using Mistake = std::optional<std::string>;

class JsonLines {
 public:
  JsonLines(const std::string& path, const ImportPlan& plan, RowSink& sink)
      : path_(path), plan_(plan), sink_(sink) {
    node_.space = sink_.space("");
    relationship_.source.space = node_.space;
    relationship_.target.space = node_.space;
  }

  Status read();

 private:
  Result<Mistake> read_object(const Value& object, const RowOrigin& origin);
  Result<Mistake> read_node(const Value& object, const Value* labels, bool plain,
                            const RowOrigin& origin);
  Result<Mistake> read_relationship(const Value& object, const Value* type, const Value* start,
                                    const Value* end, bool plain, const RowOrigin& origin);
  Result<Mistake> read_labels(const Value* labels);
  Result<Mistake> read_end(const Value* end, EndReference& reference, std::string& id);
  Result<Mistake> read_properties(const Value& object, bool plain, bool of_node,
                                  storage::Properties& properties);
  Result<Mistake> convert(const std::string& name, Value& value);
  Result<PropertyKeyId> key(const std::string& name);
  Result<LabelId> label(std::string_view name);

  const std::string& path_;
  const ImportPlan& plan_;
  RowSink& sink_;
  NodeRow node_;
  RelationshipRow relationship_;
  std::string id_;
  std::string source_id_;
  std::string target_id_;
  std::map<std::string, PropertyKeyId, std::less<>> keys_;
  std::map<std::string, LabelId, std::less<>> labels_;
  std::map<std::string, RelationshipTypeId, std::less<>> types_;
  std::map<std::string, TextConverter, std::less<>> converters_;
};

Result<PropertyKeyId> JsonLines::key(const std::string& name) {
  if (const auto it = keys_.find(name); it != keys_.end()) return it->second;
  ENTENTE_ASSIGN(const PropertyKeyId id, sink_.property_key(name));
  keys_.emplace(name, id);
  return id;
}

Result<LabelId> JsonLines::label(std::string_view name) {
  if (const auto it = labels_.find(name); it != labels_.end()) return it->second;
  ENTENTE_ASSIGN(const LabelId id, sink_.label(name));
  labels_.emplace(name, id);
  return id;
}

// Strings of properties with a declared type are read as that type.
Result<Mistake> JsonLines::convert(const std::string& name, Value& value) {
  const auto declared = plan_.types.find(name);
  if (declared == plan_.types.end() || declared->second.type == ColumnType::inferred ||
      !value.is_string()) {
    return Mistake();
  }
  auto converter = converters_.find(name);
  if (converter == converters_.end()) {
    ENTENTE_ASSIGN(auto made, TextConverter::create(declared->second, plan_.array_delimiter));
    converter = converters_.emplace(name, std::move(made)).first;
  }
  auto converted = converter->second.convert(value.as_string(), true);
  if (!converted) {
    return Mistake("'" + name + "': " + converter->second.reason(value.as_string()));
  }
  value = *std::move(converted);
  return Mistake();
}

Result<Mistake> JsonLines::read_properties(const Value& object, bool plain, bool of_node,
                                           storage::Properties& properties) {
  properties.clear();
  const Value* holder = plain ? &object : object.find("properties");
  if (holder == nullptr || holder->is_null()) return Mistake();
  if (!holder->is_map()) return Mistake("'properties' is no object");
  for (const auto& [name, member] : holder->as_map()) {
    if (plain &&
        (of_node ? name == "labels"
                 : name == "type" || name == plan_.from_column || name == plan_.to_column)) {
      continue;
    }
    if (name.empty()) return Mistake("a property has no name");
    Value value = property_from_json(member);
    ENTENTE_ASSIGN(Mistake mistake, convert(name, value));
    if (mistake) return mistake;
    if (value.is_null()) continue;
    ENTENTE_ASSIGN(const PropertyKeyId id, key(name));
    properties.emplace_back(id, std::move(value));
  }
  std::sort(properties.begin(), properties.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
  return Mistake();
}

Result<Mistake> JsonLines::read_labels(const Value* labels) {
  node_.labels.clear();
  node_.key.reset();
  if (labels == nullptr || labels->is_null()) return Mistake();
  const ValueList names = labels->is_list() ? labels->as_list() : ValueList{*labels};
  for (const Value& name : names) {
    if (!name.is_string() || name.as_string().empty()) return Mistake("'labels' are no strings");
    ENTENTE_ASSIGN(const LabelId id, label(name.as_string()));
    node_.labels.push_back(id);
  }
  if (!node_.labels.empty()) {
    ENTENTE_ASSIGN(const PropertyKeyId property, key(plan_.id_column));
    node_.key = NodeKey{node_.labels.front(), property};
  }
  std::sort(node_.labels.begin(), node_.labels.end());
  node_.labels.erase(std::unique(node_.labels.begin(), node_.labels.end()), node_.labels.end());
  return Mistake();
}

Result<Mistake> JsonLines::read_node(const Value& object, const Value* labels, bool plain,
                                     const RowOrigin& origin) {
  ENTENTE_ASSIGN(Mistake mistake, read_labels(labels));
  if (mistake) return mistake;
  ENTENTE_ASSIGN(mistake, read_properties(object, plain, true, node_.properties));
  if (mistake) return mistake;
  const auto id = id_text(object.find(plain ? std::string_view(plan_.id_column) : "id"));
  id_ = id.value_or("");
  node_.id = id_;
  if (plan_.upsert && !node_.key) {
    return Mistake("the node has no label to find it by");
  }
  ENTENTE_TRY(sink_.add_node(node_, origin));
  return Mistake();
}

Result<Mistake> JsonLines::read_end(const Value* end, EndReference& reference, std::string& id) {
  reference.label.reset();
  const Value* id_value = end;
  if (end != nullptr && end->is_map()) {
    id_value = end->find("id");
    const Value* labels = end->find("labels");
    const bool named = labels != nullptr && labels->is_list() && !labels->as_list().empty() &&
                       labels->as_list().front().is_string();
    if (named) {
      ENTENTE_ASSIGN(reference.label, label(labels->as_list().front().as_string()));
    }
  }
  auto text = id_text(id_value);
  if (!text) return Mistake("an end of the relationship has no id");
  id = *std::move(text);
  reference.id = id;
  return Mistake();
}

Result<Mistake> JsonLines::read_relationship(const Value& object, const Value* type,
                                             const Value* start, const Value* end, bool plain,
                                             const RowOrigin& origin) {
  if (type == nullptr || !type->is_string() || type->as_string().empty()) {
    return Mistake(plain ? "'type' is no string" : "'label' is no string");
  }
  ENTENTE_ASSIGN(Mistake mistake, read_end(start, relationship_.source, source_id_));
  if (mistake) return mistake;
  ENTENTE_ASSIGN(mistake, read_end(end, relationship_.target, target_id_));
  if (mistake) return mistake;
  ENTENTE_ASSIGN(mistake, read_properties(object, plain, false, relationship_.properties));
  if (mistake) return mistake;
  const auto known = types_.find(type->as_string());
  if (known != types_.end()) {
    relationship_.type = known->second;
  } else {
    ENTENTE_ASSIGN(relationship_.type, sink_.relationship_type(type->as_string()));
    types_.emplace(type->as_string(), relationship_.type);
  }
  ENTENTE_TRY(sink_.add_relationship(relationship_, origin));
  return Mistake();
}

Result<Mistake> JsonLines::read_object(const Value& object, const RowOrigin& origin) {
  if (!object.is_map()) return Mistake("the line is no JSON object");
  const Value* type = object.find("type");
  const bool typed = type != nullptr && type->is_string();
  if (typed && type->as_string() == "node") {
    return read_node(object, object.find("labels"), false, origin);
  }
  if (typed && type->as_string() == "relationship") {
    return read_relationship(object, object.find("label"), object.find("start"), object.find("end"),
                             false, origin);
  }
  const Value* from = object.find(plan_.from_column);
  const Value* to = object.find(plan_.to_column);
  if (from != nullptr && to != nullptr) {
    return read_relationship(object, type, from, to, true, origin);
  }
  return read_node(object, object.find("labels"), true, origin);
}

Status JsonLines::read() {
  ENTENTE_ASSIGN(auto source, ByteSource::open(path_));
  LineReader lines(std::move(source));
  std::uint64_t told_bytes = 0;
  const auto advance = [&]() -> Status {
    const std::uint64_t position = lines.source().position_on_disk();
    const std::uint64_t fresh = position - std::exchange(told_bytes, position);
    return sink_.advance(path_, fresh);
  };
  while (true) {
    if (lines.line() % advance_rows == 0) ENTENTE_TRY(advance());
    std::string_view line;
    auto more = lines.next(line);
    if (!more) {
      Error error = std::move(more).error();
      if (!error.message.starts_with(path_)) error.message = path_ + ": " + error.message;
      return error;
    }
    if (!*more) break;
    if (line.find_first_not_of(" \t") == std::string_view::npos) continue;
    if (lines.line() == 1 && line.starts_with('[')) {
      return Error::plain(ErrorClass::input_error, path_ + ": the file is one JSON array",
                          "JSON Lines has one object on each line: jq -c '.[]' makes it so");
    }
    const RowOrigin origin{path_, lines.line(), line};
    const auto object = parse_json(line);
    Mistake mistake;
    if (!object) {
      mistake = object.error().message;
    } else {
      ENTENTE_ASSIGN(mistake, read_object(*object, origin));
    }
    if (mistake) ENTENTE_TRY(sink_.reject(origin, *mistake));
  }
  sink_.count_bytes(lines.source().bytes_read());
  return advance();
}

}  // namespace

Status read_json_lines(const std::string& path, const ImportPlan& plan, RowSink& sink) {
  return JsonLines(path, plan, sink).read();
}

}  // namespace entente::importing
