// Names that the language model sees, combined with lists and rules. The trees and the model's
// names are data, so that what is tested is the combination and not the model.
#include <gtest/gtest.h>

#include "ingest/names/recogniser.hpp"
#include "tests/support/parsed_text.hpp"

namespace entente::ingest {
namespace {

constexpr const char* folder = ENTENTE_TEST_SOURCE_DIR "/tests/unit/ingest/names/data/";

TEST(ModelNames, GetTypesAndBoundariesFromListsAndSurroundings) {
  const auto documents = read_parsed_texts(folder + std::string("model_names.conllu"));
  ASSERT_GE(documents.size(), 23U);
  for (const ParsedText& document : documents) {
    std::string found;
    for (const Mention& m : recognise_names(document.split, Gazetteer::built_in(),
                                            WordClasses::built_in(), document.parsed)) {
      found += found.empty() ? "" : " | ";
      found += std::string(to_string(m.type)) + ":" + m.canonical;
    }
    EXPECT_EQ(found, document.expected.at("names")) << document.id << ": " << document.text;
  }
}

}  // namespace
}  // namespace entente::ingest
