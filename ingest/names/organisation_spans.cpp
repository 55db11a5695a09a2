#include <algorithm>

#include "ingest/names/name_rules.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

bool is_article(std::string_view form) { return form == "the" || form == "a" || form == "an"; }

TokenRange without_article(const NameContext& context, TokenRange range) {
  if (range.first < range.last && is_article(context.form(range.first))) ++range.first;
  return range;
}

/// Some reading of exactly these words is an organisation or a company.
bool is_known(const NameContext& context, TokenRange range) {
  const auto readings =
      context.gazetteer().lookup(name_key(context.words(range.first, range.last)));
  return std::any_of(readings.begin(), readings.end(), [](const GazetteerEntry& reading) {
    return is_corporate(reading.type) && reading.form == MentionForm::name;
  });
}

bool is_known_place(const NameContext& context, TokenRange range) {
  const auto readings =
      context.gazetteer().lookup(name_key(context.words(range.first, range.last)));
  return std::any_of(readings.begin(), readings.end(), [](const GazetteerEntry& reading) {
    return reading.type == EntityType::City || reading.type == EntityType::Region ||
           reading.type == EntityType::Country;
  });
}

/// Two words or more, with a word that makes an organisation's name at their end or before "of" and
/// the like: "Polish Academy of Sciences", "Law Faculty". What follows "of" does not count.
bool has_own_head(const NameContext& context, TokenRange range) {
  if (range.last - range.first < 2) return false;
  for (std::uint32_t i = range.first; i < range.last; ++i) {
    const auto* head = context.gazetteer().head(context.form(i));
    const std::string_view next = i + 1 < range.last ? context.form(i + 1) : std::string_view{};
    const bool at_end = next.empty() || next == "of" || next == "for" || next == "on";
    if (head != nullptr && is_corporate(head->type) && at_end) return context.token(i).upper;
    if (context.form(i) == "of") return false;
  }
  return false;
}

/// A word of the name is not simply English ("Trade", "Industry").
bool is_proper(const NameContext& context, TokenRange range) {
  for (std::uint32_t i = range.first; i < range.last; ++i) {
    const Token& token = context.token(i);
    if (token.upper && (!context.gazetteer().is_common_word(token.form) ||
                        (token.form.size() > 1 && all_upper(token.text(context.document()))))) {
      return true;
    }
  }
  return false;
}

/// The tree joins what stands before "and" to what stands behind it.
bool is_coordinated(const NameContext& context, std::uint32_t mark, TokenRange right) {
  if (context.parsed() == nullptr) return true;
  const auto* joint = context.parsed_token(mark);
  const std::uint32_t joint_head = context.begin() + joint->head;
  const bool joins =
      joint->relation == "cc" && joint_head >= right.first && joint_head < right.last;
  const std::uint32_t head = head_of_name(context, right.first, right.last);
  return joins || context.parsed_token(head)->relation == "conj";
}

/// "A and B", where A is an organisation by itself and B is one or at least a name; not "Ministry
/// of Trade and Industry", "Ernst and Young LLP".
bool is_joint(const NameContext& context, TokenRange left, std::uint32_t mark, TokenRange right) {
  const std::string_view form = context.form(mark);
  if (form != "and" && form != ",") return false;
  if (form == "," && context.form(mark + 1) == "and") right.first = mark + 2;
  right = without_article(context, right);
  if (left.first >= left.last || right.first >= right.last) return false;
  if (context.in_class("legal_form", right.first) > 0 || is_known_place(context, right))
    return false;
  const std::string name = context.words(right.first, right.last);
  if (context.words(left.first, left.last) == name || !is_coordinated(context, mark, right)) {
    return false;
  }
  const auto evident = [&](TokenRange side) {
    return is_known(context, side) || context.stands_alone(side.first, side.last);
  };
  const bool left_has_kind = is_known(context, left) || has_own_head(context, left) ||
                             context.in_class("legal_form", left.last - 1) > 0;
  if (!left_has_kind && !context.stands_alone(left.first, left.last)) return false;
  if (evident(right)) return true;
  const auto holds_link = [&](TokenRange side) {
    return std::any_of(context.tokens().begin() + side.first, context.tokens().begin() + side.last,
                       [](const Token& t) { return t.form == "of" || t.form == "for"; });
  };
  // What "of" opened may go on behind "and".
  const bool open = holds_link(left);
  if (has_own_head(context, right)) {
    // "Pacific Gas and Electric Company": the last word may tell what both together are.
    return holds_link(right) || (left_has_kind && is_proper(context, right));
  }
  return left_has_kind && form == "and" && !open && is_proper(context, right);
}

/// "Board of Trustees", "Central Committee": every organisation has one, so its name goes on.
bool is_body(const NameContext& context, TokenRange range) {
  for (std::uint32_t i = range.first; i < range.last && context.form(i) != "of"; ++i) {
    if (context.in_class("body_noun", i) == 1) return true;
  }
  return false;
}

/// "Faculty of Law | of the | University of Oslo": two complete names, the first a part of the
/// second; not "Bank of the West".
bool is_part_of(const NameContext& context, TokenRange left, std::uint32_t mark, TokenRange right) {
  const std::string_view form = context.form(mark);
  if (form != "of" && form != "at" && form != "in" && form != "within") return false;
  const bool article = is_article(context.form(right.first));
  const bool left_is_open = std::none_of(
      context.tokens().begin() + left.first, context.tokens().begin() + left.last,
      [](const Token& t) { return t.form == "of" || t.form == "for" || t.form == "on"; });
  // "Institute of Central Bank Studies": without an article "of" only tells what the name is about.
  if (form == "of" && !article && left_is_open) return false;
  right = without_article(context, right);
  if (right.first >= right.last || is_body(context, left)) return false;
  return has_own_head(context, left) && (has_own_head(context, right) || is_known(context, right));
}

/// "Russian Telecom Company MTS": nationality and kind describe the name that follows.
TokenRange without_descriptor(const NameContext& context, TokenRange range) {
  const auto match = context.gazetteer().find(context.document(), context.tokens(), range.first);
  if (match.entry == nullptr || match.entry->form != MentionForm::adjective) return range;
  std::uint32_t name = range.first;
  for (std::uint32_t i = range.first + match.token_count; i + 1 < range.last; ++i) {
    const std::string_view form = context.form(i);
    if (form == "of" || form == "for" || form == "on") return range;
    if (context.in_class("company_noun", i) == 1 || context.in_class("agency_noun", i) == 1) {
      name = i + 1;
    }
  }
  if (name == range.first) return range;
  const TokenRange rest = {name, range.last};
  const bool form_of_company = context.in_class("legal_form", rest.first) > 0;
  return is_proper(context, rest) && !form_of_company ? rest : range;
}

}  // namespace

std::vector<TokenRange> split_organisations(const NameContext& context, TokenRange range) {
  std::vector<TokenRange> found;
  TokenRange left = range;
  for (std::uint32_t i = range.first + 1; i + 1 < range.last; ++i) {
    left.last = i;
    const TokenRange right = {i + 1, range.last};
    if (!is_joint(context, left, i, right) && !is_part_of(context, left, i, right)) continue;
    found.push_back(without_descriptor(context, left));
    left.first = i + 1;
    if (context.form(left.first) == "and") ++left.first;
    left = without_article(context, {left.first, range.last});
    i = left.first;
  }
  left.last = range.last;
  if (left.first < left.last) found.push_back(without_descriptor(context, left));
  return found;
}

}  // namespace entente::ingest
