"""Pointers to slots: the real slot object from an answer in pointing form and the spans of the request."""

from __future__ import annotations

import re
from typing import Any

import sympy

from derivanim.calculus.powers import substitute
from derivanim.calculus.printing import to_source
from derivanim.calculus.reader import read_number
from derivanim.calculus.span_names import inverse_named
from derivanim.calculus.span_readings import (
    CurveReading,
    EquationReading,
    FunctionReading,
    IntervalReading,
    PairReading,
)
from derivanim.calculus.spans import Request, Span
from derivanim.calculus.symbols import symbol
from derivanim.errors import DerivanimError, ModelError, UnclearError
from derivanim.pointing.form import QUANTITIES, TOGETHER, Target
from derivanim.slots.unclear import QUESTIONS
from derivanim.slots.unsupported import REASONS

_OF_INVERSES = "inverse_function_derivative"
_NAME = re.compile(r"[A-Za-z]{1,7}")
_CALLED_Y = re.compile(r"\$?y\s?\(\s?[a-wz]")
_SPACE_VARIABLES = frozenset("yz")
# Numbers written in a number: "4.1" and "-0.1", and what stands in brackets
_LITERAL = re.compile(r"(?<![\d.\w)}])-?\s?\d+(?:\.\d+)?|\d+(?:\.\d+)?")
_BRACKETED = re.compile(r"[({]([^(){}]+)[)}]")
_GIVEN_AS_PLACE = re.compile(r"(?:=|\bat|\bis|\bequals)\s*\$?\s*$")
_COPIED = ("situation", "order", "quantity", "unit", "per", "goal", "pace", "color", "theme", "aspect")


def expand(target: Target, request: Request) -> dict[str, Any]:
    """The slot object that a target means; UnclearError with a question where the spans do not allow it."""
    template = str(target["template"])
    slots: dict[str, Any] = {"template": template}
    if template == "unsupported":
        return slots | {"reason": REASONS[str(target["reason"])]}
    if template == "unclear":
        return _question(str(target["question"]), request)
    if template != _OF_INVERSES and (named := inverse_named(request.text)):
        raise UnclearError(
            f"{named} names an inverse function. Shall the derivative of the inverse be shown, and where?"
        )
    if "function" in target:
        slots |= _function(_span(request, target["function"]))
    if "equation" in target:
        slots |= _equation(_span(request, target["equation"]))
    if "curve" in target:
        slots |= _curve(_span(request, target["curve"]))
    if "outside" in target:
        slots |= zip(TOGETHER["outside"], _pair(target["outside"], request), strict=True)
        if _lies_on_curve(target, request):
            # "tangents to the curve through (1, 1)", a point of the curve: that tangent is the one there.
            slots = {name: value for name, value in slots.items() if name != "height"}
            slots |= {"template": "tangent_line", "point": slots.pop("away")}
    if "point" in target:
        slots["point"] = _pair(target["point"], request) if _in_plane(target, request) else _point(target, request)
    for name in ("interval", "direction"):
        if name in target:
            slots[name] = _pair(target[name], request)
    slots |= {name: to_source(_span(request, target[name]).reading) for name in QUANTITIES if name in target}
    if "target" in target and (place := _target(target, request)) is not None:
        slots["target"] = to_source(place)
    slots |= {name: target[name] for name in _COPIED if name in target}
    if "steps" in target:
        slots["steps"] = target["steps"] == "true"
    if "title" in target:
        slots["title"] = str(_span(request, target["title"]).reading)
    return slots


def _question(code: str, request: Request) -> dict[str, Any]:
    """The question of a code; letters of space in a function of several variables are no matter of choice."""
    if code == "which_variable":
        letters = {name for span in request.spans for name in getattr(span.reading, "parameters", ())}
        if letters & _SPACE_VARIABLES:
            return {"template": "unsupported", "reason": REASONS["several_variables"]}
    return {"template": "unclear", "question": QUESTIONS[code]}


def _span(request: Request, marker: object) -> Span:
    try:
        return request.lookup(str(marker))
    except KeyError:
        raise ModelError(f"the answer points at {marker}, which the request does not have") from None


def _function(span: Span) -> dict[str, str]:
    reading = span.reading
    if isinstance(reading, sympy.Expr) and reading.is_finite:
        return {"function": to_source(reading)}
    if not isinstance(reading, FunctionReading):
        raise UnclearError(f"{span.text} is an equation. {QUESTIONS['no_function']}")
    slots = {"function": to_source(reading.expression)}
    # A function with further letters has its variables from its schema.
    if reading.variable and reading.variable != "x" and not reading.parameters:
        slots["variable"] = reading.variable
    # The graph of "y = ..." is that of a function that still has no name; "y(t) = ..." names it.
    unnamed = reading.name == "y" and not _CALLED_Y.match(span.text)
    if reading.name and not unnamed and reading.name != reading.variable and _NAME.fullmatch(reading.name):
        slots["function_name"] = reading.name
    return slots


def _equation(span: Span) -> dict[str, str]:
    reading = span.reading
    assert isinstance(reading, EquationReading), "the constraint lets equations point at equations only"
    slots = {"equation": f"{to_source(reading.equation.lhs)} = {to_source(reading.equation.rhs)}"}
    names = list(reading.variables)
    if len(names) == 2 and set(names) != {"x", "y"}:
        independent, dependent = (names[1], names[0]) if names[0] == "y" else names
        slots |= {"independent": independent, "dependent": dependent}
    return slots


def _curve(span: Span) -> dict[str, str]:
    reading = span.reading
    assert isinstance(reading, CurveReading), "the constraint lets curves point at pairs of functions only"
    slots = {"x": to_source(reading.x), "y": to_source(reading.y)}
    return slots if reading.parameter == "t" else slots | {"parameter": reading.parameter}


def _lies_on_curve(target: Target, request: Request) -> bool:
    function, place = _span(request, target["function"]).reading, target["outside"]
    point = _span(request, place).reading if isinstance(place, str) else None
    return isinstance(function, FunctionReading) and isinstance(point, PairReading) and on_graph(function, point)


def _in_plane(target: Target, request: Request) -> bool:
    """Whether the point has two coordinates: that of an equation or of a function of two variables."""
    return "equation" in target or ("function" in target and _span(request, target["function"]).kind == "F")


def _point(target: Target, request: Request) -> str:
    """The abscissa: a number, or the first coordinate of a point that lies on the curve."""
    reading = _span(request, target["point"]).reading
    if isinstance(reading, PairReading):
        function = _span(request, target["function"]).reading
        if isinstance(function, FunctionReading) and not on_graph(function, reading):
            raise UnclearError(
                f"The point ({reading.a}, {reading.b}) is not on the curve. At which value of "
                f"{function.variable or 'x'} shall the line touch it?"
            )
        return to_source(reading.a)
    return to_source(reading)


def _target(target: Target, request: Request) -> sympy.Expr | None:
    """The place c where a value f(c) is to be approximated; None where the number is the place itself."""
    function = _span(request, target["function"]).reading if "function" in target else None
    centre = _span(request, target["point"]).reading if "point" in target else None
    centre = centre.a if isinstance(centre, PairReading) else centre
    if not isinstance(function, FunctionReading) or not isinstance(centre, sympy.Expr):
        return None
    return place_of_value(function, _span(request, target["target"]), centre, request)


def place_of_value(function: FunctionReading, span: Span, centre: sympy.Expr, request: Request) -> sympy.Expr | None:
    """The number c in "sin(0.1)" for the function sin: f(c) is written out there; None where it is no such value."""
    value = span.reading
    if not isinstance(value, sympy.Expr) or not value.is_finite or function.variable is None or function.parameters:
        return None
    if _GIVEN_AS_PLACE.search(request.text[: span.start]):
        return None  # "at x = sqrt(2)"
    texts = [match.group() for match in _LITERAL.finditer(span.text)]
    texts += [match[1] for match in _BRACKETED.finditer(span.text)]
    places = {place for text in texts if (place := _written(text)) is not None and place != value}
    if "°" in span.text:
        places |= {place * sympy.pi / 180 for place in places}
    fitting = [place for place in places if _takes(function, place, value)]
    if len(fitting) != 1:
        return None
    # "1/2" may be a place, too: that nearer to the centre is meant.
    if re.fullmatch(r"(?:\\[dt]?frac|[\d\s./{}-])+", span.text):
        return fitting[0] if abs(sympy.N(fitting[0] - centre)) < abs(sympy.N(value - centre)) else None
    return fitting[0]


def _written(text: str) -> sympy.Expr | None:
    try:
        return read_number(text)
    except DerivanimError:
        return None


def _takes(function: FunctionReading, place: sympy.Expr, value: sympy.Expr) -> bool:
    """Whether a function has a value at a place, at 30 digits."""
    there = substitute(function.expression, {symbol(str(function.variable)): place})
    difference = sympy.N(there - value, 30)
    return bool(difference.is_number and difference.is_real and abs(difference) < sympy.Float("1e-25", 30))


def on_graph(function: FunctionReading, point: PairReading) -> bool:
    """Whether a point lies on the graph of a function; decimals are taken as rounded."""
    value = function.expression
    for free in value.free_symbols:
        value = substitute(value, {free: point.a})
    difference = sympy.N(value - point.b, 30)
    # Coordinates given in decimals are rounded, exact ones are not.
    return bool(difference.is_number and difference.is_real and abs(difference) < sympy.Rational(1, 100))


def _pair(pointer: object, request: Request) -> list[str]:
    """Two numbers: of a pair, of an interval, or of two pointers."""
    if isinstance(pointer, list | tuple):
        ends: list[Any] = [_span(request, marker).reading for marker in pointer]
    else:
        reading = _span(request, pointer).reading
        assert isinstance(reading, PairReading | IntervalReading), "the constraint asks for two numbers"
        ends = [reading.a, reading.b]
    if any(end.is_infinite for end in ends):
        raise UnclearError("That interval has no end. Please name both ends of a finite interval, for example [0, 2].")
    return [to_source(end) for end in ends]
