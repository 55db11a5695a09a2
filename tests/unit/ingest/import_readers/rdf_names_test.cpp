#include "ingest/import_readers/rdf_names.hpp"

#include <gtest/gtest.h>

namespace entente::importing {
namespace {

TEST(RdfNamesTest, PrefixesShorten) {
  RdfNamer namer(RdfNames::prefixed, {{"own", "http://ex.org/own#"}});
  EXPECT_EQ(namer.name("http://xmlns.com/foaf/0.1/name"), "foaf_name");
  EXPECT_EQ(namer.name("http://ex.org/own#x"), "own_x");
  EXPECT_EQ(namer.name("http://ex.org/a/b"), "http://ex.org/a/b");
  namer.declare("ex", "http://ex.org/");
  EXPECT_EQ(namer.name("http://ex.org/a/b"), "ex_a/b");
  namer.declare("", "http://ex.org/a/");
  EXPECT_EQ(namer.name("http://ex.org/a/b"), "b");
  // The plan's prefix stays.
  namer.declare("other", "http://ex.org/own#");
  EXPECT_EQ(namer.name("http://ex.org/own#x"), "own_x");
  // A namespace alone has no rest.
  EXPECT_EQ(namer.name("http://ex.org/own#"), "ex_own#");
}

TEST(RdfNamesTest, LocalAndFull) {
  RdfNamer local(RdfNames::local, {});
  EXPECT_EQ(local.name("http://xmlns.com/foaf/0.1/name"), "name");
  EXPECT_EQ(local.name("http://a/b#c"), "c");
  EXPECT_EQ(local.name("urn:isbn:123"), "123");
  EXPECT_EQ(local.name("http://a/b/"), "http://a/b/");
  RdfNamer full(RdfNames::full, {{"foaf", "http://xmlns.com/foaf/0.1/"}});
  EXPECT_EQ(full.name("http://xmlns.com/foaf/0.1/name"), "http://xmlns.com/foaf/0.1/name");
}

}  // namespace
}  // namespace entente::importing
