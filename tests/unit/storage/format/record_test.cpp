#include "storage/format/record.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

#include "storage/format/value_codec.hpp"

namespace entente::storage {
namespace {

PropertyKeyId key(std::uint32_t v) { return PropertyKeyId(v); }

std::vector<Value> every_kind() {
  return {Value(),
          Value(true),
          Value(false),
          Value(0),
          Value(std::numeric_limits<std::int64_t>::min()),
          Value(std::numeric_limits<std::int64_t>::max()),
          Value(-1.5),
          Value(std::nan("")),
          Value(""),
          Value(std::string("a\0b", 3)),
          Value(ValueList{Value(1), Value(2)}),
          Value(ValueList{Value(ValueList{}), Value("x")}),
          Value::map({{"k", Value(1)}, {"l", Value(ValueList{Value()})}}),
          Value(Date{-3}),
          Value(LocalTime{86'399'999'999'999}),
          Value(Time{5, -3600}),
          Value(LocalDateTime{-5, 999'999'999}),
          Value(DateTime{7, 8, 3600, "Europe/Stockholm"}),
          Value(Duration{-1, 2, -3, 4}),
          Value(Point{7203, 1, 2, 0}),
          Value(Point{4979, 1, 2, 3})};
}

NodeRecord sample_node() {
  NodeRecord record;
  record.labels = {LabelId(0), LabelId(4), LabelId(900)};
  std::uint32_t id = 0;
  for (const Value& value : every_kind()) {
    if (!value.is_null()) record.properties.emplace_back(key(id), value);
    id += 7;
  }
  return record;
}

RelationshipRecord sample_relationship() {
  return {RelationshipTypeId(3),
          NodeId(~0ULL),
          NodeId(12),
          {{key(2), Value(2.25)}, {key(5), Value("reuters")}}};
}

Claim sample_claim() {
  Claim claim;
  claim.document = DocumentId(4);
  claim.ordinal = 2;
  claim.relationship = RelationshipId(77);
  claim.sentence_index = 9;
  claim.sentence = "Putin leads Russia.";
  claim.span_begin = 100;
  claim.span_end = 119;
  claim.rule = "leads";
  claim.extractor = "frames-1";
  claim.confidence = 0.75;
  claim.modality = Modality::alleged;
  claim.speaker = "TASS";
  claim.valid_from = "2000";
  claim.valid_to = "";
  claim.qualifiers = {{"role", Value("president")}};
  return claim;
}

TEST(ValueCodecTest, EveryKindRoundTripsAndCanBeSkipped) {
  for (const Value& value : every_kind()) {
    ASSERT_TRUE(can_encode(value));
    std::string bytes;
    append_value(bytes, value);
    ByteReader reader(bytes);
    EXPECT_TRUE(identical(read_value(reader), value)) << value.to_text();
    EXPECT_TRUE(reader.finished()) << value.to_text();
    ByteReader skipper(bytes);
    skip_value(skipper);
    EXPECT_TRUE(skipper.finished()) << value.to_text();
    for (std::size_t n = 0; n < bytes.size(); ++n) {
      ByteReader cut(std::string_view(bytes).substr(0, n));
      EXPECT_TRUE(read_value(cut).is_null());
      EXPECT_FALSE(cut.ok()) << value.to_text() << " cut at " << n;
    }
  }
}

TEST(ValueCodecTest, ElementsAndDeepNestingAreRefused) {
  EXPECT_FALSE(can_encode(Value(NodeId(1))));
  Value deep(1);
  for (int i = 0; i < max_value_depth; ++i) deep = Value(ValueList{deep});
  EXPECT_TRUE(can_encode(deep));
  EXPECT_FALSE(can_encode(Value(ValueList{deep})));
}

TEST(ValueCodecTest, DeepNestingOnDiskIsCorruption) {
  std::string bytes;
  append_value(bytes, Value(1));
  for (int i = 0; i < 1000; ++i) {
    std::string outer(1, static_cast<char>(ValueTag::list));
    std::string inner;
    append_varint(inner, 1);
    append_string(outer, inner + bytes);
    bytes = outer;
  }
  ByteReader reader(bytes);
  EXPECT_TRUE(read_value(reader).is_null());
  EXPECT_FALSE(reader.ok());
}

TEST(RecordTest, NodeRoundTrip) {
  const NodeRecord record = sample_node();
  const std::string bytes = encode_node(record);
  const auto decoded = decode_node(bytes);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->labels, record.labels);
  ASSERT_EQ(decoded->properties.size(), record.properties.size());
  for (std::size_t i = 0; i < record.properties.size(); ++i) {
    EXPECT_EQ(decoded->properties[i].first, record.properties[i].first);
    EXPECT_TRUE(identical(decoded->properties[i].second, record.properties[i].second));
  }
}

TEST(RecordTest, OnePropertyWithoutTheOthers) {
  const NodeRecord record = sample_node();
  const std::string bytes = encode_node(record);
  for (const auto& [id, value] : record.properties) {
    const auto found = decode_node_property(bytes, id);
    ASSERT_TRUE(found);
    EXPECT_TRUE(identical(*found, value));
    const auto missing = decode_node_property(bytes, PropertyKeyId(id.value + 1));
    ASSERT_TRUE(missing);
    EXPECT_TRUE(missing->is_null());
  }
  const std::string relationship = encode_relationship(sample_relationship());
  EXPECT_TRUE(identical(*decode_relationship_property(relationship, key(5)), Value("reuters")));
  EXPECT_TRUE(decode_relationship_property(relationship, key(3))->is_null());
}

TEST(RecordTest, LabelsAlone) {
  const std::string bytes = encode_node(sample_node());
  EXPECT_EQ(*decode_node_labels(bytes), sample_node().labels);
  EXPECT_TRUE(*node_record_has_label(bytes, LabelId(4)));
  EXPECT_TRUE(*node_record_has_label(bytes, LabelId(0)));
  EXPECT_FALSE(*node_record_has_label(bytes, LabelId(5)));
}

TEST(RecordTest, RelationshipRoundTrip) {
  const RelationshipRecord record = sample_relationship();
  const auto decoded = decode_relationship(encode_relationship(record));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->type, record.type);
  EXPECT_EQ(decoded->source, record.source);
  EXPECT_EQ(decoded->target, record.target);
  EXPECT_EQ(decoded->properties.size(), 2U);
  const auto head = decode_relationship_head(encode_relationship(record));
  ASSERT_TRUE(head);
  EXPECT_EQ(head->target, record.target);
}

TEST(RecordTest, ClaimRoundTrip) {
  const Claim claim = sample_claim();
  const auto decoded = decode_claim(claim.document, claim.ordinal, encode_claim(claim));
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->document, claim.document);
  EXPECT_EQ(decoded->ordinal, claim.ordinal);
  EXPECT_EQ(decoded->relationship, claim.relationship);
  EXPECT_EQ(decoded->sentence_index, claim.sentence_index);
  EXPECT_EQ(decoded->sentence, claim.sentence);
  EXPECT_EQ(decoded->span_begin, claim.span_begin);
  EXPECT_EQ(decoded->span_end, claim.span_end);
  EXPECT_EQ(decoded->rule, claim.rule);
  EXPECT_EQ(decoded->extractor, claim.extractor);
  EXPECT_EQ(decoded->confidence, claim.confidence);
  EXPECT_EQ(decoded->modality, claim.modality);
  EXPECT_EQ(decoded->speaker, claim.speaker);
  EXPECT_EQ(decoded->valid_from, claim.valid_from);
  EXPECT_EQ(decoded->valid_to, claim.valid_to);
  ASSERT_EQ(decoded->qualifiers.size(), 1U);
  EXPECT_EQ(decoded->qualifiers[0].first, "role");
}

TEST(RecordTest, DocumentMentionAndDefinitionRoundTrip) {
  const DocumentRecord document{DocumentId(3), "a.txt",           "Title",           "Reuters",
                                "2024-05-01",  0xDEADBEEFCAFEULL, 1'700'000'000'000, NodeId(8)};
  const auto d = decode_document(document.id, encode_document(document));
  ASSERT_TRUE(d);
  EXPECT_EQ(d->external_id, document.external_id);
  EXPECT_EQ(d->title, document.title);
  EXPECT_EQ(d->source, document.source);
  EXPECT_EQ(d->date, document.date);
  EXPECT_EQ(d->content_hash, document.content_hash);
  EXPECT_EQ(d->recorded_at_ms, document.recorded_at_ms);
  EXPECT_EQ(d->node, document.node);

  const Mention mention{DocumentId(3),
                        NodeId(9),
                        {"Xi", "Xi Jinping"},
                        {"Person"},
                        {{"title", Value("President")}},
                        4};
  const auto m = decode_mention(mention.document, mention.node, encode_mention(mention));
  ASSERT_TRUE(m);
  EXPECT_EQ(m->names, mention.names);
  EXPECT_EQ(m->labels, mention.labels);
  EXPECT_EQ(m->properties.size(), 1U);
  EXPECT_EQ(m->count, 4U);
}

struct Sample {
  std::string bytes;
  std::function<bool(std::string_view)> decodes;
};

std::vector<Sample> samples() {
  return {
      {encode_node(sample_node()), [](auto b) { return decode_node(b).has_value(); }},
      {encode_relationship(sample_relationship()),
       [](auto b) { return decode_relationship(b).has_value(); }},
      {encode_claim(sample_claim()),
       [](auto b) { return decode_claim(DocumentId(1), 0, b).has_value(); }},
      {encode_document({DocumentId(1), "x", "t", "s", "d", 1, 2, NodeId(3)}),
       [](auto b) { return decode_document(DocumentId(1), b).has_value(); }},
      {encode_mention({DocumentId(1), NodeId(1), {"a"}, {"L"}, {{"k", Value(1)}}, 1}),
       [](auto b) { return decode_mention(DocumentId(1), NodeId(1), b).has_value(); }},
  };
}

TEST(RecordTest, EveryTruncationAndAnyTailIsCorruption) {
  for (const Sample& sample : samples()) {
    ASSERT_TRUE(sample.decodes(sample.bytes));
    for (std::size_t n = 0; n < sample.bytes.size(); ++n) {
      EXPECT_FALSE(sample.decodes(std::string_view(sample.bytes).substr(0, n)));
    }
    EXPECT_FALSE(sample.decodes(sample.bytes + '\0'));
    std::string newer = sample.bytes;
    newer[0] = 2;
    EXPECT_FALSE(sample.decodes(newer));
  }
}

TEST(RecordTest, DamageNeverCrashes) {
  std::mt19937_64 random(13);
  for (const Sample& sample : samples()) {
    for (int i = 0; i < 5000; ++i) {
      std::string bytes = sample.bytes;
      for (int flips = 0; flips < 3; ++flips) {
        bytes[random() % bytes.size()] = static_cast<char>(random());
      }
      sample.decodes(bytes);
      (void)decode_node_property(bytes, key(35));
      (void)decode_node_labels(bytes);
      (void)decode_relationship_property(bytes, key(5));
    }
  }
}

}  // namespace
}  // namespace entente::storage
