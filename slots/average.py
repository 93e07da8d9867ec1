"""An average rate and an instantaneous one as data: secant and tangent, and the lines that compare the two."""

from __future__ import annotations

from typing import Any

import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import failure
from derivanim.calculus.window import choose_window
from derivanim.slots import labels, marks, numbers, plots, points, stage
from derivanim.slots.at_point import AtPoint

CLOSE = 1e-3  # of the interval: how near the ends of the moving secant come to the point
FLAT = 1.0  # height in units of the frame, below which a triangle has no room for the names of its legs
READING = 5.0  # seconds in which the lines that lead to the slope are read
Ends = tuple[sympy.Expr, sympy.Expr]


def average_rate(slots: AtPoint, ends: Ends) -> sympy.Expr:
    """The exact average rate, in the shorter of two forms."""
    first, last = (points.value_at(slots.expression, slots.symbol, end) for end in ends)
    rate = (last - first) / (ends[1] - ends[0])
    return min(rate, sympy.simplify(rate), key=lambda form: form.count_ops())


def moment(slots: AtPoint, ends: Ends) -> sympy.Expr:
    """The first of left end, middle and right end that has a tangent."""
    places = [ends[0], sum(ends) / 2, ends[1]]
    return next((place for place in places if not failure(slots.expression, slots.symbol, place)), ends[0])


def picture(slots: AtPoint, ends: Ends, average: sympy.Expr) -> dict[str, Any]:
    """Axes over the interval, the ends of the secant and where they go, and whether its legs can be seen."""
    x, at, (low, high) = slots.symbol, slots.at, ends
    window, first = choose_window(slots.expression, x, interval=ends), points.value_at(slots.expression, x, low)
    shown = plots.plot(window, [slots.expression, average * (x - low) + first, slots.tangent], x)
    paper = labels.Paper.under(shown, plots.PICTURE)
    places, close = sorted({low, at, high}, key=float), CLOSE * float(high - low)
    rise = abs(float(average * (high - low))) * plots.PICTURE[1] / (window.y_max - window.y_min)
    if rise > FLAT:
        shown = paper.cleared(shown, _legs(paper, float(low), float(high), first, float(average)))
    return shown | {
        "x_ticks": marks.bare_near(shown["x_ticks"], map(float, places), window.x_max - window.x_min),
        "ends": [float(low), float(high)],
        "labels": [numbers.exact(low), numbers.exact(high)],
        "point": float(at),
        "point_label": None if at in ends else numbers.exact(at),
        "goals": [float(max(low, at - close)), float(min(high, at + close))],
        "slope": float(slots.slope),
        "legs": rise > FLAT,
        "slots": 5 + len(str(int(max(abs(average), abs(slots.slope))))),
    }


def _legs(paper: labels.Paper, low: float, high: float, first: sympy.Expr, average: float) -> list[labels.Box]:
    """The names of the secant's legs, inside of the triangle."""
    run, rise, start = high - low, average * (high - low), float(first)
    across = low + 0.65 * run, start
    upward = high, start + 0.35 * rise
    above = labels.UP if rise > 0 else labels.DOWN
    return [
        paper.beside(across, "D x", above, gap=0.12),
        paper.beside(upward, "D y", labels.LEFT, gap=0.12),
    ]


def average_line(slots: AtPoint, ends: Ends, average: sympy.Expr) -> dict[str, Any]:
    """The average rate as a difference quotient."""
    low, high = (numbers.exact(end) for end in ends)
    minus = f"({low})" if low.startswith("-") else low
    quotient = f"frac({stage.call_of(slots, high)} - {stage.call_of(slots, low)}, {high} - {minus})"
    rule = slots.say("average-line", interval=f"$[{low}, {high}]$")
    told = slots.say("average", rate=numbers.decimal(float(average)))
    return stage.line(rule, f"{quotient} {numbers.valued(average)}", told, "MEASURE")


def moment_lines(slots: AtPoint) -> list[dict[str, Any]]:
    """The derivative, and its value at the point: the instantaneous rate."""
    told = slots.say("moment-is", where=slots.where, rate=numbers.decimal(float(slots.slope)))
    rule, name = slots.say("moment-line", where=slots.there), f"{slots.slope_name} {numbers.valued(slots.slope)}"
    steps = stage.derivation(slots, 1)
    steps[-1].pop("color")  # that of the rate itself
    return stage.paced([*steps, stage.line(rule, name, told, "DERIVATIVE")], READING)


def comparison(slots: AtPoint, average: sympy.Expr) -> dict[str, Any]:
    """Which of the two rates is larger; more digits where two do not tell."""
    rates = float(average), float(slots.slope)
    texts = [numbers.decimal(rate) for rate in rates]
    apart = evaluate(average - slots.slope)
    if apart is None or abs(apart) < 1e-20 * max(1, abs(rates[1])):
        kind, sign = "equal", "="
    else:
        kind, sign = ("above", ">") if apart > 0 else ("below", "<")
        texts = [f"{rate:.6g}" for rate in rates] if texts[0] == texts[1] else texts
    formula = f"{stage.tint(texts[0], 'MEASURE')} {sign} {stage.tint(texts[1])}"
    return stage.line(slots.say(f"{kind}-line"), formula, slots.say(kind))
