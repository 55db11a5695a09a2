// Writes the gazetteer: one table of names from Debian's data packages, made at build time so that
// a machine that runs Entente needs none of them.
//
//   gazetteer_generator ISO_CODES_FOLDER WORDNET_FOLDER OUTPUT
//
// Output: lines "kind <tab> name <tab> canonical name <tab> code <tab> weight", sorted and unique:
//   country   from iso-codes and ICU (CLDR) display names; code is ISO 3166-1
//   currency  from iso-codes and ICU; code is ISO 4217
//   city      from libgeonames (GeoNames, CC BY 4.0); code is the country's, weight the population
//   region, waterway, person, organization, event   from WordNet's instances
//   noun      a noun whose commonest sense is a person (code p), a group (g) or a place (l), with
//   the
//             sex of the person (m f) where the noun tells it
//   word      a common English word (WordNet lemmas that occur in its sense-tagged texts); code has
//             one letter for each part of speech: n v a r

#include <geonames/geonames.h>
#include <unicode/localpointer.h>
#include <unicode/locid.h>
#include <unicode/ucurr.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace {

using Json = nlohmann::json;

/// Collects the lines; the set makes the output independent of the order of the inputs.
class Table {
 public:
  void add(const std::string& kind, const std::string& name, const std::string& canonical,
           const std::string& code = {}, long weight = 0) {
    if (name.empty() || name.find('\t') != std::string::npos) return;
    lines_.insert(kind + '\t' + name + '\t' + canonical + '\t' + code + '\t' +
                  std::to_string(weight));
  }
  bool write(const std::string& path) const {
    std::ofstream out(path, std::ios::binary);
    for (const auto& line : lines_) out << line << '\n';
    return static_cast<bool>(out.flush());
  }

 private:
  std::set<std::string> lines_;
};

[[noreturn]] void fail(const std::string& message) {
  std::cerr << "gazetteer_generator: " << message << '\n';
  std::exit(1);
}

Json load_json(const std::string& path) {
  std::ifstream file(path);
  if (!file) fail("cannot read " + path);
  return Json::parse(file);
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

void add_countries(Table& table, const std::string& folder) {
  const Json document = load_json(folder + "/iso_3166-1.json");
  for (const Json& entry : document["3166-1"]) {
    const std::string code = entry["alpha_2"];
    icu::UnicodeString display;
    icu::Locale("", code.c_str()).getDisplayCountry(icu::Locale::getEnglish(), display);
    const std::string canonical = utf8(display);
    table.add("country", canonical, canonical, code);
    for (const char* key : {"name", "common_name", "official_name"}) {
      if (!entry.contains(key)) continue;
      const std::string name = entry[key];
      // "Iran, Islamic Republic of" is an index entry, not something that is written in prose.
      if (name.find(',') == std::string::npos) table.add("country", name, canonical, code);
    }
  }
}

std::string currency_name(const std::string& code, const char* plural) {
  const icu::UnicodeString wide = icu::UnicodeString::fromUTF8(code);
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = 0;
  const UChar* name = plural == nullptr
                          ? ucurr_getName(icu::UnicodeString(wide).getTerminatedBuffer(), "en",
                                          UCURR_LONG_NAME, nullptr, &length, &status)
                          : ucurr_getPluralName(icu::UnicodeString(wide).getTerminatedBuffer(),
                                                "en", nullptr, plural, &length, &status);
  // ICU answers with the code itself where it has no name.
  if (U_FAILURE(status) || status == U_USING_DEFAULT_WARNING) return {};
  return utf8(icu::UnicodeString(name, length));
}

void add_currencies(Table& table, const std::string& folder) {
  const Json document = load_json(folder + "/iso_4217.json");
  for (const Json& entry : document["4217"]) {
    const std::string code = entry["alpha_3"];
    const std::string canonical = currency_name(code, "one");
    if (canonical.empty() || canonical == code || code[0] == 'X') continue;
    for (const std::string& name :
         {canonical, currency_name(code, nullptr), currency_name(code, "other")}) {
      table.add("currency", name, canonical, code);
    }
  }
}

void add_cities(Table& table) {
  const int count = geonames_get_n_cities();
  if (count < 1000) fail("libgeonames has no cities");
  for (int i = 0; i < count; ++i) {
    GeonamesCity* city = geonames_get_city(i);
    const std::string name = geonames_city_get_name(city);
    table.add("city", name, name, geonames_city_get_country_code(city),
              static_cast<long>(geonames_city_get_population(city)));
    geonames_city_free(city);
  }
}

struct Synset {
  std::vector<std::string> words;
  std::vector<std::string> parents;
  std::vector<std::string> classes;
  /// Number of the lexicographer file, which is a class of nouns: lexnames(5WN).
  std::string file_number;
};

std::string spaced(std::string word) {
  for (char& c : word) c = c == '_' ? ' ' : c;
  return word;
}

/// One line of a WordNet data file: wndb(5WN).
Synset parse_synset(const std::string& line) {
  std::istringstream in(line.substr(0, line.find(" | ")));
  std::string offset;
  std::string kind;
  Synset synset;
  in >> offset >> synset.file_number >> kind;
  int words = 0;
  in >> std::hex >> words >> std::dec;
  for (int i = 0; i < words; ++i) {
    std::string word;
    std::string id;
    in >> word >> id;
    // Adjectives carry a syntactic marker: "galore(ip)".
    synset.words.push_back(spaced(word.substr(0, word.find('('))));
  }
  int pointers = 0;
  in >> pointers;
  for (int i = 0; i < pointers; ++i) {
    std::string symbol;
    std::string target;
    std::string part;
    std::string ends;
    in >> symbol >> target >> part >> ends;
    if (symbol == "@") synset.parents.push_back(target);
    if (symbol == "@i") synset.classes.push_back(target);
  }
  return synset;
}

std::map<std::string, Synset> load_synsets(const std::string& path) {
  std::ifstream file(path);
  if (!file) fail("cannot read " + path);
  std::map<std::string, Synset> synsets;
  std::string line;
  while (std::getline(file, line)) {
    if (!line.empty() && line[0] != ' ') synsets[line.substr(0, 8)] = parse_synset(line);
  }
  return synsets;
}

/// Our kind of a class of instances, found by walking up from it; the nearest ancestor decides.
std::string kind_of_class(const std::map<std::string, Synset>& synsets, const std::string& id) {
  static const std::map<std::string, std::string> kinds = {
      {"person", "person"},
      {"body of water", "waterway"},
      {"stream", "waterway"},
      {"canal", "waterway"},
      {"channel", "waterway"},
      {"city", ""},
      {"town", ""},
      {"capital", ""},
      {"country", ""},
      {"deity", ""},
      {"imaginary being", ""},
      {"religious person", ""},
      {"peninsula", "region"},
      {"island", "region"},
      {"continent", "region"},
      {"archipelago", "region"},
      {"desert", "region"},
      {"geographical area", "region"},
      {"American state", "region"},
      {"province", "region"},
      {"state", "region"},
      {"geographic region", "region"},
      {"war", "event"},
      {"battle", "event"},
      {"international organization", "organization"},
      {"alliance", "organization"},
      {"agency", "organization"},
      {"terrorist organization", "organization"}};
  std::string at = id;
  for (int depth = 0; depth < 20; ++depth) {
    const auto found = synsets.find(at);
    if (found == synsets.end()) return {};
    for (const std::string& word : found->second.words) {
      if (const auto kind = kinds.find(word); kind != kinds.end()) return kind->second;
    }
    if (found->second.parents.empty()) return {};
    at = found->second.parents.front();
  }
  return {};
}

bool capital(const std::string& word) { return !word.empty() && word[0] >= 'A' && word[0] <= 'Z'; }

void add_instances(Table& table, const std::map<std::string, Synset>& synsets) {
  for (const auto& [id, synset] : synsets) {
    if (synset.classes.empty()) continue;
    const std::string kind = kind_of_class(synsets, synset.classes.front());
    if (kind.empty()) continue;
    // The fullest form of a person's name is the canonical one; elsewhere it is the first word.
    std::string canonical = synset.words.front();
    if (kind == "person") {
      for (const std::string& word : synset.words) {
        const bool title = word.find('.') != std::string::npos;
        if (word.find(' ') != std::string::npos && !title) {
          canonical = word;
          break;
        }
      }
      if (canonical.find(' ') == std::string::npos) continue;
    }
    for (const std::string& word : synset.words) {
      if (capital(word)) table.add(kind, word, canonical);
    }
  }
}

/// Lemmas with a tagged sense, from an index file, and whether they are written in lower case.
void add_words(Table& table, const std::string& folder) {
  const std::vector<std::pair<std::string, std::string>> parts = {
      {"noun", "n"}, {"verb", "v"}, {"adj", "a"}, {"adv", "r"}};
  std::map<std::string, std::string> letters;
  for (const auto& [name, letter] : parts) {
    std::set<std::string> lower;
    for (const auto& [id, synset] : load_synsets(folder + "/data." + name)) {
      for (const std::string& word : synset.words) {
        if (word.find_first_not_of("abcdefghijklmnopqrstuvwxyz") == std::string::npos) {
          lower.insert(word);
        }
      }
    }
    std::ifstream index(folder + "/index." + name);
    std::string line;
    while (std::getline(index, line)) {
      std::istringstream in(line);
      std::string lemma;
      std::string part;
      int senses = 0;
      int pointers = 0;
      if (!(in >> lemma >> part >> senses >> pointers)) continue;
      std::string skip;
      for (int i = 0; i < pointers; ++i) in >> skip;
      int again = 0;
      int tagged = 0;
      in >> again >> tagged;
      if (tagged > 0 && lower.count(lemma) > 0) letters[lemma] += letter;
    }
  }
  for (const auto& [lemma, codes] : letters) table.add("word", lemma, "", codes);
}

/// Whether a class above the synset has this word.
bool is_below(const std::map<std::string, Synset>& synsets, const std::string& id,
              const std::string& word, int depth) {
  constexpr int deepest = 20;
  const auto found = synsets.find(id);
  if (found == synsets.end() || depth > deepest) return false;
  const auto& words = found->second.words;
  if (std::find(words.begin(), words.end(), word) != words.end()) return true;
  return std::any_of(
      found->second.parents.begin(), found->second.parents.end(),
      [&](const std::string& parent) { return is_below(synsets, parent, word, depth + 1); });
}

/// Nouns for persons, groups and places, by their first (commonest) sense.
void add_nouns(Table& table, const std::map<std::string, Synset>& synsets,
               const std::string& folder) {
  const std::map<std::string, std::string> codes = {{"18", "p"}, {"14", "g"}, {"15", "l"}};
  std::ifstream index(folder + "/index.noun");
  std::string line;
  while (std::getline(index, line)) {
    std::istringstream in(line);
    std::string lemma;
    std::string part;
    std::string skip;
    int senses = 0;
    int pointers = 0;
    if (!(in >> lemma >> part >> senses >> pointers)) continue;
    if (lemma.find_first_not_of("abcdefghijklmnopqrstuvwxyz") != std::string::npos) continue;
    for (int i = 0; i < pointers + 2; ++i) in >> skip;
    std::string first;
    in >> first;
    const auto synset = synsets.find(first);
    if (synset == synsets.end() || !synset->second.classes.empty()) continue;
    const auto code = codes.find(synset->second.file_number);
    if (code == codes.end()) continue;
    const bool lower = std::find(synset->second.words.begin(), synset->second.words.end(), lemma) !=
                       synset->second.words.end();
    if (!lower) continue;
    std::string letters = code->second;
    if (letters == "p" && is_below(synsets, first, "female person", 0)) letters += 'f';
    if (letters == "p" && is_below(synsets, first, "male person", 0)) letters += 'm';
    table.add("noun", lemma, "", letters);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) fail("usage: gazetteer_generator ISO_CODES_FOLDER WORDNET_FOLDER OUTPUT");
  const std::string iso = argv[1];
  const std::string wordnet = argv[2];
  Table table;
  add_countries(table, iso);
  add_currencies(table, iso);
  add_cities(table);
  const auto nouns = load_synsets(wordnet + "/data.noun");
  add_instances(table, nouns);
  add_nouns(table, nouns, wordnet);
  add_words(table, wordnet);
  if (!table.write(argv[3])) fail(std::string("cannot write ") + argv[3]);
  return 0;
}
