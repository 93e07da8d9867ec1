"""What becomes of slot objects that nobody chose, over all templates: `python -m benchmarks.templates`.

Each is refused with a sentence by its schema, or its program is run in the sandbox: does it execute, does anything
leave the frame, do texts overlap? `--count` slot objects, in turn over the templates; `--rows FILE` keeps each.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from derivanim.authoring.chance import random_slots
from derivanim.errors import DerivanimError
from derivanim.render.proofs import prove
from derivanim.slots.check import check
from derivanim.slots.registry import load, templates
from derivanim.templates.fill import fill

REFUSED, RAN, BROKEN = "refused", "ran", "broken"


def rows(count: int, seed: int, names: list[str]) -> list[dict[str, Any]]:
    """One row for each slot object: refused with its sentence, or with what the run of its program found."""
    drawing = names or [name for name, schema in templates().items() if schema.DRAWS]
    each = -(-count // len(drawing))
    drawn = [
        data for batch in zip(*(random_slots(name, each, seed) for name in drawing), strict=True) for data in batch
    ]
    made: list[dict[str, Any]] = [{"slots": data} for data in drawn[:count]]

    def programs() -> Iterator[str]:
        for done, row in enumerate(made):
            if done % 50 == 49:
                print(f"{done + 1} of {len(made)}", file=sys.stderr, flush=True)
            started = time.perf_counter()
            try:
                program = fill(check(load(row["slots"])).slots)
            except DerivanimError as refusal:
                row |= {"verdict": REFUSED, "kind": type(refusal).__name__, "message": str(refusal)}
                continue
            finally:
                row["seconds"] = round(time.perf_counter() - started, 2)
            row["verdict"] = RAN
            yield program

    proofs = prove(programs())
    for proof in proofs:
        row = next(row for row in made if row.get("verdict") == RAN and "duration" not in row)
        row |= {
            "verdict": RAN if proof.ok and proof.finite and proof.visible else BROKEN,
            "message": proof.error,
            "outside": list(proof.outside),
            "overlapping": [list(pair) for pair in proof.overlapping],
            "duration": round(proof.duration, 1),
        }
    return made


def report(made: list[dict[str, Any]]) -> str:
    """The table of shares."""
    verdicts = Counter(row["verdict"] for row in made)
    accepted = [row for row in made if row["verdict"] != REFUSED]
    outside = sum(bool(row["outside"]) for row in accepted)
    overlapping = sum(bool(row["overlapping"]) for row in accepted)
    either = sum(bool(row["outside"] or row["overlapping"]) for row in accepted)

    def share(part: int) -> str:
        return f"{part} ({100 * part / max(1, len(accepted)):.1f} %)"

    lines = [
        "| slot objects | |",
        "|---|---|",
        f"| drawn, over {len({row['slots']['template'] for row in made})} templates | {len(made)} |",
        f"| refused by their schema with a sentence | {verdicts[REFUSED]} |",
        f"| accepted | {len(accepted)} |",
        f"| accepted, and the program executes | {share(verdicts[RAN])} |",
        f"| accepted, and something leaves the frame | {share(outside)} |",
        f"| accepted, and texts overlap | {share(overlapping)} |",
        f"| accepted, and either of the two | {share(either)} |",
    ]
    return "\n".join(lines)


def main() -> None:
    """Draw, check, fill and run, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="TEMPLATE", help="these templates alone")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--rows", type=Path, help="write each slot object with what became of it, as JSON Lines")
    options = parser.parse_args()
    made = rows(options.count, options.seed, options.names)
    if options.rows:
        options.rows.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made), "utf-8")
    print(report(made))


if __name__ == "__main__":
    main()
