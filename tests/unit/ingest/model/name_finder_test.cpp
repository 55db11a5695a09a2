#include "ingest/model/name_finder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "ingest/model/word_features.hpp"

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

/// Random scores of three words and of moves.
class ThreeWords : public ::testing::Test {
 protected:
  ThreeWords() {
    std::mt19937 random(3);
    const auto fill = [&](Matrix& matrix) {
      for (float& value : matrix.values) {
        value = static_cast<float>(random() % 6001) / 1000.0F - 3.0F;
      }
    };
    fill(scores);
    fill(moves);
    for (NameLabel a = 0; a < name_label_count; ++a) {
      for (NameLabel b = 0; b < name_label_count; ++b) {
        for (NameLabel c = 0; c < name_label_count; ++c) add({a, b, c});
      }
    }
  }

  void add(const std::vector<NameLabel>& labels) {
    NameLabel before = no_name;
    double sum = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
      if (!may_follow(before, labels[i])) return;
      sum += scores.row(i)[labels[i]] + moves.row(before)[labels[i]];
      before = labels[i];
    }
    if (!may_follow(before, no_name)) return;
    weights.emplace_back(std::exp(sum), labels);
    total += std::exp(sum);
  }

  Matrix scores{3, name_label_count};
  Matrix moves{name_label_count, name_label_count};
  /// e^sum of every sequence that may be, and of all together.
  std::vector<std::pair<double, std::vector<NameLabel>>> weights;
  double total = 0;
};

TEST_F(ThreeWords, BestLabelsAreTheBestOfAllSequences) {
  EXPECT_EQ(NameChain(scores, moves).best_labels(),
            std::max_element(weights.begin(), weights.end())->second);
}

TEST_F(ThreeWords, ProbabilitiesAreSumsOverAllSequences) {
  const NameChain chain(scores, moves);
  const Matrix labels = chain.label_probabilities();
  Matrix expected_moves(name_label_count, name_label_count);
  chain.add_expected_moves(expected_moves);
  Matrix label_sums(3, name_label_count);
  Matrix move_sums(name_label_count, name_label_count);
  const NameSpan name{0, 2, NameKind::organisation};
  double name_sum = 0;
  for (const auto& [weight, sequence] : weights) {
    const auto part = static_cast<float>(weight / total);
    NameLabel before = no_name;
    for (std::size_t i = 0; i < 3; ++i) {
      label_sums.row(i)[sequence[i]] += part;
      move_sums.row(before)[sequence[i]] += part;
      before = sequence[i];
    }
    const auto spans = spans_of(sequence);
    if (std::find(spans.begin(), spans.end(), name) != spans.end()) name_sum += part;
  }
  for (std::size_t i = 0; i < labels.values.size(); ++i) {
    EXPECT_NEAR(labels.values[i], label_sums.values[i], 1e-5) << i;
  }
  for (std::size_t i = 0; i < move_sums.values.size(); ++i) {
    EXPECT_NEAR(expected_moves.values[i], move_sums.values[i], 1e-5) << i;
  }
  EXPECT_NEAR(chain.probability(name), name_sum, 1e-5);
  EXPECT_NEAR(chain.log_sum(), std::log(total), 1e-3);
}

TEST_F(ThreeWords, AllowedLabelsLeaveTheOtherSequencesOut) {
  const std::vector<NameLabelSet> allowed = {
      any_name_label,
      static_cast<NameLabelSet>(only_label(no_name) |
                                only_label(name_label(NameKind::person, NamePart::last)) |
                                only_label(name_label(NameKind::location, NamePart::only))),
      only_label(no_name)};
  const NameChain chain(scores, moves, allowed);
  double sum = 0;
  Matrix label_sums(3, name_label_count);
  for (const auto& [weight, sequence] : weights) {
    bool fits = true;
    for (std::size_t i = 0; i < 3; ++i) fits = fits && (allowed[i] >> sequence[i] & 1U) != 0;
    if (!fits) continue;
    sum += weight;
    for (std::size_t i = 0; i < 3; ++i) {
      label_sums.row(i)[sequence[i]] += static_cast<float>(weight);
    }
  }
  ASSERT_GT(sum, 0);
  ASSERT_LT(sum, total);
  EXPECT_NEAR(chain.log_sum(), std::log(sum), 1e-3);
  const Matrix labels = chain.label_probabilities();
  for (std::size_t i = 0; i < labels.values.size(); ++i) {
    EXPECT_NEAR(labels.values[i], label_sums.values[i] / sum, 1e-5) << i;
  }
}

TEST(NameChain, AnEmptySentenceHasNoNames) {
  const Matrix moves(name_label_count, name_label_count);
  EXPECT_TRUE(NameChain(Matrix(0, name_label_count), moves).best_labels().empty());
}

TEST(NameLists, AreMarkedOverWholeNames) {
  const std::string_view tokens[] = {"in", "New", "York", "City", "today"};
  const Atom new_york = phrase_atom(phrase_atom(0, text_atom("new")), text_atom("york"));
  const Atom city = phrase_atom(new_york, text_atom("city"));
  std::vector<Lexicon::Phrase> phrases = {{new_york, name_list_place}, {city, name_list_city}};
  if (phrases[1].key < phrases[0].key) std::swap(phrases[0], phrases[1]);
  const Lexicon lexicon({}, phrases);
  EXPECT_EQ(look_up_names(look_at_words(tokens, lexicon), lexicon),
            (std::vector<std::uint32_t>{0, name_list_city << 8U, name_list_city << 16U,
                                        std::uint32_t{name_list_city} << 24U, 0}))
      << "the longest name counts";
}

}  // namespace
}  // namespace entente::ingest::model
