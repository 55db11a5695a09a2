#!/usr/bin/env python3
"""Runs the sessions under tests/golden/shell against the real command.

A session is a text file. A line that begins with "$ " is a shell command line, "> " continues it;
what follows is its output, standard output and standard error together, and "[exit N]" if the exit
code is not 0. All other lines before the first command are a comment. Every session runs in a fresh
folder with an empty home, the command is called `entente`, the source tree is $SOURCE.

    golden_sessions.py --command PATH_TO_ENTENTE [--update] [NAME …]

--update (or ENTENTE_UPDATE_GOLDEN=1) writes what the command says now; review it in the diff.
"""
import argparse
import difflib
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SESSIONS = ROOT / "tests" / "golden" / "shell"
TIMEOUT_S = 120

# What differs from run to run.
VOLATILE = [
    (re.compile(r"\b\d+(\.\d+)? ms\b"), "N ms"),
    (re.compile(r"\bin \d+(\.\d+)? s\b"), "in N s"),
    (re.compile(r"\bprocess \d+\b"), "process PID"),
    (re.compile(r"\b[\d,]+ rows a second\b"), "N rows a second"),
]


def normalised(text, folder):
    text = text.replace(str(folder), "$PWD").replace(str(ROOT), "$SOURCE")
    for pattern, replacement in VOLATILE:
        text = pattern.sub(replacement, text)
    return text


def parse(path):
    """[(command, expected output)] and the comment in front of them."""
    comment, steps = [], []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("$ "):
            steps.append([line[2:], []])
        elif line.startswith("> ") and steps and not steps[-1][1]:
            steps[-1][0] += "\n" + line[2:]
        elif steps:
            steps[-1][1].append(line)
        else:
            comment.append(line)
    return comment, [(command, "\n".join(output).rstrip("\n")) for command, output in steps]


def run(command, folder, environment):
    done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, text=True,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=TIMEOUT_S, errors="backslashreplace")
    output = normalised(done.stdout, folder).rstrip("\n")
    if done.returncode != 0:
        output += ("\n" if output else "") + f"[exit {done.returncode}]"
    return output


def run_session(path, entente, update):
    """True if the session went as written."""
    comment, steps = parse(path)
    with tempfile.TemporaryDirectory(prefix="entente-golden-") as folder:
        folder = pathlib.Path(folder).resolve()
        (folder / "bin").mkdir()
        (folder / "bin" / "entente").symlink_to(entente)
        environment = {"PATH": f"{folder}/bin:/usr/bin:/bin", "HOME": f"{folder}/home",
                       "LC_ALL": "C.UTF-8", "TERM": "dumb", "SOURCE": str(ROOT)}
        for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "TSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                environment[name] = os.environ[name]
        work = folder / "work"
        work.mkdir()
        actual = [(command, run(command, work, environment)) for command, _ in steps]
    if update:
        blocks = ["$ " + command.replace("\n", "\n> ") + ("\n" + output if output else "")
                  for command, output in actual]
        head = "\n".join(comment).rstrip("\n")
        path.write_text((head + "\n\n" if head else "") + "\n\n".join(blocks) + "\n",
                        encoding="utf-8")
        return True
    good = True
    for (command, expected), (_, output) in zip(steps, actual):
        if expected == output:
            continue
        good = False
        print(f"--- {path.name}: $ {command}")
        for line in difflib.unified_diff(expected.split("\n"), output.split("\n"), "expected",
                                         "actual", lineterm=""):
            print("    " + line)
    return good


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", required=True)
    parser.add_argument("--update", action="store_true")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    update = arguments.update or os.environ.get("ENTENTE_UPDATE_GOLDEN") == "1"
    entente = pathlib.Path(arguments.command).resolve()
    if not os.access(entente, os.X_OK):
        print(f"{arguments.command} is not a program")
        return 2
    paths = [p for p in sorted(SESSIONS.glob("*.session"))
             if not arguments.names or p.stem in arguments.names]
    if not paths:
        print("no session found")
        return 1
    failed = [p.stem for p in paths if not run_session(p, entente, update)]
    print(f"{len(paths) - len(failed)} of {len(paths)} sessions as written"
          + (f"; not: {', '.join(failed)}" if failed else ""))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
