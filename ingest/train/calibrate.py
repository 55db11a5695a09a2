#!/usr/bin/env python3
"""Measures how often claims of each confidence are right, and makes the map that says so.

usage: calibrate.py [--passages GOLD.jsonl EXTRACTED.jsonl]… [--articles GOLD_DIR EXTRACTED.jsonl]…
                    [--output ingest/relations/data/calibration.tsv]

EXTRACTED is what `entente extract --format jsonl` prints for the documents, by a command that was built with
an empty map (`: > ingest/relations/data/calibration.tsv`): claims with the confidence of their frame and
mentions. GOLD.jsonl has annotated passages as KnowledgeNet has them, GOLD_DIR relations.jsonl and
entities.jsonl of articles.

Printed is the reliability table: claims by confidence, how many were right, and the same after the map,
each claim judged by a map that was made without its document's fifth. Written is the map itself: isotonic
regression (pool adjacent violators; Zadrozny and Elkan 2002) of right against raw confidence, every
step drawn towards the mean of all as if `PRIOR` claims more had it, as points between which confidence
is interpolated. The same inputs give the same bytes.
"""
import argparse
import bisect
import collections
import hashlib
import json
import os
import re

FOLDS = 5
PRIOR = 8
BINS = [0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0001]
# Below and above nobody is that sure.
LEAST, MOST = 0.02, 0.98

# Relation → properties of the passages' annotation, True if their places are swapped.
PROPERTIES = {
    "LEADS": [("CEO", True), ("EMPLOYEE_OR_MEMBER_OF", False)],
    "HOLDS_OFFICE": [("EMPLOYEE_OR_MEMBER_OF", False)],
    "AFFILIATED_WITH": [("EMPLOYEE_OR_MEMBER_OF", False)],
    "MEMBER_OF": [("EMPLOYEE_OR_MEMBER_OF", False), ("POLITICAL_AFFILIATION", False)],
    "FOUNDED": [("FOUNDED_BY", True)],
    "BASED_IN": [("HEADQUARTERS", False)],
    "PART_OF": [("SUBSIDIARY_OF", False)],
    "OWNS": [("SUBSIDIARY_OF", True)],
    "CITIZEN_OF": [("NATIONALITY", False)],
    "BORN_IN": [("PLACE_OF_BIRTH", False)],
    "BORN_ON": [("DATE_OF_BIRTH", False)],
    "DIED_ON": [("DATE_OF_DEATH", False)],
    "FOUNDED_ON": [("DATE_FOUNDED", False)],
    "EDUCATED_AT": [("EDUCATED_AT", False)],
    "SPOUSE_OF": [("SPOUSE", False), ("SPOUSE", True)],
    "CHILD_OF": [("CHILD_OF", False)],
    "LIVES_IN": [("PLACE_OF_RESIDENCE", False)],
}

Judged = collections.namedtuple("Judged", "confidence right document")


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def overlap(a, b):
    return max(a[0], b[0]) < min(a[1], b[1])


def judge_passages(gold_path, extracted_path):
    """Claims of properties that were annotated in their passage: right if a fact has both spans."""
    gold = {passage["passage"]: passage for passage in read(gold_path)}
    for claim in read(extracted_path):
        passage = gold.get(claim.get("document"))
        if claim.get("kind") != "claim" or passage is None:
            continue
        text = passage["text"]
        in_bytes = lambda span: [len(text[: span[0]].encode()), len(text[: span[1]].encode())]
        judged, right = False, False
        for name, swapped in PROPERTIES.get(claim["relation"], []):
            if name not in passage["properties_annotated"]:
                continue
            judged = True
            subject, obj = claim["subject_span"], claim["object_span"]
            if swapped:
                subject, obj = obj, subject
            right = right or any(
                fact["property"] == name
                and overlap(in_bytes(fact["subject"]), subject)
                and overlap(in_bytes(fact["object"]), obj)
                for fact in passage["facts"]
            )
        if judged:
            yield Judged(claim["confidence"], right, claim["document"])


def plain(name):
    name = re.sub(r"^(the|a|an) ", "", name.replace("’", "'").strip().lower())
    return re.sub(r"\s+", " ", re.sub(r"\s*-\s*", "-", name))


def judge_articles(folder, extracted_path):
    """Claims whose two entities the annotation knows: right if it relates them so, in any order."""
    names, facts = {}, set()
    for entity in read(os.path.join(folder, "entities.jsonl")):
        for form in [entity["name"], *entity["aliases"], *entity["adj"]]:
            for document in entity["docs"]:
                names.setdefault((document, plain(form)), entity["id"])
    for fact in read(os.path.join(folder, "relations.jsonl")):
        facts.add((fact["doc"], fact["rel"], frozenset((fact["subj"], fact["obj"]))))
    known = {document for document, _ in names}
    entities = {}
    for row in read(extracted_path):
        document = os.path.basename(row.get("document", ""))
        if document not in known:
            continue
        if row["kind"] == "entity":
            for form in [row["name"], *row.get("aliases", [])]:
                if (document, plain(form)) in names:
                    entities[document, row["id"]] = names[document, plain(form)]
                    break
        elif row["kind"] == "claim":
            ends = [entities.get((document, row[place])) for place in ("subject", "object")]
            if None not in ends:
                key = (document, row["relation"].lower(), frozenset(ends))
                yield Judged(row["confidence"], key in facts, document)


def isotonic(judged):
    """Points (raw, probability), both ascending."""
    mean = sum(j.right for j in judged) / len(judged)
    by_confidence = collections.defaultdict(lambda: [0, 0])
    for j in judged:
        by_confidence[j.confidence][0] += j.right
        by_confidence[j.confidence][1] += 1
    blocks = []
    for raw, (right, count) in sorted(by_confidence.items()):
        blocks.append([raw, raw, right, count])
        while len(blocks) > 1 and blocks[-2][2] * blocks[-1][3] >= blocks[-1][2] * blocks[-2][3]:
            last = blocks.pop()
            blocks[-1][1] = last[1]
            blocks[-1][2] += last[2]
            blocks[-1][3] += last[3]
    points, least = [], LEAST
    for low, high, right, count in blocks:
        # Drawing small blocks towards the mean may turn two around; the order of the raw ones counts.
        least = min(MOST, max(least, (right + PRIOR * mean) / (count + PRIOR)))
        points += [(low, least)] if low == high else [(low, least), (high, least)]
    return points


def mapped(points, raw):
    at = bisect.bisect_left([p[0] for p in points], raw)
    if at == len(points):
        return points[-1][1]
    if at == 0 or points[at][0] == raw:
        return points[at][1]
    (x0, y0), (x1, y1) = points[at - 1], points[at]
    return y0 + (y1 - y0) * (raw - x0) / (x1 - x0)


def fold_of(document):
    return int(hashlib.sha256(document.encode()).hexdigest(), 16) % FOLDS


def table(title, pairs):
    """Prints claims by confidence; returns the expected calibration error and the Brier score."""
    print(f"\n{title}\n  confidence     claims  right   mean confidence")
    error = 0
    for low, high in zip(BINS, BINS[1:]):
        inside = [(c, r) for c, r in pairs if low <= c < high]
        if not inside:
            continue
        confidence = sum(c for c, _ in inside) / len(inside)
        right = sum(r for _, r in inside) / len(inside)
        error += abs(confidence - right) * len(inside) / len(pairs)
        print(f"  {low:.1f} to {min(high, 1):.1f}  {len(inside):10}  {right:.3f}   {confidence:.3f}")
    brier = sum((c - r) ** 2 for c, r in pairs) / len(pairs)
    print(f"  expected calibration error {error:.3f}, Brier score {brier:.3f}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--passages", nargs=2, action="append", default=[])
    arguments.add_argument("--articles", nargs=2, action="append", default=[])
    arguments.add_argument("--output")
    given = arguments.parse_args()
    judged = [j for pair in given.passages for j in judge_passages(*pair)]
    judged += [j for pair in given.articles for j in judge_articles(*pair)]
    if len(judged) < 100:
        raise SystemExit(f"{len(judged)} judged claims are too few to say anything")
    print(f"{len(judged)} judged claims, {sum(j.right for j in judged)} right")
    table("As extracted", [(j.confidence, j.right) for j in judged])
    held_out = []
    for fold in range(FOLDS):
        points = isotonic([j for j in judged if fold_of(j.document) != fold])
        held_out += [
            (mapped(points, j.confidence), j.right) for j in judged if fold_of(j.document) == fold
        ]
    table("After the map of the other documents", held_out)
    if given.output:
        with open(given.output, "w", encoding="utf-8") as out:
            out.write("# Confidence of a frame and its mentions → share of such claims that were right;\n")
            out.write("# written by ingest/train/calibrate.py. Linear between the points, flat outside.\n")
            for raw, right in isotonic(judged):
                out.write(f"{raw:.2f}\t{right:.3f}\n")


main()
