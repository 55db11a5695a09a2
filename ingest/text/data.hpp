#pragma once

#include <string_view>

/// Data files of the source tree, compiled in so that nothing has to be found at run time. See
/// ingest/CMakeLists.txt for which file is which.
namespace entente::ingest::data {

std::string_view boilerplate();
std::string_view clause_words();
std::string_view calibration();
std::string_view countries();
std::string_view currencies();
std::string_view entities();
std::string_view family_names_first();
std::string_view female_names();
std::string_view gazetteer();
std::string_view given_names();
std::string_view heads();
std::string_view html_classes();
std::string_view irregular_verbs();
std::string_view name_variants();
std::string_view male_names();
std::string_view reference_weights();
std::string_view secondary_offices();
std::string_view things();
std::string_view triple_weights();
std::string_view word_classes();
std::string_view frames();

}  // namespace entente::ingest::data
