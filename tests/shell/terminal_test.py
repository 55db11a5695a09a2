#!/usr/bin/env python3
"""Drives the interactive shell through a pseudo terminal, as a person would.

    ENTENTE=PATH_TO_ENTENTE terminal_test.py
"""
import os
import pathlib
import signal
import stat
import tempfile
import termios
import time
import unittest

import pexpect

# Absolute, because every shell runs in a folder of its own.
ENTENTE = os.path.abspath(os.environ.get("ENTENTE", "build/dev/shell/entente"))
PROMPT = "entente> "
# Sanitizer builds on a busy machine are slow to start.
TIMEOUT_S = 60
# Long enough to be running when Ctrl-C comes, however fast the machine is.
ENDLESS = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(a + b) AS n;"


class TerminalTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory(prefix="entente-terminal-")
        self.home = pathlib.Path(self.folder.name)
        self.shells = []

    def tearDown(self):
        for shell in self.shells:
            shell.close(force=True)
        self.folder.cleanup()

    def start(self, *arguments, term="xterm", columns=100, environment=None):
        values = dict(os.environ, HOME=str(self.home), TERM=term, LC_ALL="C.UTF-8", NO_COLOR="1")
        values.update(environment or {})
        for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "COLUMNS", "LINES"):
            if name not in (environment or {}):
                values.pop(name, None)
        shell = pexpect.spawn(ENTENTE, ["shell", *arguments], env=values, encoding="utf-8",
                              timeout=TIMEOUT_S, dimensions=(30, columns), cwd=str(self.home))
        shell.plain = term == "dumb"
        self.shells.append(shell)
        self.expect_prompt(shell)
        return shell

    def ask(self, shell, line, answer=None):
        """Types a line and waits for the next prompt; gives what was printed between."""
        shell.sendline(line)
        if answer is not None:
            shell.expect_exact(answer)
        self.expect_prompt(shell)
        return shell.before

    def expect_prompt(self, shell, prompt=PROMPT):
        """Waits for a prompt and until keys come one by one: the editor prints first and changes the
        terminal's mode then, and control keys that come between would mean something else."""
        shell.expect_exact(prompt)
        if shell.plain:
            return
        while termios.tcgetattr(shell.child_fd)[3] & termios.ICANON:
            time.sleep(0.01)

    def leave(self, shell, code=0):
        shell.sendeof()
        shell.expect(pexpect.EOF)
        shell.close()
        self.assertEqual(shell.exitstatus, code)

    def test_greets_and_answers(self):
        shell = self.start()
        self.ask(shell, "RETURN 6 * 7 AS answer;", "42")
        self.leave(shell)

    def test_statements_have_many_lines(self):
        shell = self.start()
        shell.sendline("UNWIND [1, 2, 3] AS i")
        self.expect_prompt(shell, "...> ")
        shell.sendline("RETURN sum(i) + 4000")
        self.expect_prompt(shell, "...> ")
        self.ask(shell, "AS total;", "4006")
        shell.sendline("RETURN 'first")
        self.expect_prompt(shell, "'...> ")
        self.ask(shell, "second' AS text;", r"first\nsecond")
        self.leave(shell)

    def test_errors_do_not_end_the_shell(self):
        shell = self.start()
        self.ask(shell, "RETURN nobody;", "`nobody` is not defined")
        self.ask(shell, ":shcema", "did you mean :schema?")
        self.ask(shell, "RETURN 1 + 1 AS two;", "2")
        self.leave(shell)

    def test_history_is_kept_and_private(self):
        shell = self.start()
        self.ask(shell, "RETURN 'remember me' AS a;")
        self.ask(shell, " RETURN 'a secret' AS b;", "a secret")
        shell.sendline("RETURN 'two")
        self.expect_prompt(shell, "...> ")
        self.ask(shell, "lines' AS c;")
        self.leave(shell)
        path = self.home / ".local/state/entente/history"
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        self.assertEqual(path.read_text(encoding="utf-8"),
                         "RETURN 'remember me' AS a;\nRETURN 'two\\nlines' AS c;\n")
        again = self.start()
        again.send("\x1b[A\x1b[A")
        time.sleep(0.3)
        again.send("\r")
        again.expect_exact("│ remember me │")
        self.expect_prompt(again)
        again.send("\x12two")
        again.expect_exact("lines")
        again.send("\r")
        again.expect_exact(r"two\nlines")
        self.expect_prompt(again)
        self.leave(again)

    def type(self, shell, *parts):
        """Types in pieces, as a person does; the editor redraws only what changes, so that the
        screen is judged by what comes out in the end."""
        for part in parts:
            shell.send(part)
            time.sleep(0.2)

    def test_completes_names_from_the_schema(self):
        shell = self.start()
        self.ask(shell, "CREATE (:Corporation {turnover: 12})-[:SUBSIDIARY_OF]->(:Corporation);")
        self.type(shell, "MATCH (n:Corp\t", ") RETURN n.turn\t", "AS x;\r")
        shell.expect_exact("│   12 │")
        self.expect_prompt(shell)
        self.type(shell, "MATCH ()-[r:SUB\t", "]->() RETURN count(r) + 700 AS n;\r")
        shell.expect_exact("│ 701 │")
        self.expect_prompt(shell)
        self.leave(shell)

    def test_completes_keywords_functions_and_parameters(self):
        shell = self.start()
        self.ask(shell, ":param interesting = 'four'")
        self.type(shell, "retu\t", "siz\t", "$inter\t", ") + 38 AS n;\r")
        shell.expect_exact("│ 42 │")
        self.expect_prompt(shell)
        self.leave(shell)

    def test_completes_commands_and_lists_choices(self):
        shell = self.start()
        self.type(shell, ":sch\t", "\r")
        shell.expect_exact("Labels and their nodes")
        self.expect_prompt(shell)
        self.type(shell, ":\t")
        shell.expect_exact(":timing")
        self.type(shell, "quit\r")
        shell.expect(pexpect.EOF)

    def test_completion_continues_an_earlier_line(self):
        shell = self.start()
        self.ask(shell, "CREATE (:Corporation {turnover: 12});")
        shell.sendline("MATCH (n:Corporation)")
        self.expect_prompt(shell, "...> ")
        self.type(shell, "RETURN n.turn\t", "AS t;\r")
        shell.expect_exact("│ 12 │")
        self.expect_prompt(shell)
        self.leave(shell)

    def test_interrupt_clears_the_line(self):
        shell = self.start()
        shell.send("RETURN 'half a")
        time.sleep(0.3)
        shell.sendintr()
        self.expect_prompt(shell)
        shell.sendline("UNWIND [1] AS i")
        self.expect_prompt(shell, "...> ")
        shell.sendintr()
        self.expect_prompt(shell)
        self.ask(shell, "RETURN 20 + 3 AS n;", "23")
        self.leave(shell)

    def test_interrupt_never_ends_the_shell_but_says_how_to(self):
        shell = self.start()
        shell.sendintr()
        self.expect_prompt(shell)
        shell.sendintr()
        shell.expect_exact("Ctrl-D")
        self.expect_prompt(shell)
        self.ask(shell, "RETURN 20 + 3 AS n;", "23")
        self.leave(shell)

    def test_interrupt_stops_a_query(self):
        shell = self.start()
        for _ in range(2):
            shell.sendline(ENDLESS)
            time.sleep(1)
            shell.sendintr()
            shell.expect_exact("Interrupted")
            self.expect_prompt(shell)
        self.ask(shell, "RETURN 20 + 3 AS n;", "23")
        self.leave(shell)

    def test_interrupt_ends_a_script_with_130(self):
        for how in ("-c", "-f"):
            text = ENDLESS
            if how == "-f":
                (self.home / "endless.cypher").write_text("RETURN 1;\n" + ENDLESS)
                text = "endless.cypher"
            shell = pexpect.spawn(ENTENTE, ["shell", how, text], timeout=TIMEOUT_S,
                                  cwd=str(self.home))
            self.shells.append(shell)
            time.sleep(1.5)
            shell.sendintr()
            shell.expect(pexpect.EOF)
            shell.close()
            self.assertEqual(shell.exitstatus, 130, how)

    def test_rows_are_capped_and_it_is_said(self):
        shell = self.start()
        self.ask(shell, ":limits shown 5")
        text = self.ask(shell, "UNWIND range(1, 1000000000) AS i RETURN i;", "The first 5 rows")
        self.assertNotIn("│ 6 │", text)
        self.leave(shell)

    def test_wide_tables_are_cut_to_the_terminal(self):
        shell = self.start(columns=60)
        self.ask(shell, "UNWIND ['x'] AS i RETURN i, reduce(s = '', j IN range(1, 300) | s + '習') AS t;",
                 "were cut")
        self.leave(shell)

    def test_resizing_is_safe(self):
        shell = self.start()
        shell.send("RETURN 'typed before ")
        time.sleep(0.3)
        shell.setwinsize(20, 40)
        os.kill(shell.pid, signal.SIGWINCH)
        time.sleep(0.3)
        shell.send("and after' AS t;\r")
        shell.expect_exact("typed before and after │")
        self.expect_prompt(shell)
        self.ask(shell, "RETURN reduce(s = '', j IN range(1, 100) | s + 'x') AS t;", "were cut")
        self.leave(shell)

    def test_stopping_and_continuing_keeps_the_terminal(self):
        shell = self.start()
        shell.send("RETURN 20 ")
        time.sleep(0.3)
        os.kill(shell.pid, signal.SIGSTOP)
        time.sleep(0.2)
        os.kill(shell.pid, signal.SIGCONT)
        time.sleep(0.3)
        shell.send("+ 3 AS n;\r")
        shell.expect_exact("23")
        self.expect_prompt(shell)
        self.leave(shell)

    def test_letters_of_all_scripts_can_be_typed(self):
        shell = self.start()
        self.ask(shell, "RETURN 'Москва 習近平' AS wer;", "│ Москва 習近平 │")
        self.leave(shell)

    def test_two_hundred_pasted_lines(self):
        shell = self.start()
        shell.send("".join(f"RETURN {i} + 1000 AS n;\r" for i in range(200)))
        for i in range(200):
            shell.expect_exact(f"│ {i + 1000} │")
        self.expect_prompt(shell)
        self.leave(shell)

    def test_startup_file_is_the_users_own(self):
        (self.home / ".config/entente").mkdir(parents=True)
        (self.home / ".config/entente/shellrc").write_text(":param who = 'from my own file'\n")
        (self.home / "shellrc").write_text("RETURN 'from the current folder';\n")
        (self.home / ".ententerc").write_text("RETURN 'from the current folder';\n")
        shell = self.start()
        self.assertNotIn("current folder", shell.before)
        self.ask(shell, "RETURN $who AS w;", "from my own file")
        self.leave(shell)
        other = self.start("--no-startup")
        self.ask(other, ":params", "No parameter is set.")
        self.leave(other)

    def test_a_dumb_terminal_gets_plain_lines(self):
        shell = self.start(term="dumb")
        text = self.ask(shell, "RETURN 20 + 3 AS n;", "23")
        self.assertNotIn("\x1b", text)
        shell.sendintr()
        self.expect_prompt(shell)
        self.leave(shell)

    def test_colours_follow_the_environment(self):
        shell = self.start(environment={"NO_COLOR": ""})
        self.assertIn("\x1b[2mnull", self.ask(shell, "RETURN null AS n;"))
        self.leave(shell)
        plain = self.start()
        self.assertNotIn("\x1b[2m", self.ask(plain, "RETURN null AS n;"))
        self.leave(plain)

    def test_quit_commands(self):
        for word in (":quit", ":exit", "quit", "exit;"):
            shell = self.start()
            shell.sendline(word)
            shell.expect(pexpect.EOF)
            shell.close()
            self.assertEqual(shell.exitstatus, 0, word)

    def test_a_transaction_shows_in_the_prompt(self):
        shell = self.start()
        shell.sendline(":begin")
        self.expect_prompt(shell, "entente*> ")
        shell.sendline("CREATE (:A);")
        self.expect_prompt(shell, "entente*> ")
        self.ask(shell, ":rollback")
        self.ask(shell, "MATCH (n) RETURN count(n) + 500 AS n;", "500")
        self.leave(shell)

    def test_another_time_shows_in_the_prompt(self):
        shell = self.start()
        shell.sendline(":as-of recorded 2026-01-31, valid 2024-03-01")
        shell.expect_exact("Queries answer as of recorded 2026-01-31, valid 2024-03-01.")
        self.expect_prompt(shell, "entente (as of recorded 2026-01-31, valid 2024-03-01)> ")
        shell.sendline("CREATE (:A);")
        shell.expect_exact("ReadOnly")
        self.ask(shell, ":as-of off")
        self.leave(shell)


if __name__ == "__main__":
    unittest.main()
