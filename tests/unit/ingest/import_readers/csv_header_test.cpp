#include "ingest/import_readers/csv_header.hpp"

#include <gtest/gtest.h>

namespace entente::importing {
namespace {

Result<CsvHeader> header(const std::vector<std::string>& texts, CsvTableKind kind,
                         const ImportPlan& plan = {}) {
  std::vector<storage::CsvField> fields;
  for (const std::string& text : texts) fields.push_back({text, false});
  return read_csv_header(fields, plan, kind);
}

std::string mistake(const std::vector<std::string>& texts, CsvTableKind kind) {
  const auto read = header(texts, kind);
  return read ? "none" : read.error().message + " | " + read.error().hint;
}

TEST(CsvHeaderTest, RolesSpacesAndOptions) {
  const auto read =
      header({"uuid:ID(Person){label:Person, id-type: long}", "name", ":LABEL", "rest:IGNORE",
              "at:datetime{timezone:Europe/Stockholm}", "tags:string[]"},
             CsvTableKind::nodes);
  ASSERT_TRUE(read) << read.error().message;
  const auto& columns = read->columns;
  EXPECT_TRUE(read->has_roles);
  EXPECT_EQ(columns[0].name, "uuid");
  EXPECT_EQ(columns[0].role, ColumnRole::id);
  EXPECT_EQ(columns[0].space, "Person");
  EXPECT_EQ(columns[0].options.at("label"), "Person");
  EXPECT_EQ(columns[0].spec.type, ColumnType::integer);
  EXPECT_TRUE(columns[0].stored());
  EXPECT_EQ(columns[1].spec.type, ColumnType::string);
  EXPECT_EQ(columns[2].role, ColumnRole::label);
  EXPECT_EQ(columns[3].role, ColumnRole::ignore);
  EXPECT_FALSE(columns[3].stored());
  EXPECT_EQ(columns[4].spec.options.at("timezone"), "Europe/Stockholm");
  EXPECT_TRUE(columns[5].spec.list);
}

TEST(CsvHeaderTest, PlainNamesGetTheirRolesFromThePlan) {
  ImportPlan plan;
  plan.from_column = "a";
  plan.to_column = "b";
  plan.types["w"] = *parse_column_spec("float");
  const auto read = header({"b", "w", "a", "note"}, CsvTableKind::relationships, plan);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_FALSE(read->has_roles);
  EXPECT_EQ(read->with_role(ColumnRole::start), std::vector<std::size_t>{2});
  EXPECT_EQ(read->with_role(ColumnRole::end), std::vector<std::size_t>{0});
  EXPECT_EQ(read->columns[1].spec.type, ColumnType::floating);
  EXPECT_EQ(read->columns[3].spec.type, ColumnType::inferred);
}

TEST(CsvHeaderTest, ManyIdsMayMakeOne) {
  const auto read = header({"a:ID", "b:ID", ":LABEL"}, CsvTableKind::nodes);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->with_role(ColumnRole::id).size(), 2U);
}

TEST(CsvHeaderTest, Mistakes) {
  const auto nodes = CsvTableKind::nodes;
  const auto relationships = CsvTableKind::relationships;
  EXPECT_NE(mistake({"idd", "name"}, nodes).find("there is no column 'id' | did you mean 'idd'?"),
            std::string::npos);
  EXPECT_NE(mistake({"id", "a", "a"}, nodes).find("'a' comes twice"), std::string::npos);
  EXPECT_NE(mistake({"id", ""}, nodes).find("column 2 has no valid name"), std::string::npos);
  EXPECT_NE(mistake({"id", "a:blob"}, nodes).find("there is no column type 'blob'"),
            std::string::npos);
  EXPECT_NE(mistake({":ID{label}"}, nodes).find("cannot understand the options"),
            std::string::npos);
  EXPECT_NE(mistake({":ID{colour:red}"}, nodes).find("has no option 'colour'"), std::string::npos);
  EXPECT_NE(mistake({":ID", ":TYPE"}, nodes).find(":TYPE does not belong into a file of nodes"),
            std::string::npos);
  EXPECT_NE(mistake({":START_ID", ":TYPE"}, relationships).find("there is no column :END_ID"),
            std::string::npos);
  EXPECT_NE(mistake({":START_ID", ":START_ID", ":END_ID"}, relationships)
                .find("several columns :START_ID"),
            std::string::npos);
  EXPECT_NE(mistake({"from", "too"}, relationships).find("did you mean 'too'?"), std::string::npos);
}

}  // namespace
}  // namespace entente::importing
