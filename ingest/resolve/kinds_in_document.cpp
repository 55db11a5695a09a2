#include <map>
#include <set>

#include "ingest/resolve/resolver_steps.hpp"
#include "ingest/text/utf8.hpp"

namespace entente::ingest {

namespace {

/// Types between which a name by itself leaves doubt.
bool is_doubtful(EntityType type) {
  return is_corporate(type) || type == EntityType::Person || type == EntityType::City ||
         type == EntityType::Region;
}

bool is_voter(const Mention& mention) {
  return mention.form == MentionForm::name && is_doubtful(mention.type);
}

bool is_guessed(const Mention& mention) {
  constexpr double sure = 0.85;
  return !mention.told && mention.confidence <= sure;
}

/// The last words of full names: alone they may mean the person, whatever else is called so.
std::set<std::string> surnames(const std::vector<Mention>& mentions) {
  std::set<std::string> names;
  for (const Mention& mention : mentions) {
    if (mention.type != EntityType::Person || !is_voter(mention)) continue;
    const std::string key = name_key(mention.canonical);
    const auto space = key.rfind(' ');
    if (space != std::string::npos) names.insert(key.substr(space + 1));
  }
  return names;
}

}  // namespace

void agree_on_kinds(std::vector<Mention>& mentions) {
  // One that is told or known outweighs a few that are guessed.
  constexpr double weight_of_known = 3;
  std::map<std::string, std::map<EntityType, double>> votes;
  for (const Mention& mention : mentions) {
    if (!is_voter(mention)) continue;
    votes[name_key(mention.canonical)][mention.type] +=
        is_guessed(mention) ? mention.confidence : weight_of_known;
  }
  const auto persons = surnames(mentions);
  for (Mention& mention : mentions) {
    if (!is_voter(mention) || !is_guessed(mention)) continue;
    const std::string key = name_key(mention.canonical);
    if (persons.count(key) > 0) continue;
    auto& weights = votes[key];
    for (const auto& [type, weight] : weights) {
      if (weight > weights[mention.type]) mention.type = type;
    }
  }
}

}  // namespace entente::ingest
