"""Whether a function can be what a story says: a height above zero, a time after the start, a falling temperature."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from derivanim.dataset.mathematics.fitting import Places, number
from derivanim.dataset.mathematics.trees import parse, slope, value

# What is never below zero.
_AMOUNT = re.compile(
    r"\b(?:tall|thick|depth|height|length|mass|weigh\w*|kg|grams|kilograms|population|people|inhabitants|bacteria|users|"
    r"infected|cases|litres|gallons|volume|water|reservoir|tank|area|price|worth|dollars|euros|savings|debt|rent|items|"
    r"pieces|colony|crowd|culture|concentration|dose|drug|bees|fish|trees|foxes|visitors|followers|brightness|loudness|"
    r"noise|pressure|intensity|demand|cost|costs|revenue|income|sales|wages|snow|ice|glacier|hair|candle|heart rate|"
    r"blood|progress|"
    r"words remembered|pupils|stock|battery|yield|photosynthesis|ph|co2|wind|elevation|covered|driven|slid|distance|"
    r"stain|oil|rain|fuel|value of my|half-life|decay|radioactive|substance|waste|metal|material|bill|spending|score|"
    r"happiness|utility|travel time|time is|delivery|resistance|power (?:output|delivered)|peak power|range is|"
    r"range of the|farthest|error|strength|drag|surface is|studied|study time|bakery|output lies|skyline)\b",
    re.IGNORECASE,
)
# Nobody's amount is a tangent, an arc or a hyperbolic function, and a wave only where something swings with time.
_NO_AMOUNT = re.compile(r"\b(?:tan|cot|sec|csc|asin|acos|atan|sinh|cosh|tanh|coth|sech|csch|[Aa]bs)\(")
_NO_WAVE = re.compile(rf"{_NO_AMOUNT.pattern}|\b(?:sin|cos)\(")
_SWINGS = re.compile(
    r"\b(?:temperature|voltage|current|spring|tide|depth|height|altitude|daylight|brightness|swing|hours?|seconds?|days?|"
    r"months?|year|night|wind|water|light|noise|pressure|skyline|demand|heart rate|blood)\b",
    re.IGNORECASE,
)
# What happens in time or over a length that starts at zero.
_FROM_ZERO = re.compile(
    r"\b(?:t (?:seconds|minutes|hours|days|weeks|months|years|in)|seconds|minutes?|hours?|days?|weeks?|months?|years?|"
    r"time|moment|instant|particle|position|displacement|velocity|ball|car|train|altitude|depth|distance|units?|items?|"
    r"output|radius|production|produced|lot size|step size|cut size|quantity|width|load|pieces|loaves|cookies|sleep|"
    r"population)\b",
    re.IGNORECASE,
)
_FALLS = re.compile(
    r"\b(?:falls?|falling|drops?|dropping|cools?|cooling|drain\w*|empt\w+|outflow|decays?|leak\w*|shrinks?|fades?|"
    r"losing|lose|loses|loss|melt\w*|burns? down|crash|decreasing|declines?|retreat\w*|disappear\w*|discharge|"
    r"going down|getting shorter|used up|flow out|leaves the tank|forgetting|elimination|escape)\b",
    re.IGNORECASE,
)
_RISES = re.compile(
    r"\b(?:gr[eo]w\w*|rises?|rising|heat(?:s|ing)|fill\w*|piling|climb\w*|gain\w*|spread\w*|increas\w+|multiply|"
    r"thickening|shoot up|enter|joining|warming up|inflow)\b",
    re.IGNORECASE,
)
_EITHER = re.compile(
    r"\bor (?:is it )?(?:falling|cooling|losing|down|shrinking)|\bor falling|\bgaining or", re.IGNORECASE
)
# Who goes along a road does not fall: no position of theirs begins with half of what things fall with.
_ON_ROADS = re.compile(
    r"\b(?:runner|bus|car|train|cyclist|walker|jogger|hiker|passenger|covered|driven)\b", re.IGNORECASE
)
_FALLING = re.compile(r"-\s*(?:16|4\.9|5)\*x\*\*2")
# What stories are about whose functions go by other names: the angle of a camera, the height of a drone.
_STORY = re.compile(
    r"\b(?:camera|rocket|balloon|robot|drone|kite|telescope|satellite|ladder|lighthouse|searchlight|cinema|ferris|"
    r"pendulum|buoy|voltage|current|swing|heartbeat|hours?|days?|minutes?|seconds?|months?|years?|weeks?|altitude|hike|"
    r"hiker|car|train|cyclist|tank|population|fuel|gdp|toll|trip|journey|at t = N1|economics|cost|track|trail|"
    r"turbine|energy|free fall|wages)\b",
    re.IGNORECASE,
)
_OF_AMOUNTS = frozenset({"rate_of_change", "optimization", "marginal_analysis", "average_and_instantaneous_rate"})
_OF_TIMES = _OF_AMOUNTS | {"motion"}
# Their functions are the same in a story and out of it, so that only the times of a story are looked at.
_LESSONS = frozenset(
    {"trigonometric_derivative", "inverse_trigonometric_derivative", "hyperbolic_derivative", "exponential_derivative",
     "logarithm_derivative", "power_rule", "quotient_rule", "product_rule", "chain_rule", "derivative_graph",
     "critical_points", "higher_derivatives", "tangent_line", "increasing_and_decreasing", "concavity",
     "mean_value_theorem", "curve_sketching"}
)  # fmt: skip
# Of these lessons, those whose words tell of an amount over an interval.
_OVER_TIME = frozenset({"derivative_graph", "mean_value_theorem", "increasing_and_decreasing", "critical_points"})
_STEPS = 12
# Less than this is no amount that anybody would speak of.
_LEAST = 0.1
# What cools down on a table, and the degrees that it keeps.
_FOOD = re.compile(r"\b(?:pizza|coffee|tea|soup|pie|cake|oven|lava|cocoa|bread)\b", re.IGNORECASE)
_ROOM = 12.0
_HOT = 150.0
_LAVA = re.compile(r"\blava\b", re.IGNORECASE)
# Words that take it for granted that something happens: a slope that jumps, a standstill, a growth that slows down.
_CORNER = re.compile(r"\bcorner|\bkink|half-lines|\bjump|tax brackets|touches the ground|bounc", re.IGNORECASE)
_STANDS = re.compile(
    r"\b(?:at rest|rests?|resting|stops?|standing|turns?|turning points?|turn(?:s|ing)? back)\b", re.IGNORECASE
)
_SLOWS = re.compile(r"speeding up|diminishing|inflection|fastest|become fewer|speed up", re.IGNORECASE)
_SHORTLY = (0.25, 12.0)


def possible(template: str, text: str, source: str, places: Places) -> bool:
    """Whether the function, at its places, is what the words call it: x is its variable in `source`."""
    at = [place for place in _numbers(places) if abs(place) != float("inf")]
    if template in _LESSONS and _STORY.search(text) and any(place < 0 for place in at):
        return False
    if template in _OVER_TIME and places.get("interval") and _STORY.search(text) and _AMOUNT.search(text):
        return _stays_above(source, at)
    if template == "newton_method":
        return _has_zero(source)
    if template == "one_sided_derivatives" and _CORNER.search(text):
        return bool(at) and _has_corner(source, at[0])
    if template == "motion" and _STANDS.search(text) and not _turns(source, places):
        return False
    if template == "concavity" and _AMOUNT.search(text):
        return _stays_above(source, at or [0.5, 5.0]) and (not _SLOWS.search(text) or _slows_down(source, places))
    if template not in _OF_TIMES:
        return True
    if _FROM_ZERO.search(text) and any(place < 0 for place in at):
        return False
    if template not in _OF_AMOUNTS:
        return not (_ON_ROADS.search(text) and _FALLING.search(source))
    tree = parse(source)
    amount = bool(_AMOUNT.search(text))
    swings = bool(_SWINGS.search(text))
    if template == "optimization" and (amount or swings) and (_NO_AMOUNT if swings else _NO_WAVE).search(source):
        return False
    if amount and not _stays_above(source, at):
        return False
    if _FOOD.search(text) and not (_stays_above(source, at, _ROOM) and _is_below(source, at, _LAVA.search(text))):
        return False
    if template != "rate_of_change" or _EITHER.search(text):
        return True
    falls, rises = bool(_FALLS.search(text)), bool(_RISES.search(text))
    if falls == rises:
        return True
    steep = [slope(tree, place) for place in at]
    return all(found is not None and (found < 0) == falls and found != 0 for found in steep)


def _stays_above(source: str, at: list[float], least: float = _LEAST) -> bool:
    """Whether an amount is above zero at its places and between them, and around a place that stands alone."""
    if not at:
        return True
    tree, low, high = parse(source), min(at), max(at)
    if low == high:
        low, high = 0.7 * low, 1.3 * high
    between = [low + (high - low) * step / _STEPS for step in range(_STEPS + 1)]
    if any((value(tree, x=place) or 0.0) < least for place in at):
        return False
    return all((found := value(tree, x=place)) is None or found >= 0 for place in between)


def _is_below(source: str, at: list[float], lava: re.Match[str] | None) -> bool:
    """Whether what cools on a table is no hotter than an oven's food; lava is."""
    tree = parse(source)
    return lava is not None or all((found := value(tree, x=place)) is not None and found <= _HOT for place in at)


def _has_corner(source: str, place: float) -> bool:
    """Whether the slopes on both sides of a place are far apart."""
    tree, near = parse(source), 1e-4
    left, here, right = (value(tree, x=place + side) for side in (-near, 0.0, near))
    if left is None or here is None or right is None:
        return False
    return abs((right - here) - (here - left)) / near > _LEAST


def _turns(source: str, places: Places) -> bool:
    """Whether the velocity changes its sign in the interval, or soon after the start."""
    return len({change > 0 for change in _changes(source, places) if change}) == 2


def _slows_down(source: str, places: Places) -> bool:
    """Whether what grows does so faster at first and more slowly afterwards."""
    changes = _changes(source, places)
    most = max(range(len(changes)), key=changes.__getitem__) if changes else 0
    return 0 < most < len(changes) - 1 and changes[most] > 0


def _changes(source: str, places: Places) -> list[float]:
    """How much the values change from step to step, over the interval or shortly after the start."""
    ends = [number(part) for part in places.get("interval", ())] or list(_SHORTLY)
    tree, low, high = parse(source), min(ends), max(ends)
    found = [value(tree, x=low + (high - low) * step / 48) for step in range(49)]
    known = [height for height in found if height is not None]
    return [after - before for before, after in pairwise(known)]


def _has_zero(source: str) -> bool:
    """Whether the values change sign somewhere, so that there is a root to be found."""
    tree = parse(source)
    found = [value(tree, x=step / 4 + 0.01) for step in range(-80, 81)]
    signs = {height > 0 for height in found if height is not None}
    return len(signs) == 2


def _numbers(places: Places) -> Iterable[float]:
    return (number(part) for field in ("point", "interval") for part in places.get(field, ()))
