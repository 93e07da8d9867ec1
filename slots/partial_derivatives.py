"""Partial derivatives: cut the surface along one variable, and the slope of the cut is the derivative by it."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.claims_several import PartialAt
from derivanim.calculus.printing import to_typst
from derivanim.slots import numbers, stage
from derivanim.slots.base import Level
from derivanim.slots.surface import SurfaceSlots

COLORS = ("DERIVATIVE", "MEASURE")  # of the cut and the tangent along the first and the second variable
READING = 4.6  # seconds in which all four lines are read


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
        function = numbers.plain(self.function)
        captions = {"subject": self.say("caption", function=function), "surface": self.say("surface")}
        return self.surface() | {
            "subject": self.say("subject", function=self.function, where=self.where),
            "heading": self.strip(),
            "cuts": self._cuts(),
            "captions": captions | {"point": self.say("point", where=self.where)},
        }

    def _cuts(self) -> list[dict[str, Any]]:
        """Both cuts; all their lines together are read in a few seconds."""
        cuts = [self._cut(index, slope) for index, slope in enumerate(self.partials())]
        lines = iter(stage.paced([cut[part] for cut in cuts for part in ("formula", "value")], READING))
        return [cut | {"formula": [next(lines)], "value": next(lines)} for cut in cuts]

    def _cut(self, index: int, slope: sympy.Expr) -> dict[str, Any]:
        """The cut along one variable: its slope, the lines of the reasoning, and what is said."""
        x, y = self.symbols[index], self.symbols[1 - index]
        value, held = self.value(slope), numbers.plain(self.at[1 - index])
        words = {"variable": str(x), "other": str(y), "held": held, "slope": numbers.decimal(float(value))}
        name, by = to_typst(sympy.Symbol(self.function_name)), to_typst(x)
        symbol = f"{name}_{by} = frac(partial {name}, partial {by})"
        rule, at = (self.say(key, variable=f"${by}$", other=f"${to_typst(y)}$") for key in ("by-line", "at-line"))
        here = f"{self.call(*self.at, index=x)} {numbers.valued(value)}"
        return {
            "slope": float(value),
            "color": COLORS[index],
            "formula": stage.line(rule, f"{symbol} = {to_typst(slope)}", self.say("by", **words), COLORS[index]),
            "value": stage.line(at, here, self.say("slope", **words), COLORS[index]),
            "sheet": self.say("sheet", **words),
            "moves": self.say("moves", **words),
            "tangent": self.say("tangent", **words),
        }
