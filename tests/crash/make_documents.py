#!/usr/bin/env python3
"""Writes COUNT documents as JSON Lines, made from the sample reports by giving each copy an id and a
first sentence of its own, so that a crash test has as many documents as it wants.
Usage: make_documents.py SAMPLES_FOLDER COUNT > documents.jsonl"""
import json
import pathlib
import sys

samples = sorted(p for p in pathlib.Path(sys.argv[1]).glob("*.txt"))
for i in range(int(sys.argv[2])):
    text = samples[i % len(samples)].read_text(encoding="utf-8")
    # Records between a few hundred bytes and some ten kilobytes: log records of every size.
    text = f"Report number {i} was filed in Brussels.\n\n" + text * (1 + i % 7)
    print(json.dumps({"id": f"doc-{i}", "title": f"Report {i}", "date": "2024-05-16",
                      "source": "crash test", "text": text}))
