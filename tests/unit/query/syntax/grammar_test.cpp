#include <gtest/gtest.h>

#include <tao/pegtl/contrib/analyze.hpp>

#include "query/syntax/grammar_statements.hpp"

// What the analysis needs to know of the rules that are written by hand: whether they consume.
namespace TAO_PEGTL_NAMESPACE {

namespace grammar = entente::query::grammar;

template <typename Name, std::size_t (*Scan)(std::string_view, std::size_t)>
struct analyze_traits<Name, grammar::scanned<Scan>> : analyze_any_traits<> {};
template <typename Name, bool (*Test)(std::string_view, std::size_t)>
struct analyze_traits<Name, grammar::ahead<Test>> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar::_> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar::end_of_text> : analyze_opt_traits<> {};
template <typename Name, entente::query::Keyword K>
struct analyze_traits<Name, grammar::keyword<K>> : analyze_any_traits<> {};
template <typename Name, char... C>
struct analyze_traits<Name, grammar::token<C...>> : analyze_any_traits<> {};
template <typename Name, bool Bar, class R>
struct analyze_traits<Name, grammar::nested<Bar, R>> : analyze_seq_traits<R> {};
template <typename Name>
struct analyze_traits<Name, grammar::allowed_bar> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar::pattern_ahead> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, grammar::single_dot> : analyze_any_traits<> {};
template <typename Name, entente::query::Keyword... K>
struct analyze_traits<Name, grammar::next_word<K...>> : analyze_opt_traits<> {};
template <typename Name, entente::query::Keyword K, char Bracket>
struct analyze_traits<Name, grammar::word_and_bracket<K, Bracket>> : analyze_opt_traits<> {};

}  // namespace TAO_PEGTL_NAMESPACE

namespace entente::query {
namespace {

TEST(Grammar, HasNoLeftRecursionAndNoEmptyLoop) {
  EXPECT_EQ(tao::pegtl::analyze<grammar::statement>(), 0U);
}

}  // namespace
}  // namespace entente::query
