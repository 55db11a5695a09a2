#include <fstream>

#include "tests/unit/query/api/query_fixture.hpp"

namespace entente::testing {
namespace {

class LoadCsv : public ::testing::Test {
 protected:
  void open(const std::string& import_folder) {
    OpenOptions options;
    options.import_folder = import_folder;
    auto opened = Database::open(options);
    ASSERT_TRUE(opened);
    session_.emplace(opened->session());
  }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  std::string answer(std::string_view query) {
    auto result = session_->run(query);
    if (!result) return std::string(to_string(result.error().error_class));
    auto rows = result->rows();
    if (!rows) return std::string(to_string(rows.error().error_class));
    std::string text;
    for (const ValueList& row : *rows) {
      for (const Value& value : row) text += value.to_text() + ";";
    }
    return text;
  }

  TempDir folder_;
  std::optional<Session> session_;
};

TEST_F(LoadCsv, IsOffByDefault) {
  open("");
  EXPECT_EQ(answer("LOAD CSV FROM 'a.csv' AS line RETURN line"), "ArgumentError");
}

TEST_F(LoadCsv, ReadsListsAndMaps) {
  write("a.csv", "\xEF\xBB\xBFname,note\r\nAnn,\"a \"\"b\"\",\nc\"\r\nBen,\n");
  open(folder_.path());
  EXPECT_EQ(
      answer("LOAD CSV WITH HEADERS FROM 'file:///a.csv' AS line RETURN line.name, line.note"),
      "'Ann';'a \"b\",\\nc';'Ben';null;");
  EXPECT_EQ(answer("LOAD CSV FROM 'a.csv' AS line RETURN size(line), line[0]"),
            "2;'name';2;'Ann';2;'Ben';");
}

/// Cypher manual, "LOAD CSV", sections "Access CSV file path", "Access line numbers".
TEST_F(LoadCsv, TellsFileAndLine) {
  write("artists.csv", "id,name\n1,ABBA\n2,\"Roxette\nSweden\"\n3,Europe\n");
  open(folder_.path());
  EXPECT_EQ(answer("LOAD CSV FROM 'file:///artists.csv' AS line RETURN linenumber(), line[0]"),
            "1;'id';2;'1';3;'2';5;'3';");
  EXPECT_EQ(answer("LOAD CSV WITH HEADERS FROM 'file:///artists.csv' AS line "
                   "WITH line WHERE line.id > '1' "
                   "RETURN linenumber() AS number, linenumber() + toInteger(line.id) AS sum"),
            "3;5;5;8;");
  EXPECT_EQ(answer("LOAD CSV FROM 'artists.csv' AS line RETURN DISTINCT file()"),
            "'" + folder_.path() + "/artists.csv';");
  EXPECT_EQ(answer("LOAD CSV FROM 'artists.csv' AS line CALL (line) { RETURN linenumber() AS n } "
                   "RETURN sum(n)"),
            "11;");
  EXPECT_EQ(answer("RETURN file(), linenumber()"), "null;null;");
  EXPECT_EQ(answer("LOAD CSV FROM 'artists.csv' AS line WITH count(*) AS c "
                   "RETURN c, linenumber()"),
            "4;null;");
}

/// Cypher manual, "LOAD CSV", sections on field delimiters, headers and quotes.
TEST_F(LoadCsv, ReadsFieldsAsTheManualSays) {
  write("semicolon.csv", "1;ABBA;1992\n2;;1986\n");
  write("short.csv", "id,name,year\n1,ABBA\n2,Roxette,1986,more\n3,\"\",\n");
  write("quotes.csv", "\"1\",\"The \"\"Symbol\"\"\",\"1992\"\n");
  open(folder_.path());
  EXPECT_EQ(answer("LOAD CSV FROM 'file:///semicolon.csv' AS line FIELDTERMINATOR ';' "
                   "RETURN line[1], toInteger(line[2])"),
            "'ABBA';1992;null;1986;");
  EXPECT_EQ(answer("LOAD CSV WITH HEADERS FROM 'file:///short.csv' AS line "
                   "RETURN line.name, line.year, size(keys(line))"),
            "'ABBA';null;3;'Roxette';'1986';3;'';null;3;");
  EXPECT_EQ(answer("LOAD CSV FROM 'file:///quotes.csv' AS line "
                   "RETURN line[1], size(line[1])"),
            "'The \"Symbol\"';12;");
  EXPECT_EQ(answer("UNWIND ['semicolon', 'quotes'] AS name "
                   "LOAD CSV FROM 'file:///' + name + '.csv' AS line RETURN name, count(*)"),
            "'semicolon';2;'quotes';1;");
}

/// Cypher manual, "CALL subqueries in transactions", section "Loading CSV data".
TEST_F(LoadCsv, FeedsInnerTransactions) {
  write("friends.csv", "1,Bill,26\n2,Max,27\n3,Anna,22\n4,Gladys,29\n5,Summer,24\n");
  open(folder_.path());
  auto result = session_->run(
      "LOAD CSV FROM 'file:///friends.csv' AS line "
      "CALL (line) { CREATE (:Person {name: line[1], age: toInteger(line[2])}) } "
      "IN TRANSACTIONS OF 2 ROWS");
  ASSERT_TRUE(result) << result.error().message;
  const QueryCounters& counters = result->summary().counters;
  EXPECT_EQ(counters.nodes_created, 5);
  EXPECT_EQ(counters.properties_set, 10);
  EXPECT_EQ(counters.labels_added, 5);
  EXPECT_EQ(counters.transactions_committed, 3);
}

TEST_F(LoadCsv, DecodesUrls) {
  write("a b%.csv", "1\n");
  open(folder_.path());
  EXPECT_EQ(answer("LOAD CSV FROM 'file:///a%20b%25.csv' AS line RETURN line[0]"), "'1';");
  EXPECT_EQ(answer("LOAD CSV FROM 'file://localhost/a%20b%25.csv' AS line RETURN line[0]"), "'1';");
  EXPECT_EQ(answer("LOAD CSV FROM 'a b%.csv' AS line RETURN line[0]"), "'1';");
  EXPECT_EQ(answer("LOAD CSV FROM 'file:///a%2' AS line RETURN line[0]"), "ArgumentError");
  EXPECT_EQ(answer("LOAD CSV FROM 'file:///%2e%2e/%2e%2e/etc/passwd' AS line RETURN line"),
            "ArgumentError");
}

TEST_F(LoadCsv, RefusesOtherPlacesAndBrokenFiles) {
  write("open.csv", "a,\"never closed\n");
  open(folder_.path());
  EXPECT_EQ(answer("LOAD CSV FROM '../../etc/passwd' AS line RETURN line"), "ArgumentError");
  EXPECT_EQ(answer("LOAD CSV FROM '/etc/passwd' AS line RETURN line"), "ArgumentError");
  EXPECT_EQ(answer("LOAD CSV FROM 'http://example.org/a.csv' AS line RETURN line"),
            "ArgumentError");
  EXPECT_EQ(answer("LOAD CSV FROM 'ftp://example.org/a.csv' AS line RETURN line"), "ArgumentError");
  EXPECT_EQ(answer("LOAD CSV FROM null AS line RETURN line"), "TypeError");
  EXPECT_EQ(answer("LOAD CSV FROM 1 AS line RETURN line"), "SyntaxError");
  EXPECT_EQ(answer("LOAD CSV FROM 'missing.csv' AS line RETURN line"), "IoError");
  EXPECT_EQ(answer("LOAD CSV FROM 'open.csv' AS line RETURN line"), "InputError");
}

}  // namespace
}  // namespace entente::testing
