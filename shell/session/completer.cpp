#include "shell/session/completer.hpp"

#include <algorithm>
#include <cctype>

#include "entente/language.hpp"
#include "shell/base/words.hpp"

namespace entente::shell {
namespace {

char lower(char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); }

bool begins_with(std::string_view name, std::string_view prefix) {
  return name.size() >= prefix.size() &&
         std::equal(prefix.begin(), prefix.end(), name.begin(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

/// Collects what begins with the word so far.
class Candidates {
 public:
  explicit Candidates(std::string_view prefix) : prefix_(prefix) {}

  void add(const std::string& name, const std::string& written) {
    if (begins_with(name, prefix_)) found_.push_back(written);
  }
  void add_names(const std::vector<std::string>& names) {
    for (const std::string& name : names) add(name, quoted_name(name));
  }
  void add_plain(const std::vector<std::string>& names) {
    for (const std::string& name : names) add(name, name);
  }
  /// Keywords in small letters if the word so far is in small letters.
  void add_keywords(const std::vector<std::string>& keywords) {
    const bool small =
        !prefix_.empty() && std::islower(static_cast<unsigned char>(prefix_[0])) != 0;
    for (const std::string& keyword : keywords) {
      std::string written = keyword;
      if (small) std::transform(written.begin(), written.end(), written.begin(), lower);
      add(keyword, written);
    }
  }
  /// Functions only once a letter is there: there are too many to list for nothing.
  void add_functions(const std::vector<std::string>& functions) {
    if (prefix_.empty()) return;
    for (const std::string& function : functions) add(function, function + "(");
  }
  std::vector<std::string> take() {
    std::sort(found_.begin(), found_.end());
    found_.erase(std::unique(found_.begin(), found_.end()), found_.end());
    // COLLECT is a keyword and a function; the function is what people mean.
    std::vector<std::string> kept;
    for (const std::string& name : found_) {
      if (!std::binary_search(found_.begin(), found_.end(), name + "(")) kept.push_back(name);
    }
    return kept;
  }

 private:
  std::string_view prefix_;
  std::vector<std::string> found_;
};

/// The name of a shell command: one word with a colon, in front of everything.
bool is_command_word(std::string_view text) {
  const std::string_view content = trim(text);
  return content.starts_with(':') && text.find_first_of(" \t", text.find(':')) == text.npos;
}

/// Completes the name of a procedure, whose dots belong to it: "CALL db.la". False if the word is
/// none.
bool complete_procedure(Completion& completion, std::string_view text,
                        const Vocabulary& vocabulary) {
  const auto in_name = [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
  };
  std::size_t begin = text.size();
  while (begin > 0 && in_name(text[begin - 1])) --begin;
  if (text.find('.', begin) == text.npos) return false;
  if (!completion_context(text, begin).offers(CompletionKind::procedure)) return false;
  completion.begin = begin;
  Candidates candidates(text.substr(begin));
  candidates.add_plain(vocabulary.procedures);
  completion.candidates = candidates.take();
  return true;
}

void add_kind(Candidates& candidates, CompletionKind kind, const CompletionContext& context,
              const Vocabulary& vocabulary) {
  switch (kind) {
    case CompletionKind::keyword: return candidates.add_keywords(context.keywords);
    case CompletionKind::variable: return candidates.add_names(context.variables);
    case CompletionKind::function: return candidates.add_functions(vocabulary.functions);
    case CompletionKind::procedure: return candidates.add_plain(vocabulary.procedures);
    case CompletionKind::label: return candidates.add_names(vocabulary.labels);
    case CompletionKind::relationship_type:
      return candidates.add_names(vocabulary.relationship_types);
    case CompletionKind::property_key: return candidates.add_names(vocabulary.property_keys);
    // Parameters begin with their own sign, and the words for types are keywords as well.
    case CompletionKind::parameter:
    case CompletionKind::value_type: return;
  }
}

}  // namespace

Completion complete(std::string_view text, const Vocabulary& vocabulary) {
  Completion completion;
  if (is_command_word(text)) {
    completion.begin = text.find(':');
    Candidates commands(text.substr(completion.begin));
    commands.add_plain(vocabulary.commands);
    completion.candidates = commands.take();
    return completion;
  }
  if (complete_procedure(completion, text, vocabulary)) return completion;
  const CompletionContext context = completion_context(text, text.size());
  const std::size_t begin = context.replaced.valid() ? context.replaced.begin : text.size();
  completion.begin = std::min(begin, text.size());
  std::string_view prefix = text.substr(completion.begin);
  if (prefix.starts_with('$')) {
    Candidates parameters(prefix);
    for (const std::string& name : vocabulary.parameters) {
      parameters.add("$" + name, "$" + quoted_name(name));
    }
    completion.candidates = parameters.take();
    return completion;
  }
  // A name that was begun with a back quote is replaced with its quote.
  if (prefix.starts_with('`')) prefix.remove_prefix(1);
  Candidates candidates(prefix);
  for (const CompletionKind kind : context.kinds) add_kind(candidates, kind, context, vocabulary);
  completion.candidates = candidates.take();
  return completion;
}

}  // namespace entente::shell
