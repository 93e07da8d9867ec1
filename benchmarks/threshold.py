"""The threshold of the model's confidence, chosen on the development requests: `python -m benchmarks.threshold`.

Validation rows are single phrasings, the hardest ones on purpose; what a threshold refuses among requests as people
write them is seen on the development set, which was written by hand and is used for nothing but decisions like this
one. For each threshold: how many requests are right, refused needlessly and answered with a wrong video. The smallest
with at most 0.5 % wrong is marked; `--write` puts it into the weights.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from benchmarks.requests import verdict
from derivanim.errors import DerivanimError
from derivanim.model.answer import REFUSALS, answer
from derivanim.model.embedded import CALIBRATION_FILE, Embedded, load_folder
from derivanim.slots.check import check
from derivanim.slots.registry import load

WEIGHTS = Path(__file__).parents[1] / "model" / "weights"
REQUESTS = Path(__file__).parents[1] / "dataset" / "development.yaml"
MOST_WRONG = 0.005  # a quarter of the target of 2 %: requests that nobody had read gave four times as many wrong videos
WRONG = "wrong video"
THRESHOLDS = tuple(step / 20 for step in range(20))


def judged(case: dict[str, Any], model: Embedded) -> tuple[str, float, bool]:
    """The verdict on a request if no threshold stops it, the confidence in its answer, and whether there is a video."""
    slots, confidence = None, 0.0
    try:
        found = answer(case["request"], backend=model)
        confidence = found.confidence
        if found.slots["template"] not in REFUSALS:
            slots = check(load(found.slots)).slots.as_dict()
    except DerivanimError:
        confidence = 0.0
    return verdict(case["expect"], slots)[0], confidence, slots is not None


def unstopped(weights: Path) -> Embedded:
    """The model in a folder of weights, without a threshold of its own."""
    model = load_folder(weights)
    model.calibration = replace(model.calibration, threshold=0.0)
    return model


def main() -> None:
    """Answer every request once and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    parser.add_argument("--write", action="store_true", help="put the chosen threshold into the weights")
    options = parser.parse_args()
    free = unstopped(options.weights)
    cases = yaml.safe_load(REQUESTS.read_text("utf-8"))
    rows = [(isinstance(case["expect"], dict), *judged(case, free)[:2]) for case in cases]
    print("| threshold | right | refused needlessly | wrong video |\n|---|---|---|---|")
    shown = sum(can for can, _, _ in rows)
    chosen = None
    for threshold in THRESHOLDS:
        count = Counter(
            "refused" if confidence < threshold else judgement
            for can, judgement, confidence in rows
            if can or judgement == WRONG
        )
        wrong = count[WRONG] / len(rows)
        chosen = threshold if chosen is None and wrong <= MOST_WRONG else chosen
        needless = shown - count["right"] - sum(can and v == WRONG and c >= threshold for can, v, c in rows)
        mark = " (chosen)" if threshold == chosen else ""
        print(f"| {threshold:.2f}{mark} | {count['right']} of {shown} | {needless} | {count[WRONG]} of {len(rows)} |")
    if options.write and chosen is not None:
        write(options.weights, chosen)


def write(folder: Path, threshold: float) -> None:
    """Put a threshold into the calibration of a folder of weights, and its new hash into the manifest."""
    file, manifest = folder / CALIBRATION_FILE, folder / "manifest.json"
    file.write_text(
        json.dumps(json.loads(file.read_text("utf-8")) | {"threshold": threshold}, indent=2) + "\n", "utf-8"
    )
    about = json.loads(manifest.read_text("utf-8"))
    about["files"][CALIBRATION_FILE] = sha256(file.read_bytes()).hexdigest()
    manifest.write_text(json.dumps(about, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
