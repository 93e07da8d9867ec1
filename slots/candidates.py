"""The candidates for an extremum on an interval as data: their table, and the lines about them and the winners."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import sympy

from derivanim.calculus.optimize import Candidate, Candidates
from derivanim.calculus.printing import to_typst
from derivanim.slots import numbers, stage
from derivanim.slots.interval import IntervalSlots

MOST_ROWS = 7
MOST_PLACES = 4  # that a line names
MOST_WINNERS = 2  # of one kind that are shown
CROWDED, PITCH, CLOSE = 6, 0.46, 0.38  # from so many rows on they stand closer together
_FRACTION = re.compile(r"frac\(([\w ]+), ([\w ]+)\)")
KINDS = {"endpoint": "end", "critical": "critical-point", "not differentiable": "corner"}
Winners = list[tuple[str, tuple[Candidate, ...]]]
"""Maximum and minimum, each with all the points that share it."""


def extrema(found: Candidates, goal: str) -> Winners:
    """The extrema asked for: the maximum, the minimum or both."""
    both = [("maximum", found.maxima), ("minimum", found.minima)]
    return [(kind, points) for kind, points in both if goal in (kind, "both")]


def steps(slots: IntervalSlots, found: Candidates) -> list[dict[str, Any]]:
    """The derivative, and the points at which it is 0 or missing."""
    critical = [_place(point.point) for point in found.points if point.kind != "endpoint"]
    named = stage.places(slots.symbol, critical[:MOST_PLACES], more=len(critical) > MOST_PLACES) if critical else ""
    derivative = f"{stage.call_of(slots, prime=chr(39))} = {to_typst(found.derivative)}"
    rule = slots.say("critical-line", interval=slots.typeset)
    return [
        stage.line(slots.say("derivative-line"), derivative, slots.say("derivative"), "DERIVATIVE"),
        stage.line(rule, named or f'"{slots.say("none")}"', slots.say("critical")),
    ]


def table(slots: IntervalSlots, found: Candidates, winners: Winners) -> dict[str, Any]:
    """The rows of the table, and for each winner its rows and its line."""
    shown = _shown(found, [point for _, points in winners for point in points[:MOST_WINNERS]])
    return {
        "pitch": PITCH if len(shown) < CROWDED else CLOSE,
        "header": [f'"{slots.say("candidate")}"', to_typst(slots.symbol), stage.call_of(slots)],
        "candidates": [_row(slots, point) for point in shown],
        "winners": [
            {
                "places": [shown.index(point) for point in points if point in shown],
                "line": _winner_line(slots, kind, points),
            }
            for kind, points in winners
        ],
    }


def _row(slots: IntervalSlots, point: Candidate) -> dict[str, Any]:
    texts = [f'"{slots.say(KINDS[point.kind])}"', _number(point.point), _number(point.value)]
    return {"x": float(point.point), "y": float(point.value), "row": texts}


def _winner_line(slots: IntervalSlots, kind: str, points: Sequence[Candidate]) -> dict[str, Any]:
    """`f(-1) = f(2) = 2`; with `approx` where a place is rounded."""
    value, shown = points[0].value, points[:MOST_WINNERS]
    calls = " = ".join(stage.call_of(slots, _number(point.point)) for point in shown)
    decimal = numbers.decimal(float(value))
    rounded = any(_in_table(point.point) is None for point in shown)
    rule = slots.say(f"{kind}-line", interval=slots.typeset)
    formula = f"{calls} {f'approx {decimal}' if rounded else numbers.valued(value)}"
    return stage.line(rule, formula, slots.say(f"{kind}-is", value=decimal), "MEASURE")


def _in_table(value: sympy.Expr) -> str | None:
    """An exact number that fits into a column; None where it is too wide."""
    text = _FRACTION.sub(r"\1 \\/ \2", numbers.exact(value))
    narrow = value.count_ops() < 4 and value.atoms(sympy.Function) <= value.atoms(sympy.exp, sympy.log)
    return text if numbers.is_short(value) and narrow and "frac" not in text else None


def _number(value: sympy.Expr) -> str:
    """A number of a table: exact where it fits, else with decimals."""
    return _in_table(value) or numbers.decimal(float(value))


def _place(value: sympy.Expr) -> str:
    """`= 1`, or `approx 1.37`."""
    return f"{'=' if _in_table(value) else 'approx'} {_number(value)}"


def _shown(found: Candidates, winners: Sequence[Candidate]) -> list[Candidate]:
    """At most MOST_ROWS candidates from left to right: the ends and the winners, then the others in their order."""
    first = [*winners, found.points[0], found.points[-1], *found.points]
    kept = list(dict.fromkeys(first))[:MOST_ROWS]
    return [point for point in found.points if point in kept]
