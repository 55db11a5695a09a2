#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "ingest/write/same_as.hpp"
#include "storage/graph/graph_store.hpp"
#include "storage/graph/transaction.hpp"

namespace entente::testing {

/// Everything a graph says, as sorted lines without any id: two graphs of the same content print
/// the same whatever the order in which they were made. Nodes are told apart by their properties.
class GraphText {
 public:
  static std::string of(storage::GraphStore& store) {
    auto tx = store.begin(storage::AccessMode::read);
    EXPECT_TRUE(tx);
    return GraphText(**tx).run();
  }
  /// The same of what a transaction sees.
  static std::string of(storage::Transaction& tx) { return GraphText(tx).run(); }

 private:
  explicit GraphText(storage::Transaction& tx) : tx_(tx) {}

  std::string run() {
    const auto documents = tx_.documents();
    for (const auto& document : documents.value()) {
      documents_[document.id] = document.external_id;
      lines_.push_back("document " + document.external_id + " '" + document.title + "' " +
                       document.date + " " + std::to_string(document.content_hash));
    }
    auto nodes = tx_.all_nodes();
    std::vector<NodeId> batch(256);
    std::vector<NodeId> ids;
    while (const std::size_t n = *(*nodes)->next(batch)) {
      ids.insert(ids.end(), batch.begin(), batch.begin() + static_cast<std::ptrdiff_t>(n));
    }
    for (const NodeId id : ids) add_node(id);
    auto relationships = tx_.all_relationships();
    std::vector<storage::RelationshipEnds> ends(256);
    while (const std::size_t n = *(*relationships)->next(ends)) {
      for (std::size_t i = 0; i < n; ++i) add_relationship(ends[i]);
    }
    std::sort(lines_.begin(), lines_.end());
    std::string out;
    for (const auto& line : lines_) out += line + "\n";
    return out;
  }

  std::string properties(const storage::Properties& all) {
    std::vector<std::string> parts;
    for (const auto& [key, value] : all) {
      // When something was written is not what it says.
      if (tx_.property_key_name(key) == "recorded_at") continue;
      parts.push_back(std::string(tx_.property_key_name(key)) + ": " + value.to_text());
    }
    std::sort(parts.begin(), parts.end());
    std::string out = "{";
    for (const auto& part : parts) out += part + "; ";
    return out + "}";
  }

  void add_node(NodeId id) {
    const auto record = tx_.node(id).value();
    std::vector<std::string> labels;
    for (const LabelId label : record->labels) labels.emplace_back(tx_.label_name(label));
    std::sort(labels.begin(), labels.end());
    std::string text = "(";
    for (const auto& label : labels) text += ":" + label;
    text += " " + properties(record->properties) + ")";
    names_[id] = text;
    lines_.push_back("node " + text);
    const auto mentions = tx_.mentions_of_node(id);
    for (const auto& mention : mentions.value()) {
      std::string line = "mention " + documents_[mention.document] + " of " + text + " as";
      for (const auto& name : mention.names) {
        line += " '" + name + "'";
        const auto holders = tx_.find_alias(ingest::plain_alias(name)).value();
        if (std::find(holders.begin(), holders.end(), id) == holders.end()) line += "(no alias)";
      }
      lines_.push_back(line + " " + std::to_string(mention.count));
    }
  }

  void add_relationship(const storage::RelationshipEnds& ends) {
    const auto record = tx_.relationship(ends.id).value();
    const std::string text = names_[ends.source] + " -[" +
                             std::string(tx_.relationship_type_name(ends.type)) + " " +
                             properties(record->properties) + "]-> " + names_[ends.target];
    lines_.push_back("relationship " + text);
    const auto claims = tx_.claims_of_relationship(ends.id);
    for (const auto& claim : claims.value()) {
      std::string line = "claim of " + text + ": " + documents_[claim.document] + " " +
                         std::to_string(claim.ordinal) + " " + claim.rule + " " + claim.sentence +
                         " " + std::to_string(claim.span_begin) + "-" +
                         std::to_string(claim.span_end);
      lines_.push_back(std::move(line));
    }
  }

  storage::Transaction& tx_;
  std::map<DocumentId, std::string> documents_;
  std::map<NodeId, std::string> names_;
  std::vector<std::string> lines_;
};

}  // namespace entente::testing
