"""The right triangle in which an inverse trigonometric function is an angle, beside the function's curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy

from derivanim.calculus.elementary import Elementary
from derivanim.calculus.printing import to_typst
from derivanim.calculus.sampling import sampler
from derivanim.calculus.window import choose_window
from derivanim.slots import pairs, plots, points
from derivanim.slots.points import height_name

SIZE = (3.4, 4.8)  # of the axes beside the triangle
FLATTEST = 0.92  # the largest side for a hypotenuse of 1: beyond, the third side is too short to be named


@dataclass(frozen=True)
class RightTriangle:
    """c F(u) + k with F the arcsine, arccosine or arctangent; the angle is F(u)."""

    form: Elementary
    x: sympy.Symbol

    @property
    def plain(self) -> bool:
        """Whether the side is x itself."""
        return bool(self.form.inner == self.x)

    @property
    def side(self) -> str:
        """The name of the side that is given."""
        return to_typst(self.x if self.plain else sympy.Symbol("u"))

    @property
    def third(self) -> sympy.Expr:
        """The side that Pythagoras gives: sqrt(1 - u^2), or sqrt(1 + u^2) for the arctangent."""
        sign = 1 if self.form.outer is sympy.atan else -1
        return sympy.sqrt(1 + sign * self.form.inner**2)

    @property
    def cosine(self) -> sympy.Expr:
        """What is read off the triangle: cos y for arcsine and arctangent, sin y for arccosine."""
        other = sympy.sin if self.form.outer is sympy.acos else sympy.cos
        return other(self.form.outer(self.form.inner))

    def slope(self) -> sympy.Expr:
        """The derivative as the triangle gives it."""
        inner, cosine = self.form.inner.diff(self.x), self.third
        factor = {sympy.asin: 1 / cosine, sympy.acos: -1 / cosine, sympy.atan: cosine**-2}[self.form.outer]
        return self.form.factor * inner * factor

    def picture(self, function: sympy.Expr, slope: sympy.Expr, at: sympy.Expr | None) -> dict[str, Any]:
        """Axes, the way of the point, and the names of the sides."""
        x, kind = self.x, self.form.outer
        window = choose_window(function, x, point=at, aspect=SIZE[0] / SIZE[1])
        start, end = points.glide(window)
        rest = pairs.easy_place([(start, end)]) if at is None else at
        if kind is not sympy.atan:
            start, end = self._seen((start, end), float(rest))
        third = f"sqrt(1 {'+' if kind is sympy.atan else '-'} {self.side}^2)"
        names = {sympy.asin: (third, self.side, "1"), sympy.acos: (self.side, third, "1")}
        return plots.axes(window, [function], x, size=SIZE) | {
            "kind": kind.__name__,
            "size": 2.8 if kind is sympy.atan else 3.4,
            "sides": names.get(kind, ("1", self.side, third)),
            "angle": to_typst(height_name(str(x))),
            "ends": [start, end],
            "rest": rest,
            "slots": pairs.slots_for([slope], x, [(start, end)]),
        }

    def _seen(self, way: tuple[float, float], rest: float) -> tuple[float, float]:
        """The part of a way around the place of rest on which the triangle is no mere line."""
        side = sampler(self.form.inner, [self.x])
        grid = np.linspace(*way, 801)
        most = max(FLATTEST, abs(float(side(rest))))
        flat = grid[np.abs(side(grid)) > most]
        before, after = flat[flat < rest], flat[flat > rest]
        return float(before.max()) if before.size else way[0], float(after.min()) if after.size else way[1]

    def lines(self) -> list[tuple[str, str]]:
        """(key of the words, formula): the angle, both sides differentiated, and what the triangle says."""
        y, u, kind = to_typst(height_name(str(self.x))), self.side, self.form.outer
        name, tail = kind.__name__[1:], "" if self.plain else f" , quad u = {to_typst(self.form.inner)}"
        inner = "1" if self.plain else "u'"
        root = f"sqrt(1 {'+' if kind is sympy.atan else '-'} {u}^2)"
        differentiated, result = {
            "sin": (f"{y}' cos {y} = {inner}", f"{y}' = frac({inner}, cos {y}) = frac({inner}, {root})"),
            "cos": (f"-{y}' sin {y} = {inner}", f"{y}' = -frac({inner}, sin {y}) = -frac({inner}, {root})"),
            "tan": (
                f"frac({y}', cos^2 {y}) = {inner}",
                f"{y}' = {'' if self.plain else inner + ' '}cos^2 {y} = frac({inner}, 1 + {u}^2)",
            ),
        }[name]
        named = f"{y} = {to_typst(kind(self.x))} , quad " if self.plain else ""
        return [("angle", f"{named}{name} {y} = {u}{tail}"), ("differentiate", differentiated), ("triangle", result)]


def right_triangle(form: Elementary | None, x: sympy.Symbol) -> RightTriangle | None:
    """The triangle of an arcsine, arccosine or arctangent; None for other functions."""
    return RightTriangle(form, x) if form is not None and form.outer in (sympy.asin, sympy.acos, sympy.atan) else None
