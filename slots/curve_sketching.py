"""Curve sketching: domain, intercepts, asymptotes, extrema and points of inflection, and the curve through them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, ClassVar, Literal

import sympy

from derivanim.calculus.claims import IsDerivative, ValueAt
from derivanim.calculus.claims_limits import HasLimit
from derivanim.calculus.claims_signs import IsCritical, IsInflection
from derivanim.calculus.claims_sketch import DomainIs, ZerosAre
from derivanim.calculus.sign_chart import SignChart
from derivanim.calculus.sketch import Asymptote, Sketch, sketch
from derivanim.calculus.window import Window
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, sketch_lines, stage
from derivanim.slots.base import Level
from derivanim.slots.signed import LARGEST, SignedSlots, chart_of, limits

DRAWN = 4.0  # seconds in which the curve is drawn
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
        f, x, found = self.expression, self.variable, self.facts()
        ends = self.chart().ends
        return [
            IsDerivative(f, x, self.derivatives[0], slot="function"),
            IsDerivative(self.derivatives[0], x, self.derivatives[1], slot="function"),
            DomainIs(f, x, found.domain, ends),
            ZerosAre(f, x, found.zeros, ends),
            *([] if found.height is None else [ValueAt(f, x, sympy.S.Zero, found.height, slot="function")]),
            *(claim for each in found.asymptotes for claim in self._nears(each)),
            *(IsCritical(f, x, point, kind) for point, kind in found.extrema),
            *(IsInflection(f, x, point) for point in found.inflections),
        ]

    def _nears(self, line: Asymptote) -> list[HasLimit]:
        f, x = self.expression, self.variable
        if line.upright:
            pairs = zip(line.ends, line.limits, strict=True)
            return [HasLimit(f, x, line.line, limit, int(side)) for side, limit in pairs]
        return [HasLimit(f - line.line, x, end, sympy.S.Zero) for end in line.ends]

    def examine(self) -> None:
        """Refuse constants, and more points than a picture can hold."""
        told, found = numbers.plain(self.function), self.facts()
        if not any(part.sign for part in self.slopes().stretches):
            raise MathError(f"{told} is constant on every piece: there is nothing to sketch.", "ask for a curve")
        if max(map(len, (found.zeros, found.asymptotes, found.extrema, found.inflections))) > MOST:
            raise MathError(f"{told} has too many points to be shown in one sketch.", "choose a shorter interval")
        if any(abs(number) > LARGEST for place in self.places() for number in place):
            raise MathError(f"{told} has points too far out to be shown.", "choose an interval")

    def slopes(self) -> SignChart:
        """The signs of the first derivative, over the same interval as those of the second."""
        ends = None if self.chart().endless else self.chart().ends
        return chart_of(self.expression, self.symbol, self.derivatives[:1], ends, limits(self.first_window()))

    def facts(self) -> Sketch:
        """All facts of the sketch."""
        return _facts(self.expression, self.symbol, self.slopes(), self.chart())

    def places(self) -> list[tuple[float, float]]:
        """The points that the picture must hold."""
        found = self.facts()
        points = [*found.zeros, *(point for point, _ in found.extrema), *found.inflections]
        seen = [(float(point), sketch_lines.height(self, point)) for point in points]
        return seen if found.height is None else [*seen, (0.0, float(found.height))]

    def window(self) -> Window:
        """The window that holds all the points."""
        return sketch_lines.window(self)

    def scene(self) -> dict[str, Any]:
        """Points and lines of the picture, each with its line of reasoning, and the pieces of the curve."""
        window, x = self.window(), self.symbol
        plotted = plots.plot(window, [self.expression], x)
        low, high = map(float, self.ends or (-sympy.oo, sympy.oo))
        ways = [(max(a, low), min(b, high)) for a, b in self.pieces(window) if a < high and b > low]
        total = sum(b - a for a, b in ways)
        return plotted | {
            "asymptotes": None,
            "pieces": [],
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "facts": sketch_lines.facts(self, window),
            "ways": [(a, b, round(max(0.5, DRAWN * (b - a) / total), 1)) for a, b in ways],
            "captions": {
                "subject": self.say("caption"),
                "sketch": self.say("sketch"),
                "done": self.say("done"),
            },
        }
