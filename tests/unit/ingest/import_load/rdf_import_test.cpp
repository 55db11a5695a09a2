#include <gtest/gtest.h>

#include "tests/support/import_fixture.hpp"

namespace entente::importing {
namespace {

using testing::must;

class RdfImportTest : public testing::ImportFixture {
 protected:
  ImportPlan plan_of(const std::string& name, const std::string& text) {
    ImportPlan plan;
    plan.graphs.push_back({file(name, text), ImportFormat::automatic});
    return plan;
  }
};
ENTENTE_OVER_ALL_STORES(RdfImportTest);

TEST_P(RdfImportTest, TurtleWithPrefixesBlankNodesAndLists) {
  must(load(plan_of("t.ttl", R"(
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix : <http://ex.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <http://ex.org/base/> .
:ann a foaf:Person, :Boss ; foaf:name "Ann"@en, "Anna"@DE, "Ann" ; :score 1.5, 2, 2 ;
  foaf:knows <bob>, [ foaf:name "Nobody" ] ; :born "1990-01-02"^^xsd:date ; :mixed 1, "x" .
<bob> foaf:knows :ann, :ann .
)")));
  EXPECT_EQ(rejects_, std::vector<std::string>());
  const std::string ann =
      "(:Boss:Resource:foaf_Person {born: 1990-01-02, foaf_name: 'Ann', foaf_name@de: 'Anna', "
      "foaf_name@en: 'Ann', iri: 'http://ex.org/ann', mixed: ['1', 'x'], score: [1.5, 2.0]})";
  const std::string bob = "(:Resource {iri: 'http://ex.org/base/bob'})";
  const std::string nobody = "( {foaf_name: 'Nobody'})";
  EXPECT_EQ(graph(), nobody + "\n" + ann + "\n" + ann + "-[:foaf_knows]->" + nobody + "\n" + ann +
                         "-[:foaf_knows]->" + bob + "\n" + bob + "\n" + bob + "-[:foaf_knows]->" +
                         ann + "\n");
  // The constraint that makes IRIs unique came with it.
  EXPECT_EQ(read()->indexes().size(), 1U);
}

TEST_P(RdfImportTest, LinesThatAreNoStatementsAreLeftOut) {
  ImportPlan plan = plan_of("n.nt",
                            "<http://a/s> <http://a/p> \"v\\u00e9\\n\" .\r\n"
                            "# a comment\n\n"
                            "<http://a/s> <http://a/p> bad .\n"
                            "<http://a/s> <http://a/q> _:b .\n"
                            "_:b <http://a/n> \"x\"^^<http://www.w3.org/2001/XMLSchema#int> .\n"
                            "_:b <http://a/n> \"7\"^^<http://www.w3.org/2001/XMLSchema#int> .\n"
                            "<http://a/s> <relative> \"z\" .\n"
                            "<http://a/s> <http://a/q> \"cut");
  plan.rdf_names = RdfNames::local;
  must(load(plan));
  EXPECT_EQ(graph(),
            "( {n: 7})\n"
            "(:Resource {iri: 'http://a/s', p: 'vé\\n'})\n"
            "(:Resource {iri: 'http://a/s', p: 'vé\\n'})-[:q]->( {n: 7})\n");
  ASSERT_EQ(rejects_.size(), 4U);
  EXPECT_TRUE(rejects_[0].starts_with("n.nt:4 ")) << rejects_[0];
  EXPECT_TRUE(rejects_[0].ends_with("| <http://a/s> <http://a/p> bad .")) << rejects_[0];
  EXPECT_TRUE(rejects_[1].starts_with(
      "n.nt:6 'x' is no value of <http://www.w3.org/2001/XMLSchema#int> | _:b"))
      << rejects_[1];
  EXPECT_TRUE(rejects_[2].starts_with("n.nt:8 ")) << rejects_[2];
  EXPECT_TRUE(rejects_[3].starts_with("n.nt:9 ")) << rejects_[3];
}

TEST_P(RdfImportTest, SeveralFilesAreOneGraphButBlankNodesAreTheirOwn) {
  ImportPlan plan = plan_of("1.nt", "<http://a/s> <http://a/p> _:b .\n");
  plan.graphs.push_back({file("2.nq", "<http://a/s> <http://a/p> _:b <http://a/graph> .\n"),
                         ImportFormat::automatic});
  plan.graphs.push_back({file("3.trig", "<http://a/g> { <http://a/s> <http://a/name> \"S\" . }\n"),
                         ImportFormat::automatic});
  plan.rdf_names = RdfNames::local;
  must(load(plan));
  EXPECT_EQ(graph(),
            "()\n()\n(:Resource {iri: 'http://a/s', name: 'S'})\n"
            "(:Resource {iri: 'http://a/s', name: 'S'})-[:p]->()\n"
            "(:Resource {iri: 'http://a/s', name: 'S'})-[:p]->()\n");
}

TEST_P(RdfImportTest, BadTurtleEndsTheImportAndLeavesNothing) {
  const Error error = load_error(plan_of("t.ttl", "@prefix a: <http://a/> .\na:x a:y \"open .\n"));
  EXPECT_EQ(error.error_class, ErrorClass::input_error);
  EXPECT_NE(error.message.find("t.ttl: line 2"), std::string::npos) << error.message;
}

TEST_P(RdfImportTest, StatementsWithoutWholeIrisAreLeftOut) {
  must(load(
      plan_of("t.ttl", "@prefix a: <http://a/> .\na:x a:y a:z .\na:x a:y b:z .\n<x> a:y 1 .")));
  EXPECT_EQ(rejects_, (std::vector<std::string>{
                          "t.ttl:3 the prefix of 'b:z' is not declared | a:x a:y b:z .",
                          "t.ttl:4 the IRI <x> is relative, and there is no base | <x> a:y 1 ."}));
  EXPECT_EQ(must(read()->relationship_count()), 1U);
}

TEST_P(RdfImportTest, MemoryIsBounded) {
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    const std::string subject = "<http://a/" + std::to_string(i * 7 % 1000) + ">";
    text += subject + " <http://a/p> \"" + std::to_string(i) + "\" .\n";
    text += subject + " <http://a/q> <http://a/" + std::to_string(i % 1000) + "> .\n";
  }
  ImportPlan plan = plan_of("n.nt", text);
  plan.rdf_names = RdfNames::local;
  ImportOptions options;
  options.memory_bytes_max = 20000;
  const ImportReport report = must(load(plan, options));
  EXPECT_EQ(report.nodes, 1000U);
  EXPECT_EQ(report.relationships, 1000U);
  EXPECT_NE(graph().find("(:Resource {iri: 'http://a/7', p: ['1', '1001', '2001']})"),
            std::string::npos);
}

}  // namespace
}  // namespace entente::importing
