"""Curve sketching: domain, intercepts, asymptotes, extrema and points of inflection, and the curve through them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, ClassVar, Literal

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.claims_sketch import sketch_claims
from derivanim.calculus.sign_chart import SignChart
from derivanim.calculus.sketch import Sketch, sketch
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, sketch_lines, stage
from derivanim.slots.base import Level
from derivanim.slots.signed import LARGEST, SignedSlots, chart_of, limits

MOST = 8  # points of one kind
_facts = lru_cache(maxsize=32)(sketch)


class CurveSketching(SignedSlots):
    """A function that is sketched from what the derivatives tell of it."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = (
        "domain, intercepts, asymptotes, extrema and inflection points, then the curve through them"
    )
    ORDER: ClassVar[int] = 2
    SIZE: ClassVar[tuple[float, float]] = plots.PICTURE
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "curve_sketching", "function": "x**3 - 3*x"},
        {"template": "curve_sketching", "function": "x/(x**2 - 1)"},
        {"template": "curve_sketching", "function": "x + 1/x"},
        {"template": "curve_sketching", "function": "exp(-x**2)"},
        {"template": "curve_sketching", "function": "x*log(x)"},
        {"template": "curve_sketching", "function": "sin(x)", "interval": ["0", "2*pi"]},
        {"template": "curve_sketching", "function": "x*sqrt(4 - x**2)"},
        {"template": "curve_sketching", "function": "t*exp(-t)", "function_name": "h"},
        {"template": "curve_sketching", "function": "x**(2/3)*(x - 5)"},
    )

    template: Literal["curve_sketching"] = "curve_sketching"

    def claims(self) -> list[Any]:
        """Every fact: both derivatives, domain, zeros, asymptotes, extrema and points of inflection."""
        f, x, (first, second) = self.expression, self.variable, self.derivatives
        slopes = [IsDerivative(f, x, first, slot="function"), IsDerivative(first, x, second, slot="function")]
        return [*slopes, *sketch_claims(f, x, self.facts(), self.chart().ends)]

    def examine(self) -> None:
        """Refuse constants, and more points than a picture can hold."""
        told, found = numbers.plain(self.function), self.facts()
        if not any(part.sign for part in self.slopes().stretches):
            raise MathError(f"{told} is constant on every piece: there is nothing to sketch.", "ask for a curve")
        if max(map(len, (found.zeros, found.asymptotes, found.extrema, found.inflections))) > MOST:
            raise MathError(f"{told} has too many points to be shown in one sketch.", "choose a shorter interval")
        if any(abs(number) > LARGEST for place in sketch_lines.places(self) for number in place):
            raise MathError(f"{told} has points too far out to be shown.", "choose an interval")

    def slopes(self) -> SignChart:
        """The signs of the first derivative, over the same interval as those of the second."""
        ends = None if self.chart().endless else self.chart().ends
        return chart_of(self.expression, self.symbol, self.derivatives[:1], ends, limits(self.first_window()))

    def facts(self) -> Sketch:
        """All facts of the sketch."""
        return _facts(self.expression, self.symbol, self.slopes(), self.chart())

    def scene(self) -> dict[str, Any]:
        """Points and lines of the picture, each with its line of reasoning, and the pieces of the curve."""
        captions = self.captions("caption", "sketch", "done")
        return sketch_lines.picture(self) | stage.opening(self) | {"captions": captions}
