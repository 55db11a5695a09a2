#include "storage/format/schema_record.hpp"

#include <gtest/gtest.h>

#include "storage/base/bytes.hpp"

namespace entente::storage {
namespace {

std::vector<IndexDefinition> samples() {
  IndexDefinition unique;
  unique.id = IndexId(2);
  unique.name = "by_name";
  unique.kind = IndexKind::unique;
  unique.tokens = {1};
  unique.properties = {PropertyKeyId(4), PropertyKeyId(2)};
  IndexDefinition text = unique;
  text.kind = IndexKind::full_text;
  text.entity = EntityKind::relationship;
  text.tokens = {0, 3, 700};
  text.analyzer = "english";
  text.eventually_consistent = true;
  IndexDefinition type = unique;
  type.kind = IndexKind::type;
  type.properties = {PropertyKeyId(9)};
  type.type.add(ValueKind::string);
  type.type.add_list(ValueKind::integer);
  return {unique, text, type};
}

TEST(SchemaRecordTest, DefinitionsComeBack) {
  for (const IndexDefinition& definition : samples()) {
    const auto back = decode_index_definition(definition.id, encode_index_definition(definition));
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, definition);
  }
}

TEST(SchemaRecordTest, EveryFlippedBitTruncationAndTailIsCorruption) {
  for (const IndexDefinition& definition : samples()) {
    const std::string bytes = encode_index_definition(definition);
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      std::string damaged = bytes;
      damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
      const auto decoded = decode_index_definition(definition.id, damaged);
      ASSERT_FALSE(decoded) << "bit " << bit;
      EXPECT_EQ(decoded.error().error_class, ErrorClass::corruption);
    }
    for (std::size_t n = 0; n < bytes.size(); ++n) {
      EXPECT_FALSE(decode_index_definition(definition.id, bytes.substr(0, n)));
    }
    EXPECT_FALSE(decode_index_definition(definition.id, bytes + '\0'));
  }
}

TEST(SchemaRecordTest, DefinitionsThatCannotBeAreCorruption) {
  IndexDefinition definition = samples().front();
  definition.tokens = {1, 2};
  EXPECT_FALSE(decode_index_definition(definition.id, encode_index_definition(definition)));
  definition = samples()[1];
  definition.tokens = {3, 3};
  EXPECT_FALSE(decode_index_definition(definition.id, encode_index_definition(definition)));
  definition.tokens = {3};
  definition.analyzer.clear();
  EXPECT_FALSE(decode_index_definition(definition.id, encode_index_definition(definition)));
  definition = samples()[2];
  definition.type.add(ValueKind::map);
  EXPECT_FALSE(decode_index_definition(definition.id, encode_index_definition(definition)));
}

TEST(SchemaRecordTest, TheFirstVersionIsRead) {
  std::string bytes = {1, 1, 5, 1, 7};
  append_string(bytes, "old");
  const auto decoded = decode_index_definition(IndexId(3), bytes);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->kind, IndexKind::unique);
  EXPECT_EQ(decoded->entity, EntityKind::node);
  EXPECT_EQ(decoded->label(), LabelId(5));
  EXPECT_EQ(decoded->properties, std::vector{PropertyKeyId(7)});
  EXPECT_EQ(decoded->name, "old");
}

TEST(PropertyTypeTest, MatchesAndPrintsUnions) {
  PropertyType type;
  type.add(ValueKind::integer);
  type.add(ValueKind::string);
  type.add_list(ValueKind::string);
  EXPECT_EQ(type.to_text(), "STRING | INTEGER | LIST<STRING NOT NULL>");
  EXPECT_TRUE(type.matches(Value("a")));
  EXPECT_TRUE(type.matches(Value(1)));
  EXPECT_FALSE(type.matches(Value(1.0)));
  EXPECT_TRUE(type.matches(Value(ValueList{Value("a"), Value("b")})));
  EXPECT_TRUE(type.matches(Value(ValueList{})));
  EXPECT_FALSE(type.matches(Value(ValueList{Value(1)})));
  PropertyType numbers;
  numbers.add_list(ValueKind::integer);
  numbers.add_list(ValueKind::floating);
  EXPECT_FALSE(numbers.matches(Value(ValueList{Value(1), Value(2.5)})));
  EXPECT_TRUE(numbers.matches(Value(ValueList{Value(1), Value(2)})));
}

}  // namespace
}  // namespace entente::storage
