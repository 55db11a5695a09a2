#!/usr/bin/env python3
"""An extractor of protocol 1 (ingest/EXTRACTORS.md): "X acquired Y" of capitalised words.

Its argument makes it misbehave, for tests: crash, hang, garbage, span, unknown, error, once.
"""
import json
import re
import sys
import time


def say(**line):
    print(json.dumps(line), flush=True)


def answer(request):
    text = request["text"]
    for match in re.finditer(r"\b([A-Z]\w+) acquired ([A-Z]\w+)", text):
        spans = [[len(text[:i].encode()) for i in match.span(group)] for group in (0, 1, 2)]
        for group in (1, 2):
            say(kind="entity", type="Company", name=match[group], mentions=[spans[group]])
        say(kind="claim", document=request["document"], subject="Company:" + match[1],
            relation="ACQUIRED", object="Company:" + match[2], start=spans[0][0], end=spans[0][1],
            subject_span=spans[1], object_span=spans[2], confidence=0.9, rule="acquired")
    say(kind="done")


def main():
    mode = sys.argv[1] if len(sys.argv) > 1 else ""
    for line in sys.stdin:
        request = json.loads(line)
        if request["kind"] == "hello":
            say(kind="hello", protocol=2 if mode == "protocol" else 1, name="example")
            continue
        wanted = "poison" in request["text"]
        if mode == "crash" and wanted:
            sys.exit(7)
        if mode == "hang" and wanted:
            time.sleep(60)
        if mode == "garbage" and wanted:
            print("no json", flush=True)
        if mode == "span" and wanted:
            say(kind="entity", type="Company", name="X", mentions=[[0, 10**9]])
        if mode == "unknown" and wanted:
            say(kind="claim", subject="Company:A", relation="OWNS", object="Company:B", start=0, end=3)
        if mode == "error" and wanted:
            say(kind="error", message="too hard")
            continue
        answer(request)


main()
