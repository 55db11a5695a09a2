#pragma once

#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "entente/import.hpp"
#include "entente/maintenance.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::testing {

/// Imports files that tests write, and shows what became of them as text.
class ImportFixture : public StoreFixture {
 protected:
  std::string file(const std::string& name, const std::string& text) {
    std::ofstream(files_ / name, std::ios::binary) << text;
    return files_ / name;
  }
  std::string gzip_file(const std::string& name, const std::string& text) {
    gzFile out = gzopen((files_ / name).c_str(), "wb");
    EXPECT_EQ(gzwrite(out, text.data(), static_cast<unsigned>(text.size())),
              static_cast<int>(text.size()));
    gzclose(out);
    return files_ / name;
  }

  /// Imports; rejects are collected in rejects_ as "name:line reason | text".
  Result<ImportReport> load(const ImportPlan& plan, ImportOptions options = {}) {
    rejects_.clear();
    options.reject = [&](const ImportReject& reject) {
      const std::string_view name = reject.file.substr(reject.file.rfind('/') + 1);
      rejects_.push_back(std::string(name) + ":" + std::to_string(reject.line) + " " +
                         std::string(reject.reason) + " | " + std::string(reject.text));
    };
    auto report = import_files(store(), plan, options);
    const CheckReport check = must(check_database(store()));
    EXPECT_TRUE(check.sound()) << check.render();
    return report;
  }
  /// An import that must fail, and leave nothing in the empty database.
  Error load_error(const ImportPlan& plan, const ImportOptions& options = {}) {
    auto report = load(plan, options);
    EXPECT_FALSE(report) << "the import should fail";
    EXPECT_EQ(must(read()->node_count()), 0U);
    EXPECT_TRUE(read()->indexes().empty());
    return report ? Error() : report.error();
  }

  /// The graph, one line for each node and relationship, in order: "(:A {k: 1})",
  /// "(:A {k: 1})-[:R {w: 2}]->()".
  std::string graph() {
    auto tx = read();
    std::vector<std::string> lines;
    const auto nodes = must(tx->all_nodes());
    std::vector<NodeId> batch(100);
    while (const std::size_t n = must(nodes->next(batch))) {
      for (std::size_t i = 0; i < n; ++i) lines.push_back(node_text(*tx, batch[i]));
    }
    const auto relationships = must(tx->all_relationships());
    std::vector<storage::RelationshipEnds> ends(100);
    while (const std::size_t n = must(relationships->next(ends))) {
      for (std::size_t i = 0; i < n; ++i) {
        const auto record = *must(tx->relationship(ends[i].id));
        lines.push_back(node_text(*tx, ends[i].source) +
                        "-[:" + std::string(tx->relationship_type_name(ends[i].type)) +
                        properties_text(*tx, record.properties) + "]->" +
                        node_text(*tx, ends[i].target));
      }
    }
    std::sort(lines.begin(), lines.end());
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
  }

  TempDir files_;
  std::vector<std::string> rejects_;

 private:
  static std::string properties_text(storage::Transaction& tx, const storage::Properties& all) {
    std::vector<std::string> parts;
    for (const auto& [key, value] : all) {
      parts.push_back(std::string(tx.property_key_name(key)) + ": " + value.to_text());
    }
    std::sort(parts.begin(), parts.end());
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : ", ") + part;
    return text.empty() ? text : " {" + text + "}";
  }
  static std::string node_text(storage::Transaction& tx, NodeId id) {
    const auto record = *must(tx.node(id));
    std::vector<std::string> labels;
    for (const LabelId label : record.labels) labels.emplace_back(tx.label_name(label));
    std::sort(labels.begin(), labels.end());
    std::string text = "(";
    for (const std::string& label : labels) text += ":" + label;
    return text + properties_text(tx, record.properties) + ")";
  }
};

}  // namespace entente::testing
