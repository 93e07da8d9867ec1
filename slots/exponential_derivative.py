"""The derivative of an exponential function: slope over height is the same number everywhere."""

from __future__ import annotations

import math
from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus import forms
from derivanim.calculus.claims import Equal, IsDerivative, SlopeAt
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.window import Window, choose_window
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, points, stage
from derivanim.slots.base import DerivativeSlots, Level, Number

SMALL = 0.05  # from here on two decimals do not tell what slope over height is
READING = 3.0  # seconds in which the lines about the quotient are read


class ExponentialDerivative(DerivativeSlots):
    """A constant base to the power of a function, such as 2^x, 3 e^(2 x) or e^(-x^2)."""

    LEVEL: ClassVar[Level] = "foundation"
    SUMMARY: ClassVar[str] = (
        "the derivative of an exponential function, whose slope is everywhere the same part of its height"
    )
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "exponential_derivative", "function": "2**x"},
        {"template": "exponential_derivative", "function": "exp(x)", "point": "1"},
        {"template": "exponential_derivative", "function": "3*exp(2*t)", "variable": "t", "function_name": "P"},
        {"template": "exponential_derivative", "function": "(1/2)**x"},
        {"template": "exponential_derivative", "function": "exp(-x**2)", "point": "1/2"},
        {"template": "exponential_derivative", "function": "10**x", "point": "0"},
        {"template": "exponential_derivative", "function": "-5*exp(-x/100)"},
        {"template": "exponential_derivative", "function": "3**sin(x)"},
    )

    template: Literal["exponential_derivative"] = "exponential_derivative"
    point: Number | None = Field(None, description="where the slope is read in the end; left out, none is")

    def claims(self) -> list[Any]:
        """The derivative, the form of the function, and the number that slope over height is."""
        (c, base, g), x = self.form, self.symbol
        made = [*super().claims(), Equal(c * base**g, self.expression, slot="function")]
        if self.ratio is None:
            made.append(IsDerivative(base**x, self.variable, base**x * sympy.log(base), slot="function"))
        else:
            slope = stage.derivative(self.expression, self.variable)
            made.append(Equal(slope, self.ratio * self.expression, slot="function"))
        if self.point is not None:
            at = read_number(self.point)
            slope = points.value_at(stage.derivative(self.expression, self.variable), x, at)
            made.append(SlopeAt(self.expression, self.variable, at, slope))
        return made

    def examine(self) -> None:
        """Refuse what is no exponential function, and a point without a derivative."""
        shown = numbers.plain(self.function)
        if not self.expression.has(self.symbol):
            raise MathError(f"{shown} is a constant.", "ask for the constant rule")
        if forms.exponential(self.expression, self.symbol) is None:
            raise MathError(
                f"{shown} is no exponential function: a constant positive base with {self.variable} in the exponent.",
                "a derivative_overview shows the rules that it needs",
            )
        if self.point is not None:
            points.require_differentiable(self, read_number(self.point), "leave the point out")

    @property
    def form(self) -> tuple[sympy.Expr, sympy.Expr, sympy.Expr]:
        """c, a and g of c a^g."""
        found = forms.exponential(self.expression, self.symbol)
        assert found is not None  # examine() has refused the rest
        return found

    @property
    def ratio(self) -> sympy.Expr | None:
        """Slope over height, where that is one number: where the exponent is a line."""
        _, base, g = self.form
        rate = sympy.expand(g).diff(self.symbol)
        return None if rate.has(self.symbol) else sympy.simplify(rate * sympy.log(base))

    @property
    def shape(self) -> sympy.Expr:
        """What is drawn: the function itself, or a^u where the exponent u is no line."""
        return self.expression if self.ratio is not None else self.form[1] ** self.symbol

    def scene(self) -> dict[str, Any]:
        """The curve, the way of a dot on it, the triangle below its tangent, and the lines that lead to the rule."""
        x, (_, base, g) = self.symbol, self.form
        ratio = sympy.log(base) if self.ratio is None else self.ratio
        at = None if self.point is None else read_number(self.point)
        if at is not None and self.ratio is None:
            at = points.value_at(g, x, at)
        k = float(ratio)
        window = _window(self.shape, x, k, at)
        start, end = _way(window, k, None if at is None else float(at))
        shown, letter = numbers.plain(self.function), self.letter
        return plots.plot(window, [self.shape], x) | {
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "function": stage.in_x(self.shape, self),
            "ratio": k,
            "way": [start, end],
            "base": numbers.decimal(abs(1 / k)) if _room(window, k) else None,
            "to_e": self._reaches_e(window, k, end),
            "axis_name": letter if self.ratio is None else None,
            "readings": [f'"{self.say(key)}"' for key in ("height-reading", "slope-reading", "ratio-reading")],
            "places": 2 if abs(k) >= SMALL else 4,
            "slots": 5
            + (abs(k) < SMALL) * 2
            + len(str(int(max(1.0, abs(k)) * max(abs(window.y_max), abs(window.y_min))))),
            "lines": stage.paced(self._lines(ratio), READING),
            "steps": stage.paced(stage.derivation(self, max_lines=2), 4.0),
            "last_line": None if self.point is None else points.slope_line(self, read_number(self.point)),
            "captions": {
                "subject": self.say("question", function=shown),
                "curve": self.say("curve") if self.ratio is not None else self.say("outer", exponent=letter),
                "height": self.say("height"),
                "sweep": self.say("sweep", ratio=numbers.decimal(k)),
                "base": self.say("base", base=numbers.decimal(abs(1 / k))),
                "e": self.say("e"),
                "back": self.say("back", base=numbers.plain(base)),
            },
        }

    def _reaches_e(self, window: Window, ratio: float, end: float) -> bool:
        """Whether a^x can become e^x before our eyes: with a > 1, and e^x in the window where the dot stands."""
        _, base, _ = self.form
        plain = self.shape == base**self.symbol and base != sympy.E and ratio > 0
        return plain and window.x_min <= 0 <= window.x_max and window.y_min < math.exp(end) < window.y_max

    @property
    def letter(self) -> str:
        """The name of the exponent that is no line."""
        return next(name for name in ("u", "v", "w") if name not in (self.variable, self.function_name))

    def _lines(self, ratio: sympy.Expr) -> list[dict[str, Any]]:
        """The difference quotient with the height as a factor, and the limit of the other factor."""
        _, base, g = self.form
        step = next(name for name in ("h", "k", "d") if name not in (self.variable, self.function_name))
        if self.ratio is None:
            power, growth = to_typst(base ** sympy.Symbol(self.letter)), sympy.Symbol(step)
            ahead = power.removesuffix(self.letter) + f"({self.letter} + {step})"
        else:
            power, ahead = stage.call_of(self), stage.call_of(self, f"{to_typst(self.symbol)} + {step}")
            growth = sympy.expand(g).diff(self.symbol) * sympy.Symbol(step)
        factor = f"frac({to_typst(base**growth)} - 1, {step})"
        return [
            stage.line(
                self.say("quotient-line"),
                f"frac({ahead} - {power}, {step}) = {stage.tint(power, 'MEASURE')} dot.c {factor}",
                self.say("quotient"),
            ),
            stage.line(
                self.say("limit-line", step=f"${step}$"),
                f"lim_({step} -> 0) {factor} {numbers.valued(ratio)}",
                self.say("limit", ratio=numbers.decimal(float(ratio))),
            ),
        ]


def _window(shape: sympy.Expr, x: sympy.Symbol, ratio: float, at: sympy.Expr | None) -> Window:
    """The window around the point; where a tangent does not meet the axis in it, a wider one."""
    window = choose_window(shape, x, point=at)
    if _room(window, ratio):
        return window
    middle, unit = 0.0 if at is None else float(at), numbers.nice(1 / abs(ratio))
    ends = sorted(round((middle + share / ratio) / unit) * unit for share in (-2.6, 1.6))
    return choose_window(shape, x, interval=ends)


def _room(window: Window, ratio: float) -> bool:
    """Whether the triangle between tangent and axis, 1 / ratio wide, has room in the window to move."""
    low, high = window.pieces[0]
    return high - low - abs(1 / ratio) > 0.15 * (window.x_max - window.x_min) and window.y_min <= 0 <= window.y_max


def _way(window: Window, ratio: float, at: float | None) -> tuple[float, float]:
    """Where the dot starts and where it stops."""
    low, high = max(window.pieces, key=lambda piece: piece[1] - piece[0])
    if _room(window, ratio):
        low, high = (low + 1 / ratio, high) if ratio > 0 else (low, high + 1 / ratio)
    margin = 0.04 * (high - low)
    ends = (low + margin, high - margin) if ratio > 0 else (high - margin, low + margin)
    return ends[0], 0.25 * ends[0] + 0.75 * ends[1] if at is None or not low < at < high else at
