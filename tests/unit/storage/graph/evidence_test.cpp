#include <gtest/gtest.h>

#include "tests/support/store_fixture.hpp"

namespace entente::storage {
namespace {

using entente::testing::must;

class EvidenceTest : public entente::testing::StoreFixture {
 protected:
  void SetUp() override {
    StoreFixture::SetUp();
    auto tx = write();
    const auto leads = must(tx->get_or_create_relationship_type("LEADS"));
    a_ = must(tx->create_node({}, {}));
    b_ = must(tx->create_node({}, {}));
    r_ = must(tx->create_relationship(a_, leads, b_, {}));
    s_ = must(tx->create_relationship(b_, leads, a_, {}));
    commit(tx);
  }
  DocumentRecord add_document(Transaction& tx, const std::string& name) {
    DocumentRecord document;
    document.id = must(tx.allocate_document_id());
    document.external_id = name;
    document.title = "About " + name;
    document.date = "2024-01-31";
    document.content_hash = 42;
    document.recorded_at_ms = 1'700'000'000'000;
    document.node = a_;
    EXPECT_TRUE(tx.put_document(document));
    return document;
  }
  static Claim claim(DocumentId document, std::uint32_t ordinal, RelationshipId relationship) {
    Claim c;
    c.document = document;
    c.ordinal = ordinal;
    c.relationship = relationship;
    c.sentence = "A leads B.";
    c.span_begin = 10;
    c.span_end = 20;
    c.rule = "leads";
    c.confidence = 0.75;
    c.modality = Modality::former;
    c.qualifiers = {{"role", Value("head")}};
    return c;
  }

  NodeId a_, b_;
  RelationshipId r_, s_;
};

TEST_P(EvidenceTest, DocumentsByNameAndNumber) {
  auto tx = write();
  EXPECT_FALSE(must(tx->find_document("one")));
  const auto one = add_document(*tx, "one");
  const auto two = add_document(*tx, "two");
  DocumentRecord impostor = one;
  impostor.id = two.id;
  EXPECT_EQ(tx->put_document(impostor).error().error_class,
            ErrorClass::constraint_validation_failed);
  commit(tx);
  reopen();
  tx = write();
  const auto found = must(tx->find_document("one"));
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, one.id);
  EXPECT_EQ(found->title, "About one");
  EXPECT_EQ(found->content_hash, 42U);
  EXPECT_EQ(must(tx->documents()).size(), 2U);
  DocumentRecord renamed = *found;
  renamed.external_id = "uno";
  ASSERT_TRUE(tx->put_document(renamed));
  EXPECT_FALSE(must(tx->find_document("one")));
  EXPECT_TRUE(must(tx->find_document("uno")));
  EXPECT_EQ(tx->remove_document(DocumentId(999)).error().error_class, ErrorClass::entity_not_found);
}

TEST_P(EvidenceTest, ClaimsByRelationshipAndDocument) {
  auto tx = write();
  const auto one = add_document(*tx, "one");
  const auto two = add_document(*tx, "two");
  ASSERT_TRUE(tx->put_claim(claim(two.id, 0, r_)));
  ASSERT_TRUE(tx->put_claim(claim(one.id, 1, r_)));
  ASSERT_TRUE(tx->put_claim(claim(one.id, 0, s_)));
  commit(tx);
  tx = write();
  const auto claims = must(tx->claims_of_relationship(r_));
  ASSERT_EQ(claims.size(), 2U);
  EXPECT_EQ(claims[0].document, one.id);
  EXPECT_EQ(claims[0].modality, Modality::former);
  EXPECT_EQ(claims[0].qualifiers[0].second.as_string(), "head");
  EXPECT_EQ(claims[1].document, two.id);
  EXPECT_EQ(must(tx->claims_of_document(one.id)).size(), 2U);
  // Replacing a claim moves it to its new relationship.
  ASSERT_TRUE(tx->put_claim(claim(one.id, 0, r_)));
  EXPECT_TRUE(must(tx->claims_of_relationship(s_)).empty());
  EXPECT_EQ(must(tx->claims_of_relationship(r_)).size(), 3U);
  ASSERT_TRUE(tx->remove_document(one.id));
  EXPECT_EQ(must(tx->claims_of_relationship(r_)).size(), 1U);
  EXPECT_EQ(tx->put_claim(claim(one.id, 0, r_)).error().error_class, ErrorClass::entity_not_found);
  EXPECT_EQ(tx->put_claim(claim(two.id, 9, RelationshipId(999))).error().error_class,
            ErrorClass::entity_not_found);
}

TEST_P(EvidenceTest, GoesWithWhatItIsAbout) {
  auto tx = write();
  const auto one = add_document(*tx, "one");
  ASSERT_TRUE(tx->put_claim(claim(one.id, 0, r_)));
  Mention mention;
  mention.document = one.id;
  mention.node = b_;
  mention.names = {"B", "Bee"};
  mention.count = 3;
  ASSERT_TRUE(tx->put_mention(mention));
  ASSERT_TRUE(tx->put_alias("bee", b_));
  commit(tx);
  tx = write();
  ASSERT_EQ(must(tx->mentions_of_node(b_)).size(), 1U);
  EXPECT_EQ(must(tx->mentions_of_node(b_))[0].names.size(), 2U);
  EXPECT_EQ(must(tx->mentions_of_document(one.id)).size(), 1U);
  ASSERT_TRUE(tx->detach_delete_node(b_));
  EXPECT_TRUE(must(tx->claims_of_document(one.id)).empty());
  EXPECT_TRUE(must(tx->mentions_of_document(one.id)).empty());
  EXPECT_TRUE(must(tx->find_alias("bee")).empty());
  EXPECT_EQ(tx->put_mention(mention).error().error_class, ErrorClass::entity_not_found);
  commit(tx);
}

TEST_P(EvidenceTest, AliasesAreAMultimap) {
  auto tx = write();
  ASSERT_TRUE(tx->put_alias("putin", b_));
  ASSERT_TRUE(tx->put_alias("putin", a_));
  ASSERT_TRUE(tx->put_alias("putin", a_));
  ASSERT_TRUE(tx->put_alias("putin v", a_));
  ASSERT_TRUE(tx->put_alias(std::string("nul\0l", 5), a_));
  commit(tx);
  tx = write();
  EXPECT_EQ(must(tx->find_alias("putin")), (std::vector<NodeId>{a_, b_}));
  EXPECT_EQ(must(tx->find_alias("putin v")), (std::vector<NodeId>{a_}));
  EXPECT_EQ(must(tx->find_alias(std::string("nul\0l", 5))), (std::vector<NodeId>{a_}));
  ASSERT_TRUE(tx->remove_alias("putin", a_));
  EXPECT_EQ(must(tx->find_alias("putin")), (std::vector<NodeId>{b_}));
  EXPECT_TRUE(must(tx->find_alias("nul")).empty());
}

ENTENTE_OVER_ALL_STORES(EvidenceTest);

}  // namespace
}  // namespace entente::storage
