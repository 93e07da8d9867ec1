"""Pictures of a quotient near a point as data: the heights of numerator and denominator, or the quotient itself."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.kinks import differentiability_at
from derivanim.calculus.lhopital import Lhopital, Round
from derivanim.calculus.sampling import sampler
from derivanim.calculus.window import Window, choose_window
from derivanim.errors import MathError
from derivanim.slots import plots, stage
from derivanim.slots.base import FunctionSlots
from derivanim.slots.marks import bare_near

FAR = (5.0, 10.0, 20.0, 50.0, 200.0)  # how far a picture of a limit at infinity may reach
CLOSE = 2e-3  # of the window's width, at which a moving point stops beside the limit's point


def heights(slots: FunctionSlots, rounds: tuple[Round, ...], at: sympy.Expr, side: int) -> list[dict[str, Any]]:
    """For each of two rounds, or the first of more, both curves and their slopes there; none without tangents."""
    shown = rounds if len(rounds) < 3 else rounds[:1]
    if at.is_infinite or any(each.form != "0/0" or not _smooth(each, slots.symbol, at) for each in shown):
        return []
    return [_height(slots, each, at, side) for each in shown]


def _smooth(each: Round, x: sympy.Symbol, at: sympy.Expr) -> bool:
    return all(differentiability_at(part, x, at).kind == "differentiable" for part in (each.top, each.bottom))


def _height(slots: FunctionSlots, each: Round, at: sympy.Expr, side: int) -> dict[str, Any]:
    x, place = slots.symbol, float(at)
    slopes = [float(evaluate(part, {x: at}) or 0) for part in each.derivatives]
    window = choose_window(each.top, x, point=at, also=(each.bottom,))
    plotted = plots.plot(window, [each.top, each.bottom], x, place)
    room = (window.x_max - place) if side > 0 else (place - window.x_min)
    f, g = (sampler(part, [x]) for part in (each.top, each.bottom))
    starts = place + side * room * np.array([0.75, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1])
    seen = [(window.y_min < values) & (values < window.y_max) for values in (f(starts), g(starts))]
    start = next((float(at) for at, *inside in zip(starts, *seen, strict=True) if all(inside)), float(starts[-1]))
    return plotted | {
        "top": stage.in_x(each.top, slots),
        "bottom": stage.in_x(each.bottom, slots),
        "bottom_pieces": list(window.also_pieces[0]),
        "slopes": slopes,
        "level": all(abs(slope) < 1e-12 for slope in slopes),
        "start": start,
        "stop": place + side * CLOSE * room,
    }


def quotient(slots: FunctionSlots, found: Lhopital, at: sympy.Expr) -> dict[str, Any]:
    """The quotient's curve and that of the derivatives, and the way of the dots towards the point."""
    x, function = slots.symbol, slots.expression
    side = found.sides[-1]
    window = _window(function, found, x, at, side)
    plotted = plots.plot(window, [function, found.settled], x, None if at.is_infinite else float(at))
    level = None if found.limit.is_infinite else float(found.limit)
    height, width = window.y_max - window.y_min, window.x_max - window.x_min
    if level is not None:
        plotted["y_ticks"] = bare_near(plotted["y_ticks"], [level], height, plots.PICTURE[1], 0.4)
    low, high = _way(window, at, side)
    visible = [ends for ends in window.pieces if ends[0] < high and ends[1] > low]
    low, high = max(low, visible[0][0]), min(high, visible[-1][1])
    start, stop = (low, high) if (at == sympy.oo or (side < 0 and at != -sympy.oo)) else (high, low)
    return plotted | {
        "settled": stage.in_x(found.settled, slots),
        "settled_pieces": list(window.also_pieces[0]),
        "level": level,
        "start": start,
        "stop": stop + (0 if at.is_infinite else CLOSE * width * (-1 if start < stop else 1)),
    }


def _way(window: Window, at: sympy.Expr, side: int) -> tuple[float, float]:
    if at.is_infinite:
        return window.x_min, window.x_max
    return (float(at), window.x_max) if side > 0 else (window.x_min, float(at))


def _window(function: sympy.Expr, found: Lhopital, x: sympy.Symbol, at: sympy.Expr, side: int) -> Window:
    f = sampler(function, [x])
    if not at.is_infinite:
        low, high = (float(at) - (1 if -1 in found.sides else 0), float(at) + (1 if 1 in found.sides else 0))
        return choose_window(function, x, interval=(low, high), also=(found.settled,))
    sign = 1 if at > 0 else -1
    for far in FAR:
        places = np.linspace(far / 100, far, 400)
        away = np.abs(f(sign * places) - (0.0 if found.limit.is_infinite else float(found.limit)))
        calm = np.max(away[80:])
        # From where on the curve stays in sight: behind a pole at 0, for example.
        wild = np.flatnonzero(~(away <= 3 * calm))
        first = places[wild[-1] + 1] if wild.size else places[0]
        if np.isfinite(calm) and (found.limit.is_infinite or away[-1] < 0.45 * calm):
            ends = sorted((float(sign * first), sign * far))
            return choose_window(function, x, interval=(ends[0], ends[1]), also=(found.settled,))
    raise MathError(f"{function} comes to its limit too slowly to be shown.", "ask for the limit of a simpler quotient")
