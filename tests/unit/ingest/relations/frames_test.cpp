#include <gtest/gtest.h>

#include <set>

#include "ingest/names/recogniser.hpp"
#include "ingest/relations/extractor.hpp"
#include "ingest/relations/frame_set.hpp"
#include "ingest/text/data.hpp"

namespace entente::ingest {
namespace {

/// The claims of a text as sorted lines, each as `print` puts it behind "Subject RELATION Object".
template <class Print>
std::string claims(const std::string& text, const Print& print) {
  const SplitText split = split_text(text, {{0, text.size(), false}});
  const auto& gazetteer = Gazetteer::built_in();
  const auto& classes = WordClasses::built_in();
  ResolvedDocument document =
      resolve_document(split, recognise_names(split, gazetteer, classes), gazetteer, classes);
  std::set<std::string> lines;
  // Without trees, so that only the patterns of words are applied.
  const std::vector<model::ParsedSentence> parsed;
  const std::vector<Predication> predications;
  for (const auto& c : find_claims({split, parsed, predications}, document, *FrameSet::built_in(),
                                   gazetteer, classes)) {
    lines.insert(document.entities[c.subject].name + " " + c.relation + " " +
                 document.entities[c.object].name + print(c));
  }
  std::string out;
  for (const auto& line : lines) out += (out.empty() ? "" : " | ") + line;
  return out;
}

/// "Subject RELATION Object modality qualifiers".
std::string claims(const std::string& text) {
  return claims(text, [](const FoundClaim& c) {
    std::string words;
    if (c.modality != "stated") words += " " + c.modality;
    for (const auto& [key, value] : c.qualifiers) words += " " + key + "=" + value;
    if (!c.speaker.empty()) words += " by " + c.speaker;
    return words;
  });
}

/// "Subject RELATION Object valid_from..valid_to".
std::string periods(const std::string& text) {
  return claims(text, [](const FoundClaim& c) { return " " + c.valid_from + ".." + c.valid_to; });
}

struct Case {
  const char* text;
  const char* claims;
};

TEST(Frames, FindWhatSentencesState) {
  const Case cases[] = {
      {"Russian President Vladimir Putin left.", "Vladimir Putin LEADS Russia role=president"},
      {"China’s president Xi Jinping left.", "Xi Jinping LEADS China role=president"},
      {"Chinese premier Li Qiang left.", "Li Qiang HOLDS_OFFICE China role=premier"},
      {"Russian Foreign Minister Sergey Lavrov left.",
       "Sergey Lavrov HOLDS_OFFICE Russia role=foreign minister"},
      {"Dmitri Trenin, director of the Carnegie Moscow Center, left.",
       "Dmitri Trenin LEADS Carnegie Moscow Center role=director"},
      {"Huawei and MTS, a Russian company, signed a deal.",
       "Huawei SIGNED_DEAL_WITH MTS | MTS BASED_IN Russia"},
      {"The United States imposed sanctions on Russia.", "United States SANCTIONS Russia"},
      {"Sanctions were imposed on Russia by the European Union.",
       "European Union SANCTIONS Russia"},
      {"The United States imposed tariffs on Chinese goods.",
       "United States IMPOSED_TARIFFS_ON China"},
      {"Russia exports oil to China and India.",
       "Russia SUPPLIES China commodity=oil | Russia SUPPLIES India commodity=oil"},
      {"Gazprom supplies gas to China through the Power of Siberia pipeline.",
       "Gazprom SUPPLIES China commodity=natural gas through=Power of Siberia"},
      {"Xi Jinping visited Moscow in 2019.", "Xi Jinping VISITED Moscow time=2019"},
      {"Russia annexed Crimea in March 2014.", "Russia ANNEXED Crimea time=March 2014"},
      {"Nothing of the kind happened in Russia.", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(claims(c.text), c.claims) << c.text;
}

TEST(Frames, KeepHowThingsArePut) {
  EXPECT_EQ(claims("Germany did not impose sanctions on Russia."),
            "Germany SANCTIONS Russia negated");
  EXPECT_EQ(claims("Germany will impose sanctions on Russia."), "Germany SANCTIONS Russia planned");
  EXPECT_EQ(claims("Germany threatened to impose sanctions on Russia."),
            "Germany SANCTIONS Russia planned");
  EXPECT_EQ(claims("Germany allegedly imposed sanctions on Russia."),
            "Germany SANCTIONS Russia alleged");
  EXPECT_EQ(claims("Sergey Karaganov, a former adviser to Vladimir Putin, left."),
            "Sergey Karaganov ADVISER_TO Vladimir Putin former role=adviser");
  EXPECT_EQ(claims("Germany imposed sanctions on Russia, said Angela Merkel."),
            "Germany SANCTIONS Russia by Angela Merkel");
}

TEST(Frames, FindWhenItHolds) {
  const Case cases[] = {
      {"Xi Jinping visited Moscow in 2019.", "Xi Jinping VISITED Moscow 2019.."},
      {"Gazprom has supplied gas to China since December 2019.",
       "Gazprom SUPPLIES China 2019-12.."},
      {"Gazprom supplied gas to Germany until August 31, 2022.",
       "Gazprom SUPPLIES Germany ..2022-08-31"},
      {"Gazprom supplied gas to Germany from 1990 to 2022.", "Gazprom SUPPLIES Germany 1990..2022"},
      {"Gazprom supplied gas to Germany between 1990 and 2022.",
       "Gazprom SUPPLIES Germany 1990..2022"},
      {"Gazprom supplied gas to Germany in the 1990s.", "Gazprom SUPPLIES Germany .."},
      {"Gazprom supplied gas to Germany from 2015 and to China since 2019.",
       "Gazprom SUPPLIES Germany 2015.."},
  };
  for (const Case& c : cases) EXPECT_EQ(periods(c.text), c.claims) << c.text;
}

TEST(Frames, CommaBeforeAndBeginsAClause) {
  EXPECT_EQ(claims("Canada imposed sanctions on Russia, and Japan imposed sanctions on Iran."),
            "Canada SANCTIONS Russia | Japan SANCTIONS Iran");
}

TEST(Frames, TitleBelongsToOnePerson) {
  EXPECT_EQ(claims("German Chancellor Angela Merkel and Russian President Dmitry Medvedev left."),
            "Angela Merkel LEADS Germany role=chancellor | "
            "Dmitry Medvedev LEADS Russia role=president");
}

TEST(FrameLanguage, CompiledInFramesAreValid) {
  const auto frames = FrameSet::parse("frames", data::frames(), WordClasses::built_in());
  ASSERT_TRUE(frames) << frames.error().message << " " << frames.error().hint;
  EXPECT_GT(frames->frames().size(), 100U);
  std::set<std::string> names;
  for (const Frame& frame : frames->frames()) {
    EXPECT_TRUE(names.insert(frame.name).second) << frame.name << " is there twice";
    EXPECT_FALSE(frame.patterns.empty() && frame.predications.empty()) << frame.name;
    EXPECT_GT(frame.confidence, 0) << frame.name;
    EXPECT_LE(frame.confidence, 1) << frame.name;
  }
}

TEST(FrameLanguage, MistakesAreNamedWithTheirPlace) {
  const std::string head = "frame a LEADS 1\n";
  const std::pair<std::string, const char*> cases[] = {
      {"frame a LEADZ 1\n", "f:1:9: 'LEADZ' is no relation did you mean 'LEADS'?"},
      {"frame a MENTORS 1\n", "a line 'relation MENTORS'"},
      {"frame a LEADS 2\n", "f:1:15: '2' is no confidence"},
      {"frame a LEADS 0.5 plainn\n", "f:1:19: unknown option 'plainn' did you mean 'plain'?"},
      {"frame a LEADS 1\nframe b LEADS 1\n  x\n", "'a' before has no lines"},
      {"frame a LEADS 1\n", "the frame 'a' has no lines"},
      {"relation mentors\n", "f:1:10: 'mentors' cannot name a relation"},
      {"relation LEADS\n", "is built in"},
      {"relation MENTORS symmetrical\n", "unknown option 'symmetrical'"},
      {"fame a LEADS 1\n", "did you mean 'frame'?"},
      {"group A = Persom\n", "f:1:11: 'Persom' is no entity type or group"},
      {head + "  <s:Persom> x\n", "f:2:6: 'Persom' is no entity type or group did you mean"},
      {head + "  <s:Person/big> x\n", "unknown flag 'big'"},
      {head + "  <s> x\n", "f:2:3: '<s>' is no slot"},
      {head + "  @nothing\n", "f:2:3: there is no word class '@nothing'"},
      {head + "  ( a / b\n", "'(' without ')'"},
      {head + "  a )\n", "f:2:5: unexpected ')'"},
      {head + "  {role: a\n", "without '}'"},
      {head + "  %NONE\n", "no macro 'NONE'"},
      {"macro A = %A\n" + head + "  %A\n", "macros stand for too much"},
      {head + "  ..x\n", "no gap"},
      {"  a b\n", "before the first frame"},
      {head + "  verb\n", "the words are missing"},
      {head + "  verb found\n", "places are missing"},
      {head + "  verb subj=<s:Person>\n", "words are missing"},
      {head + "  verb lead|subj=<s:Person>\n", "f:2:13: 'subj=<s:Person>' is a place"},
      {head + "  verb employed subj=<s:Person>\n",
       "f:2:8: 'employed' is no base form of a verb did you mean 'employ'?"},
      {head + "  verb Lead subj=<s:Person>\n", "has capitals"},
      {head + "  verb lead sunj=<s:Person>\n",
       "f:2:13: 'sunj' is no place of a predication did you mean 'subj'?"},
      {head + "  verb lead subj=<s:Person> obj=<o:Compny>\n",
       "f:2:36: 'Compny' is no entity type or group did you mean 'Company'?"},
      {head + "  verb lead subj=<s:Person>\n", "no slot for the subject or the object"},
      {head + "  verb lead subj=<s:Person> obj?=<o:Company>\n", "no slot for the subject"},
      {head + "  verb lead subj=<s:Person> obj\n", "'obj' is no place"},
      {head + "  verb lead subj=a| obj=<o:Company>\n", "a word is missing beside '|'"},
      {head + "  noun @no subj=<s:Person>\n", "f:2:8: there is no word class '@no'"},
  };
  for (const auto& [text, wanted] : cases) {
    const auto frames = FrameSet::parse("f", text, WordClasses::built_in());
    const std::string message =
        frames ? "none" : frames.error().message + " " + frames.error().hint;
    EXPECT_NE(message.find(wanted), std::string::npos) << text << "gives: " << message;
  }
}

TEST(Frames, WorkIsBoundedOnHostileText) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "Russia and China , Russia - China trade sanctions on ";
  // Ends at all: patterns are given up after a bounded number of steps.
  claims(text);
}

}  // namespace
}  // namespace entente::ingest
