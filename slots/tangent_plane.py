"""The tangent plane: both partial derivatives span it, and it touches the surface at the point."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.claims_several import IsTangentPlane
from derivanim.calculus.printing import to_typst
from derivanim.calculus.sampling import sampler
from derivanim.slots import numbers, stage
from derivanim.slots.base import Level
from derivanim.slots.surface import TANGENT, SurfaceSlots, linear

COLORS = ("DERIVATIVE", "MEASURE")  # of the tangents along the first and the second variable
READING = 5.5  # seconds in which all lines are read
SHORT = 30  # characters of a partial derivative that stands beside its value


class TangentPlane(SurfaceSlots):
    """A function of two variables and the point at which the plane touches its surface."""

    LEVEL: ClassVar[Level] = "advanced"
    SUMMARY: ClassVar[str] = "the plane that touches a surface at a point, spanned by two tangents"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "tangent_plane", "function": "x**2 + y**2", "point": ["1", "1"]},
        {"template": "tangent_plane", "function": "4 - x**2 - 2*y**2", "point": ["1/2", "1"], "color": "green"},
        {"template": "tangent_plane", "function": "sin(x)*sin(y)", "point": ["pi/4", "pi/4"]},
        {"template": "tangent_plane", "function": "exp(-x**2 - y**2)", "point": ["1/2", "0"], "pace": "fast"},
        {"template": "tangent_plane", "function": "log(u + v**2)", "point": ["1", "0"], "function_name": "h"},
        {"template": "tangent_plane", "function": "sqrt(x*y)", "point": ["4", "9"]},
        {"template": "tangent_plane", "function": "x*y", "point": ["0", "0"]},
        {"template": "tangent_plane", "function": "x*cos(x*y)/(1 + y**2)", "point": ["2", "-1/2"]},
    )

    template: Literal["tangent_plane"] = "tangent_plane"

    def claims(self) -> list[Any]:
        """Both partial derivatives, and that the plane touches the surface."""
        slopes = self.partials()
        claims = [
            IsDerivative(self.expression, name, slope, slot="function")
            for name, slope in zip(self.variables, slopes, strict=True)
        ]
        return [*claims, IsTangentPlane(self.expression, self.variables, self.at, self.plane)]

    @property
    def slopes(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The exact slopes along both variables at the point."""
        first, second = map(self.value, self.partials())
        return first, second

    @property
    def plane(self) -> sympy.Expr:
        """The height of the plane, in both variables."""
        rises = zip(self.slopes, self.symbols, self.at, strict=True)
        return self.value(self.expression) + sum(slope * (name - at) for slope, name, at in rises)

    def scene(self) -> dict[str, Any]:
        """The surface, the two tangents, the plane that they span, and its equation."""
        captions = {key: self.say(key) for key in ("surface", "plane")}
        height, *rest = self._lines()
        return self.surface() | {
            "subject": self.say("subject", function=self.function, where=self.where),
            "heading": self.strip(),
            "height": height,
            "tangents": [
                {"slope": float(slope), "color": color, "line": line, "caption": self.say("tangent", variable=name)}
                for slope, color, line, name in zip(self.slopes, COLORS, rest, self.variables, strict=False)
            ],
            "equation": rest[2:],
            "gap": self._widest_gap(),
            "captions": captions
            | {
                "subject": self.say("caption", function=numbers.plain(self.function)),
                "point": self.say("point", where=self.where),
                "gap": self.say("gap" if self._widest_gap() else "flat"),
            },
        }

    def _widest_gap(self) -> list[int] | None:
        """In which of eight directions the plane leaves the surface most; None where the surface is that plane."""
        f, g = (sampler(height, list(self.symbols)) for height in (self.expression, self.plane))
        reach = TANGENT * self.region().reach
        gaps = {}
        for way in ((1, 1), (1, -1), (-1, 1), (-1, -1), (1, 0), (0, 1), (-1, 0), (0, -1)):
            place = [float(at) + step * reach for at, step in zip(self.at, way, strict=True)]
            gaps[way] = float(abs(f(*place) - g(*place)))
        widest = max(gaps, key=lambda way: gaps[way])
        return list(widest) if gaps[widest] > 1e-6 * (1 + abs(float(self.value(self.expression)))) else None

    def _lines(self) -> list[dict[str, Any]]:
        """The height, both slopes, and the plane's equation in letters and in numbers."""
        value, z = self.value(self.expression), self.height_name
        here = numbers.decimal(float(value))
        lines = [
            stage.line(
                self.say("height-line"),
                f"{self.call(*self.at)} {numbers.valued(value)}",
                self.say("height", value=here),
                "POINT",
            )
        ]
        for name, partial, slope, color in zip(self.symbols, self.partials(), self.slopes, COLORS, strict=True):
            formula, shown = to_typst(partial), f"{self.call(*self.at, index=name)} {numbers.valued(slope)}"
            if len(formula) < SHORT and partial.free_symbols:
                shown = f"& {self.call(index=name)} = {formula} \\ & {shown}"
            spoken = self.say("slope", variable=str(name), slope=numbers.decimal(float(slope)))
            lines.append(stage.line(self.say("slope-line", variable=f"${to_typst(name)}$"), shown, spoken, color))
        markup, spoken = linear(value, self.slopes, self.symbols, self.at, ("POINT", *COLORS))
        x, y, (a, b) = *map(to_typst, self.symbols), sympy.symbols("a b")
        name = to_typst(sympy.Symbol(self.function_name))
        rule = f"${z} = {self.call(a, b)} + {name}_{x} ({x} - a) + {name}_{y} ({y} - b)$"
        lines.append(stage.line(rule, f"{z} {markup}", self.say("plane-is", equation=f"{z} {spoken}")))
        return stage.paced(lines, READING)
