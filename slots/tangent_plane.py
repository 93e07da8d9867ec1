"""The tangent plane: both partial derivatives span it, and it touches the surface at the point."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.claims_several import IsTangentPlane
from derivanim.slots import numbers, touching_plane
from derivanim.slots.base import Level
from derivanim.slots.surface import Pair, SurfaceSlots


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
        claims = [
            IsDerivative(self.expression, name, slope, slot="function")
            for name, slope in zip(self.variables, self.partials(), strict=True)
        ]
        return [*claims, IsTangentPlane(self.expression, self.variables, self.at, self.plane)]

    @property
    def slopes(self) -> Pair:
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
        shown = touching_plane.picture(self, self.slopes, self.plane)
        function = numbers.plain(self.function)
        gap = self.say("gap" if shown["gap"] else "flat")
        return shown | {
            "subject": self.say("subject", function=self.function, where=self.where),
            "heading": self.strip(),
            "captions": self.captions("surface", "point", "plane", where=self.where)
            | {"subject": self.say("caption", function=function), "gap": gap},
        }
