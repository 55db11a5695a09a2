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

TEST_F(LoadCsv, RefusesOtherPlacesAndBrokenFiles) {
  write("open.csv", "a,\"never closed\n");
  open(folder_.path());
  EXPECT_EQ(answer("LOAD CSV FROM '../../etc/passwd' AS line RETURN line"), "ArgumentError");
  EXPECT_EQ(answer("LOAD CSV FROM '/etc/passwd' AS line RETURN line"), "ArgumentError");
  EXPECT_EQ(answer("LOAD CSV FROM 'http://example.org/a.csv' AS line RETURN line"),
            "ArgumentError");
  EXPECT_EQ(answer("LOAD CSV FROM 'missing.csv' AS line RETURN line"), "IoError");
  EXPECT_EQ(answer("LOAD CSV FROM 'open.csv' AS line RETURN line"), "InputError");
}

}  // namespace
}  // namespace entente::testing
