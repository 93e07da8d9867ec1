"""How good the model is on the four test sets of a data set: `python -m benchmarks.test_sets DATA`.

For slots: the shares of rows whose likeliest answer the schema accepts, that are right in every slot (by SymPy), right
but for their look, answered with a wrong video, or refused needlessly; and of refusals the share that is refused or
questioned. For code: of programs that parse, lint, pass the check of the data set, and are the row's, before and after
repairs. All with 95 % Wilson intervals; then the time and the memory of a request.
"""

from __future__ import annotations

import argparse
import json
import resource
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median, quantiles
from typing import TypeVar

import psutil

from benchmarks import of_slots
from benchmarks.requests import interval
from benchmarks.threshold import WEIGHTS, WRONG
from derivanim.animate import Report
from derivanim.dataset.finished import finished
from derivanim.dataset.rows import Example
from derivanim.dataset.stats import REFUSALS
from derivanim.errors import DerivanimError
from derivanim.model.cards import add_results
from derivanim.progress import progress

SETS = {
    "test_functions": "seen phrasing",
    "test_phrasings": "unseen phrasing",
    "test_families": "unseen family",
    "test_both": "both unseen",
}
"""What training has not seen of each set, apart from its functions, which are new in all of them."""

Item = TypeVar("Item")


def of_slots_table(found: dict[str, list[of_slots.Judged]]) -> str:
    """The shares of each set and of all."""
    lines = [
        "| test set | rows | valid by schema | right in every slot | right but for the look | wrong video | "
        "refused needlessly | refusals | refused or questioned |",
        "|" + "---|" * 9,
    ]
    for name, rows in _with_all(found):
        shown = [row for row in rows if not row.refusal]
        verdicts = [row.verdict for row in shown]
        cells = [_share(row.valid for row in shown)]
        cells += [_share(one == verdict for one in verdicts) for verdict in ("right", of_slots.LOOK, WRONG, "refused")]
        refusals = [row for row in rows if row.refusal]
        cells += [str(len(refusals)), _share(row.verdict == "right" for row in refusals)]
        lines.append(f"| {name} | {len(shown)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def of_code_table(found: dict[str, list[dict[str, bool]]], rounds: int) -> str:
    """The shares of each set and of all; every name of a row is a column."""
    headings = {
        "parses": "parses", "lints": "lints", "passes": "passes the check", "same": "the row's program",
    }  # fmt: skip
    if rounds:
        times = "one repair" if rounds == 1 else f"{rounds} repairs"
        headings |= {"repaired": f"passes after {times}", "repaired_same": f"the row's program after {times}"}
    lines = [f"| test set | rows | {' | '.join(headings.values())} |", "|" + "---|" * (2 + len(headings))]
    for name, rows in _with_all(found):
        cells = (_share(row[key] for row in rows) for key in headings)
        lines.append(f"| {name} | {len(rows)} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _with_all(found: dict[str, list[Item]]) -> list[tuple[str, list[Item]]]:
    return [*found.items(), ("all", [row for rows in found.values() for row in rows])]


def _share(hits: Iterable[bool]) -> str:
    each = list(hits)
    return interval(sum(each), len(each))


def costs(seconds: Sequence[float], what: str) -> str:
    """The times of one thing in a sentence."""
    slow = quantiles(seconds, n=20, method="inclusive")[-1] if len(seconds) > 1 else max(seconds, default=0.0)
    return (
        f"{what}: {median(seconds or [0.0]):.3f} s in the median, {slow:.3f} s for the slowest in twenty, "
        f"{max(seconds, default=0.0):.3f} s at most."
    )


def memory() -> str:
    """The most memory that this process had, and what those have that it started."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    others = sum(child.memory_info().rss for child in psutil.Process().children(recursive=True)) / 2**20
    return f"Memory: {own:.0f} MiB at most in this process, {others:.0f} MiB in those that it started."


def _watched(found: Iterable[Item], report: Report, name: str, total: int) -> Iterator[Item]:
    report(name, 0, total)
    for number, one in enumerate(found, 1):
        yield one
        report(name, number, total)


def measure_slots(
    sets: dict[str, list[Example]], model: str, workers: int, report: Report, answers: Path | None = None
) -> str:
    """The table of slots, and what a request costs; `answers` gets every answer as JSON Lines."""
    found = {
        name: list(_watched(of_slots.judge(rows, model, workers), report, name, len(rows)))
        for name, rows in sets.items()
    }
    every = [row for rows in found.values() for row in rows]
    if answers:
        answers.write_text("".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in every), "utf-8")
    times = [
        costs([row.answering for row in every], "Request to slots"),
        costs([row.checking for row in every if row.shown], "Check of the mathematics"),
    ]
    return "\n\n".join([of_slots_table(found), *times, memory()])


def measure_code(sets: dict[str, list[Example]], weights: Path, workers: int, rounds: int, report: Report) -> str:
    """The table of programs, and what one costs."""
    from benchmarks import of_code

    found = {}
    for name, rows in sets.items():
        shown = [row for row in rows if row.template not in REFUSALS]
        judged = of_code.judge(shown, weights, rounds, workers)
        found[name] = list(_watched(judged, report, name, len(shown)))
    seconds = [row.seconds for rows in found.values() for row in rows]
    table = of_code_table({name: [vars(row) for row in rows] for name, rows in found.items()}, rounds)
    return "\n\n".join([table, costs(seconds, "Request to program, a few side by side"), memory()])


def main() -> None:
    """Answer the requests of the test sets and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of `derivanim dataset build`")
    parser.add_argument("--weights", type=Path, default=WEIGHTS, help="folder of the embedded model")
    parser.add_argument("--model", help="another model for slots, named as for `derivanim slots --model`")
    parser.add_argument("--rows", type=int, help="the first N rows of each set; all by default")
    parser.add_argument("--target", choices=("slots", "code"), default="slots")
    parser.add_argument("--repairs", type=int, default=2, help="how often a program that fails is written again")
    parser.add_argument("--workers", type=int, default=1, help="processes that answer side by side")
    parser.add_argument("--answers", type=Path, help="write each answer for slots here, as JSON Lines")
    parser.add_argument("--write", action="store_true", help="put the table into the weights: manifest and model card")
    options = parser.parse_args()
    if options.write and options.model:
        parser.error("--write is for --weights, not for --model")
    try:
        splits = finished(options.data).splits
        sets = {meaning: splits[name][: options.rows] for name, meaning in SETS.items()}
        with progress() as report:
            if options.target == "code":
                text = measure_code(sets, options.weights, options.workers, options.repairs, report)
            else:
                model = options.model or str(options.weights)
                text = measure_slots(sets, model, options.workers, report, options.answers)
        print(text)
        if options.write:
            add_results(options.weights, options.target, options.data, text.partition("\n\n")[0])
    except DerivanimError as error:
        sys.exit(f"{error} {error.hint}".strip())


if __name__ == "__main__":
    main()
