// storage/FORMAT.md binds the code: its tables and its example must say what the code does.

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "storage/base/calendar.hpp"
#include "storage/format/key_family.hpp"
#include "storage/graph/graph_engine.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using testing::must;

std::string format_document() {
  std::ifstream file(std::string(ENTENTE_TEST_SOURCE_DIR) + "/storage/FORMAT.md");
  EXPECT_TRUE(file.is_open());
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The text between two marks.
std::string section(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin);
  EXPECT_NE(from, std::string::npos) << begin;
  const std::size_t to = text.find(end, from + begin.size());
  EXPECT_NE(to, std::string::npos) << end;
  return text.substr(from + begin.size(), to - from - begin.size());
}

std::string_view merge_word(MergeKind kind) {
  switch (kind) {
    case MergeKind::none: return "none";
    case MergeKind::adjacency: return "adjacency";
    case MergeKind::label_block: return "label_block";
    case MergeKind::counter: return "counter";
  }
  return "";
}

TEST(FormatDocumentTest, ItsTableOfFamiliesIsThatOfTheCode) {
  std::string expected = "\n\n| number | family | merge | meaning |\n|---|---|---|---|\n";
  for (const KeyFamilyInfo& info : key_families) {
    expected += "| " + std::to_string(info.number) + " | " + std::string(info.name) + " | " +
                std::string(merge_word(info.merge)) + " | " + std::string(info.meaning) + " |\n";
  }
  EXPECT_EQ(section(format_document(), "## Key families", "\nNumber 15"), expected);
}

// Every word the verifier reports is a string in its sources: find("word", …).
TEST(FormatDocumentTest, ItNamesEveryInvariant) {
  const std::string invariants = section(format_document(), "## Invariants", "## Versions");
  std::size_t words = 0;
  for (const char* file : {"verifier", "verifier_elements", "verifier_indexes", "verifier_texts",
                           "verifier_evidence"}) {
    std::ifstream source(std::string(ENTENTE_TEST_SOURCE_DIR) + "/storage/graph/" + file + ".cpp");
    std::ostringstream text;
    text << source.rdbuf();
    const std::string code = text.str();
    const std::string call = "find(\"";
    for (std::size_t at = code.find(call); at != std::string::npos; at = code.find(call, at + 1)) {
      const std::size_t begin = at + call.size();
      const std::string word = code.substr(begin, code.find('"', begin) - begin);
      EXPECT_NE(invariants.find("`" + word + "`"), std::string::npos) << word;
      ++words;
    }
  }
  EXPECT_GT(words, 30U);
}

TEST(FormatDocumentTest, EveryFamilyHasASection) {
  const std::string keys = section(format_document(), "## Keys and values", "## Values");
  for (const KeyFamilyInfo& info : key_families) {
    EXPECT_NE(keys.find("\n### " + std::string(info.name) + "\n"), std::string::npos) << info.name;
  }
}

// Printable bytes as they are, others as two hexadecimal digits in angle brackets.
std::string readable(std::string_view bytes) {
  std::string out;
  bool in_hex = false;
  for (const char c : bytes) {
    const bool printable = c > 0x20 && c < 0x7F && c != '<' && c != '>';
    if (printable == in_hex) out += in_hex ? ">" : "<";
    in_hex = !printable;
    if (printable) {
      out += c;
      continue;
    }
    constexpr std::string_view digits = "0123456789abcdef";
    if (out.back() != '<') out += ' ';
    out += digits[static_cast<unsigned char>(c) >> 4U];
    out += digits[static_cast<unsigned char>(c) & 15U];
  }
  return in_hex ? out + ">" : out;
}

class FormatExampleTest : public testing::StoreFixture {
 protected:
  void make_example() {
    auto tx = write();
    const LabelId person = must(tx->get_or_create_label("Person"));
    const PropertyKeyId name = must(tx->get_or_create_property_key("name"));
    must(tx->create_index("person_name", IndexKind::unique, person, {name}));
    commit(tx);
    tx = write();
    const PropertyKeyId age = must(tx->get_or_create_property_key("age"));
    const NodeId ann =
        must(tx->create_node(std::vector{person}, {{name, Value("Ann")}, {age, Value(30)}}));
    const NodeId rome = must(tx->create_node(std::vector{must(tx->get_or_create_label("City"))},
                                             {{name, Value("Rome")}}));
    const PropertyKeyId since = must(tx->get_or_create_property_key("since"));
    const auto type = must(tx->get_or_create_relationship_type("LIVES_IN"));
    const RelationshipId lives =
        must(tx->create_relationship(ann, type, rome, {{since, Value(date_of({2001, 2, 3}))}}));
    commit(tx);
    tx = write();
    add_evidence(*tx, ann, lives);
    commit(tx);
  }

  static void add_evidence(Transaction& tx, NodeId ann, RelationshipId lives) {
    DocumentRecord document;
    document.id = must(tx.allocate_document_id());
    document.external_id = "news-1";
    document.title = "News";
    document.content_hash = 0x1122334455667788;
    document.recorded_at_ms = 1000;
    ASSERT_TRUE(tx.put_document(document));
    Claim claim;
    claim.document = document.id;
    claim.relationship = lives;
    claim.sentence = "Ann lives in Rome.";
    claim.span_end = 17;
    claim.rule = "live-in";
    claim.extractor = "frames-1";
    claim.confidence = 1;
    ASSERT_TRUE(tx.put_claim(claim));
    Mention mention;
    mention.document = document.id;
    mention.node = ann;
    mention.names = {"Ann"};
    mention.count = 1;
    ASSERT_TRUE(tx.put_mention(mention));
    ASSERT_TRUE(tx.put_alias("ann", ann));
  }

  std::string dump() {
    std::string out;
    const auto snapshot = must(static_cast<GraphEngine&>(store()).store().snapshot());
    for (const KeyFamilyInfo& info : key_families) {
      const auto it = snapshot->scan(info.family, {}, ScanOrder::ascending);
      for (; it->valid(); it->next()) {
        out += std::string(info.name) + "  " + readable(it->key());
        if (!it->value().empty()) out += "  →  " + readable(it->value());
        out += "\n";
      }
    }
    return out;
  }
};
ENTENTE_OVER_ALL_STORES(FormatExampleTest);

TEST_P(FormatExampleTest, ItsExampleIsWhatTheCodeWrites) {
  make_example();
  EXPECT_EQ(dump(), section(format_document(), "```dump\n", "```\n"));
}

}  // namespace
}  // namespace entente::storage
