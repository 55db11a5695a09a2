#include <algorithm>
#include <array>

#include "ingest/text/tokens.hpp"

namespace entente::ingest {

namespace {

constexpr std::array<std::string_view, 37> leading = {
    "adm.",  "amb.", "art.", "brig.", "capt.", "cmdr.",   "col.",  "cpl.", "dr.", "fr.",
    "gen.",  "gov.", "hon.", "lt.",   "maj.",  "messrs.", "mr.",   "mrs.", "ms.", "mt.",
    "mx.",   "no.",  "nos.", "pres.", "prof.", "rep.",    "reps.", "rev.", "rt.", "sen.",
    "sens.", "sgt.", "sr.",  "st.",   "ste.",  "supt.",   "vs."};

constexpr std::array<std::string_view, 41> trailing = {
    "approx.", "apr.", "assn.", "aug.",  "ave.", "bros.", "ca.",  "cf.",  "co.",  "corp.", "dec.",
    "dept.",   "e.g.", "ed.",   "est.",  "etc.", "feb.",  "fig.", "i.e.", "inc.", "intl.", "jan.",
    "jr.",     "jul.", "jun.",  "ltd.",  "mar.", "mfg.",  "min.", "nov.", "oct.", "p.m.",  "plc.",
    "pp.",     "rd.",  "sep.",  "sept.", "tel.", "univ.", "v.",   "viz."};

}  // namespace

bool is_leading_abbreviation(std::string_view form) {
  return std::find(leading.begin(), leading.end(), form) != leading.end();
}

bool is_abbreviation(std::string_view form) {
  if (is_leading_abbreviation(form)) return true;
  if (std::find(trailing.begin(), trailing.end(), form) != trailing.end()) return true;
  // Letters that alternate with stops: "u.s.", "p.m.", an initial such as "j.".
  if (form.size() < 2 || form.size() % 2 != 0) return false;
  for (std::size_t i = 0; i < form.size(); i += 2) {
    if (form[i] < 'a' || form[i] > 'z' || form[i + 1] != '.') return false;
  }
  return true;
}

}  // namespace entente::ingest
