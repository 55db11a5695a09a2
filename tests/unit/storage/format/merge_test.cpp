#include "storage/format/merge.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "storage/format/counter.hpp"
#include "storage/format/version.hpp"

namespace entente::storage {
namespace {

std::vector<std::string_view> views(const std::vector<std::string>& texts) {
  return {texts.begin(), texts.end()};
}

TEST(CounterTest, AddsBaseAndOperands) {
  const std::vector<std::string> operands = {encode_counter(5), encode_counter(-7)};
  const auto partial = merge_partial(MergeKind::counter, views(operands));
  ASSERT_TRUE(partial);
  EXPECT_EQ(decode_counter(*partial).value_or(0), -2);
  const std::string base = encode_counter(10);
  const auto full = merge_full(MergeKind::counter, base, views({*partial}));
  ASSERT_TRUE(full);
  EXPECT_EQ(decode_counter(*full).value_or(0), 8);
  const auto from_nothing = merge_full(MergeKind::counter, std::nullopt, views(operands));
  EXPECT_EQ(decode_counter(*from_nothing).value_or(0), -2);
}

TEST(CounterTest, OverflowAndWrongLengthAreCorruption) {
  const std::string largest = encode_counter(std::numeric_limits<std::int64_t>::max());
  const auto overflow = merge_full(MergeKind::counter, largest, views({encode_counter(1)}));
  ASSERT_FALSE(overflow);
  EXPECT_EQ(overflow.error().error_class, ErrorClass::corruption);
  EXPECT_FALSE(decode_counter("1234567"));
  EXPECT_FALSE(decode_counter("123456789"));
}

TEST(CounterTest, ZeroMeansNothing) {
  EXPECT_TRUE(is_empty_value(MergeKind::counter, encode_counter(0)));
  EXPECT_FALSE(is_empty_value(MergeKind::counter, encode_counter(1)));
}

TEST(MergeTest, FamiliesWithoutAMergeRefuse) {
  EXPECT_EQ(merge_full(MergeKind::none, "a", views({"b"})).error().error_class,
            ErrorClass::internal);
  EXPECT_EQ(merge_partial(MergeKind::none, views({"b"})).error().error_class, ErrorClass::internal);
  EXPECT_FALSE(is_empty_value(MergeKind::none, ""));
}

TEST(FormatVersionTest, RoundTripAndDamage) {
  const std::string value = encode_format_version();
  EXPECT_EQ(value, std::string("ENTENTE\0\x01\0\0\0", 12));
  EXPECT_EQ(decode_format_version(value).value_or(0), format_version);
  EXPECT_EQ(decode_format_version("SQLite format 3").error().error_class,
            ErrorClass::not_a_database);
  EXPECT_EQ(decode_format_version(value.substr(0, 10)).error().error_class, ErrorClass::corruption);
}

TEST(FormatVersionTest, NewerFormatsAreRefusedNamingBothVersions) {
  EXPECT_EQ(check_format_version(format_version).value_or(FormatAction::migrate),
            FormatAction::none);
  const auto newer = check_format_version(format_version + 41);
  ASSERT_FALSE(newer);
  EXPECT_EQ(newer.error().error_class, ErrorClass::format_version);
  EXPECT_NE(newer.error().message.find(std::to_string(format_version + 41)), std::string::npos);
  EXPECT_NE(newer.error().message.find("to " + std::to_string(format_version)), std::string::npos);
  EXPECT_FALSE(check_format_version(0));
}

TEST(FormatVersionTest, MigrationRunsTheMissingStepsInOrder) {
  std::string trace;
  using Step = Migration<std::string>;
  const std::vector<Step> steps = {{1, "first",
                                    [](std::string& s) -> Status {
                                      s += "1";
                                      return {};
                                    }},
                                   {2, "second",
                                    [](std::string& s) -> Status {
                                      s += "2";
                                      return {};
                                    }},
                                   {3, "third", [](std::string&) -> Status {
                                      return Error::plain(ErrorClass::io_error, "no");
                                    }}};
  const auto stamp = [&](std::uint32_t version) -> Status {
    trace += "v" + std::to_string(version);
    return {};
  };
  const auto status = migrate<std::string>(trace, 2, steps, stamp);
  ASSERT_FALSE(status);
  EXPECT_EQ(status.error().error_class, ErrorClass::io_error);
  EXPECT_EQ(trace, "2v3");
}

}  // namespace
}  // namespace entente::storage
