"""Partial derivatives: cut the surface along one variable, and the slope of the cut is the derivative by it."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.claims_several import PartialAt
from derivanim.slots import cuts, numbers
from derivanim.slots.base import Level
from derivanim.slots.surface import SurfaceSlots


class PartialDerivatives(SurfaceSlots):
    """A function of two variables and the point at which both partial derivatives are taken."""

    LEVEL: ClassVar[Level] = "advanced"
    SUMMARY: ClassVar[str] = "both partial derivatives at a point, as slopes of two cuts through the surface"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "partial_derivatives", "function": "x**2*y", "point": ["1", "2"]},
        {"template": "partial_derivatives", "function": "4 - x**2 - y**2", "point": ["1", "1/2"]},
        {"template": "partial_derivatives", "function": "sin(x)*cos(y)", "point": ["pi/4", "pi/3"]},
        {"template": "partial_derivatives", "function": "exp(u*v)", "point": ["1/2", "1"], "function_name": "g"},
        {"template": "partial_derivatives", "function": "log(x*y)", "point": ["2", "1"], "pace": "fast"},
        {"template": "partial_derivatives", "function": "20*K**(1/4)*L**(3/4)", "point": ["16", "81"]},
        {"template": "partial_derivatives", "function": "x**2 - y**2", "point": ["0", "0"], "color": "green"},
        {"template": "partial_derivatives", "function": "(x**3*y - sin(x*y))/(x**2 + y**2 + 1)", "point": ["1", "2"]},
    )

    template: Literal["partial_derivatives"] = "partial_derivatives"

    def claims(self) -> list[Any]:
        """Both partial derivatives as functions, and their values at the point."""
        claims: list[Any] = []
        for name, slope in zip(self.variables, self.partials(), strict=True):
            claims.append(IsDerivative(self.expression, name, slope, slot="function"))
            claims.append(PartialAt(self.expression, self.variables, self.at, name, self.value(slope)))
        return claims

    def scene(self) -> dict[str, Any]:
        """The surface, the two cuts through it and their tangents."""
        return self.surface() | {
            "subject": self.say("subject", function=self.function, where=self.where),
            "heading": self.strip(),
            "cuts": cuts.cuts(self),
            "captions": self.captions("surface", "point", where=self.where)
            | {"subject": self.say("caption", function=numbers.plain(self.function))},
        }
