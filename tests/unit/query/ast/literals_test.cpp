#include "query/ast/literals.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace entente::query {
namespace {

constexpr Span span{10, 20};

TEST(Numbers, Integers) {
  EXPECT_TRUE(identical(*decode_number("0", span, false), Value(0)));
  EXPECT_TRUE(identical(*decode_number("007", span, false), Value(7)));
  EXPECT_TRUE(identical(*decode_number("0xff", span, false), Value(255)));
  EXPECT_TRUE(identical(*decode_number("0XFF", span, true), Value(-255)));
  EXPECT_TRUE(identical(*decode_number("0o17", span, false), Value(15)));
  EXPECT_TRUE(identical(*decode_number("1_000", span, false), Value(1000)));
  EXPECT_TRUE(identical(*decode_number("0x_FF_FF", span, false), Value(0xFFFF)));
  EXPECT_TRUE(identical(*decode_number("0o_17", span, false), Value(15)));
  EXPECT_TRUE(identical(*decode_number("9223372036854775807", span, false),
                        Value(std::numeric_limits<std::int64_t>::max())));
  EXPECT_TRUE(identical(*decode_number("9223372036854775808", span, true),
                        Value(std::numeric_limits<std::int64_t>::min())));
  EXPECT_TRUE(identical(*decode_number("0x8000000000000000", span, true),
                        Value(std::numeric_limits<std::int64_t>::min())));
}

TEST(Numbers, Floats) {
  EXPECT_TRUE(identical(*decode_number("1.5", span, false), Value(1.5)));
  EXPECT_TRUE(identical(*decode_number(".5", span, true), Value(-0.5)));
  EXPECT_TRUE(identical(*decode_number("1e3", span, false), Value(1000.0)));
  EXPECT_TRUE(identical(*decode_number("1E-3", span, false), Value(0.001)));
  EXPECT_TRUE(identical(*decode_number("1.7976931348623157e308", span, false),
                        Value(std::numeric_limits<double>::max())));
  EXPECT_TRUE(identical(*decode_number("4.9e-324", span, false),
                        Value(std::numeric_limits<double>::denorm_min())));
  EXPECT_TRUE(identical(*decode_number("1e-999", span, false), Value(0.0)));
}

struct WrongNumber {
  const char* text;
  bool negative;
  const char* detail;
};

TEST(Numbers, Wrong) {
  for (const WrongNumber& wrong : {WrongNumber{"9223372036854775808", false, "IntegerOverflow"},
                                   {"9223372036854775809", true, "IntegerOverflow"},
                                   {"0x8000000000000000", false, "IntegerOverflow"},
                                   {"0o1000000000000000000000", false, "IntegerOverflow"},
                                   {"1e309", false, "FloatingPointOverflow"},
                                   {"1e309", true, "FloatingPointOverflow"},
                                   {"0x", false, "InvalidNumberLiteral"},
                                   {"0xG", false, "InvalidNumberLiteral"},
                                   {"0o8", false, "InvalidNumberLiteral"},
                                   {"0b1", false, "InvalidNumberLiteral"},
                                   {"12a", false, "InvalidNumberLiteral"},
                                   {"1e", false, "InvalidNumberLiteral"},
                                   {"1.5x", false, "InvalidNumberLiteral"},
                                   {"1__0", false, "InvalidNumberLiteral"},
                                   {"0x__1", false, "InvalidNumberLiteral"},
                                   {"0_x1", false, "InvalidNumberLiteral"},
                                   {"1_", false, "InvalidNumberLiteral"}}) {
    const auto value = decode_number(wrong.text, span, wrong.negative);
    ASSERT_FALSE(value) << wrong.text;
    EXPECT_EQ(value.error().detail, wrong.detail) << wrong.text;
    EXPECT_EQ(value.error().error_class, ErrorClass::syntax_error);
    EXPECT_EQ(value.error().phase, Phase::compile_time);
    EXPECT_EQ(value.error().span, span);
  }
}

TEST(Strings, Escapes) {
  EXPECT_EQ(*decode_string(R"('')", span), "");
  EXPECT_EQ(*decode_string(R"('a"b')", span), "a\"b");
  EXPECT_EQ(*decode_string(R"("a'b")", span), "a'b");
  EXPECT_EQ(*decode_string(R"('\\\'\"\`\b\f\n\r\t')", span), "\\'\"`\b\f\n\r\t");
  EXPECT_EQ(*decode_string(R"('\u00e9\u540D')", span), "é名");
  EXPECT_EQ(*decode_string(R"('\U0001F600')", span), "😀");
  EXPECT_EQ(*decode_string(R"('\uD83D\uDE00')", span), "😀");
  EXPECT_EQ(*decode_string("'line\nbreak'", span), "line\nbreak");
}

TEST(Strings, Wrong) {
  for (const char* text :
       {R"('\u')", R"('\uH')", R"('\u12')", R"('\uD83D')", R"('\uDE00')", R"('\uD83Dx')",
        R"('\uD83D\u0041')", R"('\U00110000')", R"('\U1F600')"}) {
    const auto value = decode_string(text, span);
    ASSERT_FALSE(value) << text;
    EXPECT_EQ(value.error().detail, "InvalidUnicodeLiteral") << text;
    EXPECT_EQ(value.error().span.begin, span.begin + 1) << text;
  }
  const auto value = decode_string(R"('ab\q')", span);
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().detail, "InvalidEscapeSequence");
  EXPECT_EQ(value.error().span, (Span{13, 15}));
}

TEST(Strings, QuotingIsUndoneByDecoding) {
  for (const std::string text : {"", "plain", "it's", "back\\slash", "a\nb\tc\r", "é名😀", "\"`"}) {
    EXPECT_EQ(*decode_string(quote_string(text), span), text);
  }
}

TEST(Names, QuotingIsUndoneByDecoding) {
  for (const std::string name : {"plain", "odd name", "a`b", "`", "match", "1st", "é"}) {
    EXPECT_EQ(decode_name(quote_name(name)), name);
    EXPECT_EQ(decode_name(quote_schema_name(name)), name);
  }
  EXPECT_EQ(quote_name("match"), "`match`");
  EXPECT_EQ(quote_schema_name("match"), "match");
  EXPECT_EQ(quote_schema_name(""), "``");
}

}  // namespace
}  // namespace entente::query
