"""Numbers that fit a function: points in its domain, intervals on which it is smooth, targets near the centre.

All is looked at in floats (trees.py); what a template then proves is decided by the template.
"""

from __future__ import annotations

import ast
import math
import random
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from derivanim.dataset.mathematics.families import Drawn
from derivanim.dataset.mathematics.trees import Tree, called, continuous, parse, slope, smooth, value

Places = dict[str, tuple[str, ...]]
_WHOLE = ("0", "1", "-1", "2", "-2", "3", "1", "2", "4", "5", "-3", "1/2", "0.5", "-1/2", "1.5", "3/2", "2.5", "1/4",
    "-1.5", "0.7", "6", "8", "10", "1/3")  # fmt: skip
_ANGLES = ("0", "pi/6", "pi/4", "pi/3", "pi/2", "pi", "2*pi/3", "-pi/4", "3*pi/4", "-pi/3", "-pi/6", "1", "2", "0.5",
    "5*pi/6")  # fmt: skip
_ROOTED = ("1", "4", "9", "16", "1/4", "2", "3", "8", "25", "5", "0.25", "27")
_LATER = ("1", "2", "3", "1/2", "1.5", "2.5", "4", "5", "0.5", "6", "8", "10", "3.5", "7", "12")
_INTERVALS = (("0", "2"), ("-1", "3"), ("-2", "2"), ("1", "4"), ("0", "5"), ("0", "1"), ("-3", "3"), ("1/2", "3"),
    ("0", "4"), ("-1", "1"), ("1", "3"), ("2", "5"), ("1", "E"), ("-2", "3"), ("0", "3"), ("0.5", "4"), ("1", "10"),
    ("-4", "1"), ("-1", "2"), ("1", "9"))  # fmt: skip
_OUTPUTS = (5, 8, 9, 10, 12, 15, 16, 20, 24, 25, 30, 36, 40, 45, 50, 60, 64, 75, 80, 90, 100, 120, 150, 200)
_STARTS = ("0", "1", "2", "3", "-1", "1.5", "0.5", "4", "-2", "2.5", "1/2", "5", "10", "-3", "0.2", "1.2")
_TURNS = (("0", "2*pi"), ("0", "pi"), ("-pi", "pi"), ("0", "pi/2"), ("-pi/2", "pi/2"), ("0", "3"), ("0", "2"),
    ("pi/4", "pi"), ("0", "3*pi/2"), ("-pi", "2"), ("0", "pi/3"))  # fmt: skip
_STEPS = (0.1, 0.2, -0.1, -0.2, 0.05, 0.3, 0.5, 0.01, -0.05, 0.4, -0.5, 0.25, 1, 0.02, 0.15)
_CIRCULAR = frozenset({"sin", "cos", "tan", "sec"})
Fit = Callable[[Drawn, Tree, random.Random, dict[str, str]], Places | None]


def number(source: str) -> float:
    """The value of a number; infinities too."""
    if source.endswith("oo"):
        return -math.inf if source.startswith("-") else math.inf
    found = value(parse(source))
    assert found is not None
    return found


def exact(height: float | None, largest: float = 1000) -> str | None:
    """A float as the short fraction that it is; None where it is none."""
    if height is None or abs(height) > largest:
        return None
    part = Fraction(height).limit_denominator(20)
    return str(part) if abs(float(part) - height) < 1e-9 else None


def calls(tree: Tree) -> set[str]:
    """The functions in an expression."""
    return {called(node) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def candidates(drawn: Drawn, tree: Tree, rng: random.Random) -> Iterator[str]:
    """Numbers at which one might look at a function, in a random order."""
    found = calls(tree)
    pool: Sequence[str] = _ROOTED if {"sqrt", "cbrt"} & found else _WHOLE
    if found & _CIRCULAR and "pi*" not in drawn.source:
        pool = _ANGLES
    if pool is not _WHOLE and rng.random() < 0.35:
        pool = _WHOLE
    whole = rng.randint(-9, 12)
    yield from rng.sample(pool, len(pool))[:4]
    yield rng.choice((str(whole), str(whole), f"{rng.randint(-3, 5)}.{rng.randint(1, 9)}"))
    yield from rng.sample(pool, len(pool))
    yield from ("1", "2", "3", "5", "10")


def point(drawn: Drawn, tree: Tree, rng: random.Random, largest: float = 500, least: float = 0.0) -> str | None:
    """A number with a slope, neither steep nor far up."""
    for source in candidates(drawn, tree, rng):
        at = number(source)
        height, steepness = value(tree, x=at), slope(tree, at)
        if height is not None and abs(height) < largest and steepness is not None and least <= abs(steepness) < 200:
            return source
    return None


def at_point(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """A point with a tangent."""
    found = _on_curve(drawn, tree, rng) if asked.get("point") == "P" else point(drawn, tree, rng)
    return None if found is None else {"point": (found,)}


def _on_curve(drawn: Drawn, tree: Tree, rng: random.Random) -> str | None:
    """A point of the curve both of whose coordinates can be written down."""
    for _ in range(4):
        found = point(drawn, tree, rng, 100)
        if found is not None and exact(value(tree, x=number(found)), 100) is not None:
            return found
    return None


def at_corner(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """Where something happens, or now and then another point."""
    if "point" not in asked:
        # Somewhere it must fail to be differentiable.
        return {} if any(slope(tree, number(mark)) is None for mark in drawn.marks) else None
    if drawn.marks and rng.random() < 0.88:
        found = rng.choice(drawn.marks)
        height = value(tree, x=number(found))
        if asked.get("point") == "P" and exact(height) is None:
            return None
        if asked["template"] == "one_sided_derivatives" and _leaps(tree, number(found)):
            return None
        return {"point": (found,)} if height is not None or asked["template"] == "differentiability" else None
    return at_point(drawn, tree, rng, asked)


def _leaps(tree: Tree, at: float) -> bool:
    """Whether the values on both sides of a place differ."""
    left, right = value(tree, x=at - 1e-9), value(tree, x=at + 1e-9)
    return left is not None and right is not None and abs(left - right) > 1e-2


def mostly_smooth(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """For magnifying: a point with a tangent, or half the time the corner."""
    bent = asked["template"] == "local_linearity" and drawn.marks and asked.get("point") != "P" and rng.random() < 0.6
    return at_corner(drawn, tree, rng, asked) if bent else at_point(drawn, tree, rng, asked)


def intervals(tree: Tree, rng: random.Random, positive: bool = False) -> Iterator[tuple[str, str]]:
    """Pairs of ends, in a random order."""
    low = rng.randint(0 if positive else -5, 3)
    pool = _TURNS if calls(tree) & _CIRCULAR and rng.random() < 0.75 else _INTERVALS
    if rng.random() < 0.45:
        yield str(low), str(low + rng.randint(1, 7))
    for pair in rng.sample(pool, len(pool)):
        if not positive or number(pair[0]) >= 0:
            yield pair
    yield from (("1", "2"), ("1", "4"), ("2", "6"), ("1/2", "2"))


def where_positive(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """A point at which there is a logarithm."""
    for _ in range(6):
        found = wherever(drawn, tree, rng, asked)
        if found is None or "point" not in found or (value(tree, x=number(found["point"][0])) or 0) > 0:
            return found
    return None


def over_interval(check: Callable[[Tree, float, float], bool], positive: bool = False) -> Fit:
    """An interval on which a function passes a check, and perhaps a point of it."""

    def fit(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
        for low, high in intervals(tree, rng, positive):
            a, b = number(low), number(high)
            if not check(tree, a, b) or not _moves(tree, a, b):
                continue
            found: Places = {"interval": (low, high)}
            if "point" in asked:
                inside = [source for source in candidates(drawn, tree, rng) if a <= number(source) <= b
                    and slope(tree, number(source)) is not None]  # fmt: skip
                if not inside or not (positive is False or number(inside[0]) >= 0):
                    continue
                found["point"] = (inside[0],)
            return found
        return None

    return fit


def _moves(tree: Tree, a: float, b: float) -> bool:
    ends, middle = [value(tree, x=at) for at in (a, b)], value(tree, x=0.37 * a + 0.63 * b)
    return middle is not None and None not in ends and any(abs(end - middle) > 1e-3 for end in ends if end is not None)


def wherever(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """Whatever of a point and an interval is asked for."""
    found: Places = {}
    if "interval" in asked:
        fitted = over_interval(continuous)(drawn, tree, rng, {key: kind for key, kind in asked.items()
            if key != "point"})  # fmt: skip
        if fitted is None:
            return None
        found |= fitted
    if "point" in asked:
        place = at_point(drawn, tree, rng, asked)
        if place is None:
            return None
        found |= place
    return found


def bent_interval(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """For theorems: smooth, and no straight line."""
    for low, high in intervals(tree, rng):
        a, b = number(low), number(high)
        heights = [value(tree, x=a + part * (b - a)) for part in (0, 0.3, 0.5, 1)]
        known = [height for height in heights if height is not None]
        if len(known) < 4 or max(map(abs, known)) > 2000:
            continue
        first, early, middle, last = known
        bends = max(abs(first + last - 2 * middle), abs(0.7 * first + 0.3 * last - early))
        if bends > 1e-3 * max(1.0, abs(middle)) and smooth(tree, a, b):
            return {"interval": (low, high)}
    return None


def equal_ends(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """The ends that the function came with."""
    return {"interval": drawn.marks[:2]} if len(drawn.marks) == 2 else None


def limit(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """The place of the limit that the function came with."""
    return {"point": drawn.marks[:1]} if drawn.marks else None


def in_time(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """Times from 0 on."""
    found: Places = {}
    if value(tree, x=0.5) is None or value(tree, x=3.0) is None:
        return None
    if "interval" in asked:
        ends = rng.choice((("0", "2"), ("0", "3"), ("0", "4"), ("0", "5"), ("0", "6"), ("1", "4"), ("1", "3"), ("0",
            "10"), ("2", "5"), ("0", "8")))  # fmt: skip
        if not smooth(tree, number(ends[0]) + 1e-3, number(ends[1])):
            return None
        found["interval"] = ends
    if "point" in asked:
        angles = ("pi/6", "pi/4", "pi/3", "pi/2", "pi")
        pool = angles if "sin" in calls(tree) or "cos" in calls(tree) else _LATER
        pool = _LATER if rng.random() < 0.4 else pool
        for source in rng.sample(pool, len(pool)):
            steepness = slope(tree, number(source))
            between = found.get("interval", ("0", "100"))
            inside = number(between[0]) <= number(source) <= number(between[1])
            if inside and steepness is not None and 1e-6 < abs(steepness) < 1e4:
                return found | {"point": (source,)}
        return None
    return found


def at_time(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """A moment at which something changes."""
    for source in (str(rng.randint(1, 12)), *rng.sample(_LATER, len(_LATER))):
        steepness, height = slope(tree, number(source)), value(tree, x=number(source))
        if steepness is not None and height is not None and 1e-6 < abs(steepness) < 1e5 and abs(height) < 1e6:
            return {"point": (source,)}
    return None


def at_output(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """A number of items, at which the money is positive."""
    for source in map(str, rng.sample(_OUTPUTS, len(_OUTPUTS))):
        at = number(source)
        height, steepness = value(tree, x=at), slope(tree, at)
        if height is not None and height > 0 and steepness is not None and (steepness > 0 or rng.random() < 0.2):
            return {"point": (source,)}
    return None


def near(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """An easy centre, and a target beside it."""
    for source in candidates(drawn, tree, rng):
        at = number(source)
        if slope(tree, at) is None or (exact(value(tree, x=at)) is None and rng.random() < 0.9):
            continue
        for step in rng.sample(_STEPS, 4):
            there = round(at + step, 2)
            low, high = sorted((at, there))
            if "pi" not in source and smooth(tree, low, high) and abs(slope(tree, at) or 0) > 1e-6:
                return {"point": (source,), "target": (f"{there:g}",)}
            if "pi" in source and smooth(tree, low, high):
                return {"point": (source,), "target": (f"{round(there, 1):g}",)}
    return None


def newton(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """A start from which the method finds a root."""
    for source in rng.sample(_STARTS, 10):
        at = number(source)
        height = value(tree, x=at)
        if height is None or abs(height) < 1e-9 or abs(height) > 1e4:
            continue
        place: float | None = at
        for _ in range(8):
            assert place is not None
            height, steepness = value(tree, x=place), slope(tree, place)
            if height is None or not steepness:
                place = None
                break
            place -= height / steepness
            if abs(place) > 50:
                place = None
                break
        end = None if place is None else value(tree, x=place)
        if end is not None and abs(end) < 1e-7:
            return {"start": (source,)}
    return None


def around(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """A centre with derivatives; 0 where the request names none."""
    if "point" not in asked:
        return {} if smooth(tree, -0.2, 0.2) else None
    for source in candidates(drawn, tree, rng):
        at = number(source)
        easy = exact(value(tree, x=at)) is not None or rng.random() < 0.2
        if easy and smooth(tree, at - 0.2, at + 0.2) and abs(slope(tree, at) or 0.0) < 100:
            return {"point": (source,)}
    return None


def outside(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """A point beside the curve, on the tangent at an easy place."""
    for source in candidates(drawn, tree, rng):
        at = number(source)
        height, steepness = value(tree, x=at), slope(tree, at)
        if height is None or steepness is None or abs(height) > 30 or abs(steepness) > 12:
            continue
        steepness = _rounded(steepness)
        for step in rng.sample((-3, -2, -1, 1, 2, 3, -0.5, 0.5), 8):
            a, b = exact(at + step, 20), exact(height + step * steepness, 60)
            if a is None or b is None:
                continue
            there = value(tree, x=number(a))
            if there is None or abs(there - number(b)) > 0.15:
                return {"outside": (a, b)}
    return None


def _rounded(steepness: float) -> float:
    """The fraction that a slope measured in floats means."""
    part = Fraction(steepness).limit_denominator(20)
    return float(part) if abs(float(part) - steepness) < 1e-5 else steepness


def inverse(drawn: Drawn, tree: Tree, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """A point with a slope, or a value that is taken once."""
    for source in candidates(drawn, tree, rng):
        at = number(source)
        height, steepness = value(tree, x=at), slope(tree, at)
        if height is None or steepness is None or not 0.02 < abs(steepness) < 100 or abs(height) > 200:
            continue
        if "point" in asked:
            if asked["point"] != "P" or exact(height, 100) is not None:
                return {"point": (source,)}
            continue
        written = exact(height, 200)
        if written is None or not _monotone(tree):
            continue
        return {"value": (written,)}
    return None


def _monotone(tree: Tree) -> bool:
    """Whether a function only rises, or only falls, as far as one sees."""
    heights = [value(tree, x=-20 + 0.2 * i + 0.013) for i in range(201)]
    known = [height for height in heights if height is not None]
    if len(known) < 20:
        return False
    first = heights.index(known[0])
    if None in heights[first : first + len(known)]:
        return False
    steps = [q - p for p, q in pairwise(known)]
    return all(step > -1e-12 for step in steps) or all(step < 1e-12 for step in steps)


FITS: dict[str, Fit] = {
    **dict.fromkeys(("one_sided_derivatives", "differentiability"), at_corner),
    "local_linearity": mostly_smooth,
    "logarithmic_differentiation": where_positive,
    "average_and_instantaneous_rate": over_interval(continuous),
    "optimization": over_interval(continuous),
    "mean_value_theorem": bent_interval,
    "rolle_theorem": equal_ends,
    "lhopital_rule": limit,
    "motion": in_time,
    "rate_of_change": at_time,
    "marginal_analysis": at_output,
    "linear_approximation": near,
    "newton_method": newton,
    "taylor_polynomial": around,
    "tangent_from_point": outside,
    "inverse_function_derivative": inverse,
}


def fit(template: str, drawn: Drawn, rng: random.Random, asked: dict[str, str]) -> Places | None:
    """Numbers for the fields that a request fills, each N, P, I or a pair of N; None where none were found."""
    tree = parse(drawn.source)
    return FITS.get(template, wherever)(drawn, tree, rng, asked | {"template": template})
