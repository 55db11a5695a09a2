#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "entente/ingest.hpp"
#include "tests/support/store_fixture.hpp"

namespace entente {
namespace {

using Json = nlohmann::json;
using testing::must;

std::map<std::string, std::vector<Json>> lines_by_kind(const std::string& lines) {
  std::map<std::string, std::vector<Json>> out;
  for (std::size_t at = 0; at < lines.size();) {
    const auto end = lines.find('\n', at);
    const Json line = Json::parse(lines.substr(at, end - at));
    out[line["kind"]].push_back(line);
    at = end + 1;
  }
  return out;
}

std::string slice(const std::string& text, const Json& span) {
  return text.substr(span[0], span[1].get<std::size_t>() - span[0].get<std::size_t>());
}

const char* const text =
    "Chinese President Xi Jinping met Vladimir Putin in Moscow.\n\n"
    "He praised the Russian president. Huawei signed a deal with MTS on June 5, 2019.\n";

TEST(PrintTest, SpansOfAllLinesAreBytesOfTheText) {
  const Extraction extraction = must(extract_text({"d", text, {}, {}, {}}));
  auto lines = lines_by_kind(to_json_lines(extraction));
  ASSERT_EQ(lines["document"].size(), 1U);
  EXPECT_EQ(lines["document"][0]["sentences"], 3);
  EXPECT_EQ(lines["document"][0]["bytes"], std::string(text).size());
  ASSERT_EQ(lines["sentence"].size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(lines["sentence"][i]["index"], i);
  EXPECT_EQ(slice(text, lines["sentence"][1]["span"]), "He praised the Russian president.");
  std::set<std::string> entities;
  for (const Json& entity : lines["entity"]) entities.insert(entity["id"]);
  ASSERT_FALSE(lines["mention"].empty());
  std::set<std::string> forms;
  for (const Json& mention : lines["mention"]) {
    EXPECT_EQ(slice(text, mention["span"]), mention["text"]);
    EXPECT_EQ(entities.count(mention["entity"]), 1U) << mention;
    const Json& sentence = lines["sentence"][mention["sentence_index"].get<std::size_t>()];
    EXPECT_GE(mention["span"][0], sentence["span"][0]) << mention;
    EXPECT_LE(mention["span"][1], sentence["span"][1]) << mention;
    forms.insert(mention["form"]);
  }
  EXPECT_EQ(forms.count("name"), 1U);
  EXPECT_EQ(forms.count("reference"), 1U);
  ASSERT_FALSE(lines["claim"].empty());
  for (const Json& claim : lines["claim"]) {
    EXPECT_EQ(entities.count(claim["subject"]) + entities.count(claim["object"]), 2U) << claim;
    const Json& sentence = lines["sentence"][claim["sentence_index"].get<std::size_t>()];
    EXPECT_EQ(sentence["text"], claim["sentence"]);
    EXPECT_LT(claim["start"], claim["end"]);
    EXPECT_LE(claim["end"], sentence["span"][1]);
  }
}

TEST(PrintTest, TriplesQuoteTheirSentence) {
  Extraction extraction;
  extraction.document = "d";
  extraction.text = "Talks  failed. Gazprom sold gas.";
  extraction.sentences = {{0, {0, 14}}, {1, {15, 32}}};
  extraction.triples = {{1, "Gazprom", "sold", {"gas"}, {15, 22}, {23, 27}, {{28, 31}}, 0.75},
                        {0, "Talks", "failed", {}, {0, 5}, {7, 13}, {}, 0.5}};
  auto lines = lines_by_kind(to_json_lines(extraction));
  ASSERT_EQ(lines["triple"].size(), 2U);
  EXPECT_EQ(lines["triple"][0]["sentence"], "Gazprom sold gas.");
  EXPECT_EQ(lines["triple"][0]["objects"], Json::array({"gas"}));
  EXPECT_EQ(lines["triple"][0]["object_spans"], Json::parse("[[28,31]]"));
  EXPECT_EQ(lines["triple"][1]["sentence"], "Talks failed.");
  EXPECT_EQ(lines["triple"][1]["objects"], Json::array());
}

TEST(PrintTest, HtmlIsEscapedAndClosed) {
  const std::string hostile =
      "Chinese President Xi Jinping met Vladimir Putin in Moscow & <script>alert('x')</script>.";
  const Extraction extraction =
      must(extract_text({"\"><script>", hostile, "<b>Title</b>", {}, "A & B"}));
  const std::string html = html_page_begin() + to_html(extraction) + html_page_end();
  EXPECT_EQ(html.find("<script"), std::string::npos);
  EXPECT_EQ(html.find("<b>Title"), std::string::npos);
  EXPECT_NE(html.find("Moscow</mark> &amp; &lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"),
            std::string::npos)
      << html;
  EXPECT_NE(html.find("data-type=\"Person\">Xi Jinping</mark>"), std::string::npos);
  EXPECT_NE(html.find("<code>MET_WITH</code>"), std::string::npos);
  for (const char* element : {"article", "p", "mark", "span", "aside", "ul", "li", "details", "dl",
                              "main", "body", "html"}) {
    const auto count = [&](const std::string& tag) {
      std::size_t found = 0;
      for (auto at = html.find(tag); at != std::string::npos; at = html.find(tag, at + 1)) {
        const char after = html[at + tag.size()];
        found += after == '>' || after == ' ' ? 1 : 0;
      }
      return found;
    };
    EXPECT_EQ(count(std::string("<") + element), count(std::string("</") + element)) << element;
  }
}

TEST(PrintTest, HtmlShowsEachNameOnce) {
  Extraction extraction;
  extraction.document = "d";
  extraction.text = "Bank of China grew.";
  extraction.blocks = {{{0, 19}, false}};
  extraction.sentences = {{0, {0, 19}}};
  extraction.entities = {{"Company:Bank of China", "Company", "Bank of China", {}, {{0, 13}}, {}},
                         {"Country:China", "Country", "China", {}, {{8, 13}}, {}}};
  extraction.mentions = {{0, {0, 13}, "Company:Bank of China", "name"},
                         {0, {8, 13}, "Country:China", "name"}};
  const std::string html = to_html(extraction);
  EXPECT_NE(html.find(">Bank of China</mark> grew."), std::string::npos) << html;
}

}  // namespace
}  // namespace entente
