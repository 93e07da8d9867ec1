"""The logarithm of a product or a power as a sum of terms: which functions have one, its curve, and the lines."""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.logarithms import logarithm_sum, logarithm_terms
from derivanim.calculus.printing import to_typst
from derivanim.calculus.sampling import sampler
from derivanim.errors import MathError
from derivanim.slots import numbers, stage
from derivanim.slots.base import FunctionSlots
from derivanim.slots.growth import growth
from derivanim.slots.slope_graph import SlopeGraph

READING = 4.4  # seconds in which all lines are read
EVERYWHERE = np.linspace(-30, 30, 4001)


def require_logarithm(slots: FunctionSlots, at: sympy.Expr | None) -> None:
    """Refuse what a logarithm does not take apart, and what is nowhere positive or not so at the point."""
    function, shown = slots.expression, numbers.plain(slots.function)
    if not (len(logarithm_terms(function)) > 1 or function.is_Pow or isinstance(function, sympy.exp)):
        told = f"{shown} is no product, quotient or power, so its logarithm does not take it apart."
        raise MathError(told, "a derivative_overview shows the rules that it needs")
    value = None if at is None else evaluate(function, {slots.symbol: at})
    if at is not None and value is not None and value <= 0:
        where = f"{slots.variable} = {numbers.plain(at)}"
        raise MathError(f"{shown} is not positive at {where}, so it has no logarithm there.", "choose another point")
    if not np.any(np.isfinite(sampler(sympy.log(function), [slots.symbol])(EVERYWHERE))):
        hint = f"ask for {numbers.plain(-function)}"
        raise MathError(f"{shown} is nowhere positive, so it has no logarithm.", hint)


def terms(function: sympy.Expr, x: sympy.Symbol, graphs: SlopeGraph) -> list[sympy.Expr]:
    """The terms of ln f; factors that are not positive where f is stand between bars."""
    parts = logarithm_terms(function)
    places = np.concatenate([np.linspace(*way, 60) for way in graphs.ways])
    signed = {base for _, base in parts if np.nanmin(sampler(base, [x])(places)) < 0}
    return logarithm_sum(parts, signed)


def picture(slots: FunctionSlots, graphs: SlopeGraph, relative: sympy.Expr, at: sympy.Expr) -> dict[str, Any]:
    """The function above its logarithm, whose slope is the relative growth."""
    function, x, call = slots.expression, slots.symbol, stage.call_of(slots)
    slopes = stage.derivative(function, slots.variable), relative
    name = to_typst(sympy.Symbol(slots.function_name))
    return growth(graphs, (function, sympy.log(function)), slopes, x, at) | {
        "names": [call, f"ln {call}"],
        "readings": [call, stage.call_of(slots, prime="'"), f"(ln {name})'({to_typst(x)})"],
        "colors": ["FUNCTION", "INK"],
    }


def lines(slots: FunctionSlots, logarithm: sympy.Expr, relative: sympy.Expr) -> list[dict[str, Any]]:
    """ln of both sides, their derivatives, and the product with f."""
    function, call, prime = slots.expression, stage.call_of(slots), stage.call_of(slots, prime="'")
    whole, slope = function * relative, stage.derivative(function, slots.variable)
    multiplied = to_typst(whole) if whole == slope else stage.product(function, relative)
    last = stage.opened(slots, slots.say("multiply-line", name=f"${call}$"), multiplied, slots.say("multiply"))
    if not slots.steps:
        return stage.paced(last, READING)
    taken, divided = f"ln {call} = {to_typst(logarithm)}", f"frac({prime}, {call}) = {to_typst(relative)}"
    both = stage.line(slots.say("both-line"), taken, slots.say("both"))
    differentiated = stage.line(slots.say("differentiate-line"), divided, slots.say("differentiate"))
    return stage.paced([both, differentiated, *last], READING)
