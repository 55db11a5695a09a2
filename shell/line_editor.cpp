#include "shell/line_editor.hpp"

#include <histedit.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdio>
#include <cwchar>

#include "shell/base/interrupt.hpp"
#include "shell/base/terminal.hpp"
#include "shell/base/text_width.hpp"

namespace entente::shell {
namespace {

// libedit prints what stands between two of these without counting its width.
constexpr char invisible_mark = '\1';
constexpr int history_entries = 5000;
// A longer list of candidates helps nobody.
constexpr std::size_t candidates_shown = 120;

bool continues_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::size_t code_points(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

std::string common_prefix(const std::vector<std::string>& words) {
  std::string prefix = words.front();
  for (const std::string& word : words) {
    std::size_t i = 0;
    while (i < prefix.size() && i < word.size() && prefix[i] == word[i]) ++i;
    prefix.resize(i);
  }
  // Never cut a character in half.
  const std::string& first = words.front();
  while (prefix.size() < first.size() && !prefix.empty() &&
         continues_character(first[prefix.size()])) {
    prefix.pop_back();
  }
  return prefix;
}

/// libedit decodes what it reads by the locale; without a UTF-8 one every letter beyond ASCII would
/// be lost.
void ensure_utf8_locale() {
  std::setlocale(LC_CTYPE, "");
  if (MB_CUR_MAX < 4) std::setlocale(LC_CTYPE, "C.UTF-8");
}

class TerminalEditor final : public LineEditor {
 public:
  explicit TerminalEditor(EditorOptions options) : options_(std::move(options)) {}
  TerminalEditor(const TerminalEditor&) = delete;
  TerminalEditor& operator=(const TerminalEditor&) = delete;
  ~TerminalEditor() override {
    if (history_ != nullptr) ::history_end(history_);
    if (editor_ != nullptr) ::el_end(editor_);
  }

  /// False if the library cannot work with this terminal.
  bool start();
  ReadOutcome read(const std::string& prompt, std::string& line) override;
  void remember(const std::string& entry) override;

 private:
  static TerminalEditor& of(EditLine* editor) {
    void* self = nullptr;
    ::el_get(editor, EL_CLIENTDATA, &self);
    return *static_cast<TerminalEditor*>(self);
  }
  static char* prompt_of(EditLine* editor) { return of(editor).prompt_.data(); }
  static int read_character(EditLine* editor, wchar_t* character);
  static unsigned char complete_word(EditLine* editor, wint_t key);

  void set_prompt(const std::string& prompt);
  unsigned char complete_line();
  void list_candidates(const std::vector<std::string>& candidates) const;

  EditorOptions options_;
  EditLine* editor_ = nullptr;
  ::History* history_ = nullptr;
  std::string prompt_;
};

bool TerminalEditor::start() {
  ensure_utf8_locale();
  editor_ = ::el_init("entente", stdin, stdout, stderr);
  history_ = ::history_init();
  if (editor_ == nullptr || history_ == nullptr) return false;
  HistEvent event{};
  ::history(history_, &event, H_SETSIZE, history_entries);
  ::el_set(editor_, EL_CLIENTDATA, this);
  ::el_set(editor_, EL_EDITOR, "emacs");
  // Restores the terminal when the program is stopped or ended, and follows its size.
  ::el_set(editor_, EL_SIGNAL, 1);
  ::el_set(editor_, EL_HIST, ::history, history_);
  ::el_set(editor_, EL_PROMPT_ESC, prompt_of, invisible_mark);
  ::el_set(editor_, EL_GETCFN, read_character);
  // The form for narrow strings would copy the two texts and never free them.
  ::el_wset(editor_, EL_ADDFN, L"entente-complete", L"Complete the word", complete_word);
  ::el_set(editor_, EL_BIND, "^I", "entente-complete", nullptr);
  ::el_set(editor_, EL_BIND, "^R", "em-inc-search-prev", nullptr);
  // The user's own ~/.editrc has the last word on keys.
  ::el_source(editor_, nullptr);
  return true;
}

int TerminalEditor::read_character(EditLine* /*editor*/, wchar_t* character) {
  // libedit's own reader tries again after a signal, so Ctrl-C would not be seen until the next
  // key.
  std::mbstate_t state{};
  while (true) {
    char byte = 0;
    const ssize_t got = ::read(STDIN_FILENO, &byte, 1);
    if (got < 0 && errno == EINTR && InterruptHandler::presses() == 0) continue;
    if (got <= 0) return static_cast<int>(got);
    const std::size_t decoded = std::mbrtowc(character, &byte, 1, &state);
    if (decoded == static_cast<std::size_t>(-2)) continue;
    // A byte that is no UTF-8 is left out.
    if (decoded == static_cast<std::size_t>(-1)) {
      state = std::mbstate_t{};
      continue;
    }
    return 1;
  }
}

void TerminalEditor::set_prompt(const std::string& prompt) {
  prompt_ = prompt;
  if (!options_.colors) return;
  const std::string painted = paint(prompt, Style::prompt, true);
  const std::size_t begin = painted.find(prompt);
  prompt_ = invisible_mark + painted.substr(0, begin) + invisible_mark + prompt + invisible_mark +
            painted.substr(begin + prompt.size()) + invisible_mark;
}

ReadOutcome TerminalEditor::read(const std::string& prompt, std::string& line) {
  InterruptHandler::reset();
  set_prompt(prompt);
  int count = 0;
  const char* text = ::el_gets(editor_, &count);
  if (text != nullptr && count > 0) {
    line.assign(text, static_cast<std::size_t>(count));
    while (line.ends_with('\n') || line.ends_with('\r')) line.pop_back();
    return ReadOutcome::line;
  }
  if (InterruptHandler::presses() == 0) return ReadOutcome::end_of_input;
  // Forget the half-typed line, or it would come back with the next prompt.
  ::el_reset(editor_);
  return ReadOutcome::interrupted;
}

void TerminalEditor::remember(const std::string& entry) {
  HistEvent event{};
  ::history(history_, &event, H_ENTER, entry.c_str());
}

unsigned char TerminalEditor::complete_word(EditLine* editor, wint_t /*key*/) {
  return of(editor).complete_line();
}

unsigned char TerminalEditor::complete_line() {
  const LineInfo* info = ::el_line(editor_);
  const std::string_view line(info->buffer, static_cast<std::size_t>(info->cursor - info->buffer));
  if (line.find_first_not_of(" \t") == std::string_view::npos) {
    // At the beginning of a line Tab indents, which also keeps pasted text as it was.
    return ::el_insertstr(editor_, "  ") == 0 ? CC_REFRESH : CC_ERROR;
  }
  const Completion completion = options_.completer(line);
  if (completion.candidates.empty() || completion.begin > line.size()) return CC_REFRESH_BEEP;
  const std::string typed(line.substr(completion.begin));
  std::string replacement = common_prefix(completion.candidates);
  const bool unique = completion.candidates.size() == 1;
  if (!unique && code_points(replacement) <= code_points(typed)) {
    list_candidates(completion.candidates);
    return CC_REDISPLAY;
  }
  if (unique && !replacement.ends_with('(')) replacement += ' ';
  ::el_deletestr(editor_, static_cast<int>(code_points(typed)));
  return ::el_insertstr(editor_, replacement.c_str()) == 0 ? CC_REFRESH : CC_ERROR;
}

void TerminalEditor::list_candidates(const std::vector<std::string>& candidates) const {
  const std::size_t shown = std::min(candidates.size(), candidates_shown);
  std::size_t width = 0;
  for (std::size_t i = 0; i < shown; ++i) width = std::max(width, display_width(candidates[i]));
  width += 2;
  const std::size_t per_line =
      std::max<std::size_t>(1, terminal_columns(STDOUT_FILENO) / std::max<std::size_t>(width, 1));
  std::string text = "\n";
  for (std::size_t i = 0; i < shown; ++i) {
    text += candidates[i];
    const bool line_ends = (i + 1) % per_line == 0 || i + 1 == shown;
    text += line_ends ? std::string("\n") : std::string(width - display_width(candidates[i]), ' ');
  }
  if (shown < candidates.size()) {
    text += "and " + std::to_string(candidates.size() - shown) + " more\n";
  }
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

}  // namespace

std::unique_ptr<LineEditor> make_terminal_editor(EditorOptions options) {
  auto editor = std::make_unique<TerminalEditor>(std::move(options));
  if (!editor->start()) return nullptr;
  return editor;
}

}  // namespace entente::shell
