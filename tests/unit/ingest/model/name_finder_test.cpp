#include "ingest/model/name_finder.hpp"

#include <gtest/gtest.h>

#include <random>

namespace entente::ingest::model {
namespace {

TEST(NameLabels, StandForSpansAndBack) {
  const std::vector<NameSpan> spans = {
      {0, 1, NameKind::person}, {1, 4, NameKind::organisation}, {5, 7, NameKind::location}};
  const auto labels = labels_of(spans, 8);
  EXPECT_EQ(labels[0], name_label(NameKind::person, NamePart::only));
  EXPECT_EQ(labels[2], name_label(NameKind::organisation, NamePart::inside));
  EXPECT_EQ(labels[4], no_name);
  EXPECT_EQ(labels[6], name_label(NameKind::location, NamePart::last));
  EXPECT_EQ(spans_of(labels), spans);
}

TEST(NameLabels, GoOnOnlyInNamesOfTheirKind) {
  const NameLabel begin = name_label(NameKind::person, NamePart::begin);
  const NameLabel last = name_label(NameKind::person, NamePart::last);
  EXPECT_TRUE(may_follow(begin, last));
  EXPECT_FALSE(may_follow(begin, name_label(NameKind::location, NamePart::last)));
  EXPECT_FALSE(may_follow(begin, no_name));
  EXPECT_FALSE(may_follow(no_name, last));
  EXPECT_TRUE(may_follow(last, begin));
  EXPECT_FALSE(may_follow(last, last));
}

TEST(BestLabels, AreTheBestOfAllSequencesThatCanBe) {
  std::mt19937 random(3);
  const auto number = [&] { return static_cast<std::int32_t>(random() % 21) - 10; };
  for (int round = 0; round < 20; ++round) {
    constexpr std::size_t words = 3;
    std::vector<std::int32_t> scores(words * name_label_count);
    std::vector<std::int32_t> moves(name_label_count * name_label_count);
    for (auto& score : scores) score = number();
    for (auto& move : moves) move = number();
    const auto sum = [&](const std::vector<NameLabel>& labels) {
      NameLabel before = no_name;
      std::int32_t total = 0;
      for (std::size_t i = 0; i < words; ++i) {
        if (!may_follow(before, labels[i])) return INT32_MIN;
        total +=
            scores[i * name_label_count + labels[i]] + moves[before * name_label_count + labels[i]];
        before = labels[i];
      }
      return may_follow(before, no_name) ? total : INT32_MIN;
    };
    std::int32_t best = INT32_MIN;
    for (NameLabel a = 0; a < name_label_count; ++a) {
      for (NameLabel b = 0; b < name_label_count; ++b) {
        for (NameLabel c = 0; c < name_label_count; ++c) best = std::max(best, sum({a, b, c}));
      }
    }
    std::vector<NameLabel> labels;
    best_labels(scores, moves, words, labels);
    EXPECT_EQ(sum(labels), best);
  }
}

TEST(NameLists, AreMarkedOverWholeNames) {
  const std::string_view tokens[] = {"in", "New", "York", "City", "today"};
  Atom new_york = phrase_atom(phrase_atom(0, text_atom("new")), text_atom("york"));
  Atom city = phrase_atom(new_york, text_atom("city"));
  std::vector<Lexicon::Phrase> phrases = {{new_york, name_list_place}, {city, name_list_city}};
  if (phrases[1].key < phrases[0].key) std::swap(phrases[0], phrases[1]);
  const Lexicon lexicon({}, phrases);
  const auto words = look_at_words(tokens, lexicon);
  const std::vector<std::uint16_t> tags(5, 0);
  const NameInput input = look_up_names(words, tags, {}, lexicon);
  EXPECT_EQ(input.lists, (std::vector<std::uint32_t>{0, name_list_city << 8U, name_list_city << 16U,
                                                     std::uint32_t{name_list_city} << 24U, 0}))
      << "the longest name counts";
}

}  // namespace
}  // namespace entente::ingest::model
