"""The figures of a comparison: the funnel of every arm with intervals, the pairs of arms, seconds and tokens."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from derivanim.atomic import write_text
from derivanim.compare.output import STAGES
from derivanim.compare.results import Result, manifest, read_results
from derivanim.compare.statistics import LEVEL, Estimate, Paired, compared, median, wilson

ALL = "all"
PICTURED = ("executes", "visible", "layout")
FIGURES = "figures.json"
TABLE = "table.md"


def figures(folder: Path) -> dict[str, Any]:
    """All figures of a results folder, by test set and arm, for JSON; the same for the same rows."""
    about = manifest(folder)
    results = list(read_results(folder))
    arms = list(about["arms"])
    pictures = bool(about.get("settings", {}).get("pictures", True))
    sets = list(about["test_sets"])
    groups = {name: [r for r in results if r.test_set == name] for name in sets}
    if len(sets) > 1:
        groups[ALL] = results
    expected = {name: about["test_sets"][name]["rows"] for name in sets} | {
        ALL: sum(one["rows"] for one in about["test_sets"].values())
    }
    return {
        "level": LEVEL,
        "rows": {name: expected[name] for name in groups},
        "arms": {
            name: {arm: of_arm([r for r in rows if r.arm == arm], pictures) for arm in arms}
            for name, rows in groups.items()
        },
        "pairs": {name: [pair.as_dict() for pair in pairs(rows, arms)] for name, rows in groups.items()},
    }


def of_arm(results: Sequence[Result], pictures: bool = True) -> dict[str, Any]:
    """The funnel of one arm, its causes of failure, and what an answer costs."""
    count = len(results)
    verdicts = [result.verdict for result in results]
    tokens = [float(r.output.tokens) for r in results if r.output.tokens is not None]
    return {
        "rows": count,
        "funnel": {
            # What this comparison leaves out has no figure; what an arm never reached has one, which is 0.
            stage: wilson(sum(v.reached(stage) for v in verdicts), count).as_dict()
            if pictures or stage not in PICTURED
            else None
            for stage in STAGES
        },
        "passed": wilson(sum(v.passed for v in verdicts), count).as_dict(),
        "refused": wilson(sum(r.output.refused for r in results), count).as_dict(),
        "causes": dict(sorted(Counter(v.cause for v in verdicts if v.cause).items(), key=lambda c: (-c[1], c[0]))),
        "seconds": median([r.output.seconds for r in results]).as_dict(),
        "tokens": median(tokens).as_dict() if tokens else None,
        "characters": median([float(len(r.output.text)) for r in results]).as_dict(),
    }


def pairs(results: Iterable[Result], arms: Sequence[str]) -> list[Paired]:
    """Every pair of arms, by whether they passed the whole funnel on the same rows."""
    right: dict[str, dict[str, bool]] = {arm: {} for arm in arms}
    for result in results:
        right[result.arm][f"{result.test_set}/{result.id}"] = result.verdict.passed
    return compared(right)


def markdown(found: dict[str, Any]) -> str:
    """The figures as Markdown: a funnel and the pairs for each test set."""
    parts = []
    for name, arms in found["arms"].items():
        parts.append(f"## {name}\n\n{_funnel(arms)}\n\n{_costs(arms)}")
        if found["pairs"][name]:
            parts.append(_pairs(found["pairs"][name]))
        short = [arm for arm, one in arms.items() if one["rows"] < found["rows"][name]]
        if short:
            parts.append(f"Not finished: {', '.join(short)}, of {found['rows'][name]} rows.")
    note = (
        f"Shares of all rows that are still in the funnel after each stage, with {100 * LEVEL:.0f} % Wilson intervals."
    )
    return "\n\n".join([note, *parts]) + "\n"


def _funnel(arms: dict[str, Any]) -> str:
    lines = [_row(["arm", "rows", *STAGES, "passed"]), _row(["---"] * (len(STAGES) + 3))]
    for arm, one in arms.items():
        cells = [Estimate(**held).percent() if (held := one["funnel"][stage]) else "-" for stage in STAGES]
        lines.append(_row([arm, str(one["rows"]), *cells, Estimate(**one["passed"]).percent()]))
    return "\n".join(lines)


def _costs(arms: dict[str, Any]) -> str:
    header = ["arm", "refused", "median seconds", "median tokens", "median characters", "most frequent failures"]
    lines = [_row(header), _row(["---"] * len(header))]
    for arm, one in arms.items():
        causes = ", ".join(f"{cause} {count}" for cause, count in list(one["causes"].items())[:4]) or "-"
        costs = [_cost(one["seconds"], 3), _cost(one["tokens"], 0), _cost(one["characters"], 0)]
        lines.append(_row([arm, Estimate(**one["refused"]).percent(), *costs, causes]))
    return "\n".join(lines)


def _cost(one: dict[str, Any] | None, digits: int) -> str:
    if one is None or not one["count"]:
        return "-"
    return f"{one['value']:.{digits}f} ({one['low']:.{digits}f} to {one['high']:.{digits}f})"


def _pairs(found: Sequence[dict[str, Any]]) -> str:
    header = ["pair", "rows", "only the first", "only the second", "p (McNemar)", "p (Holm)", "better"]
    lines = [_row(header), _row(["---"] * len(header))]
    for one in found:
        lines.append(
            _row([
                f"{one['first']}, {one['second']}", str(one["rows"]), str(one["only_first"]), str(one["only_second"]),
                f"{one['p']:.2g}", f"{one['adjusted']:.2g}", one["better"] or "not told apart",
            ])
        )  # fmt: skip
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write(folder: Path) -> str:
    """Write the figures as JSON and as Markdown beside the rows; the Markdown."""
    found = figures(folder)
    text = markdown(found)
    for name, held in ((FIGURES, json.dumps(found, indent=2, ensure_ascii=False) + "\n"), (TABLE, text)):
        write_text(folder / name, held)
    return text
