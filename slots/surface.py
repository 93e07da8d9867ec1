"""Slots about a function of two variables, and its surface as data: the box that is shown, and curves in it."""

from __future__ import annotations

from typing import Any, Self

import sympy
from pydantic import Field, model_validator

from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.powers import substitute
from derivanim.calculus.printing import to_source, to_typst
from derivanim.calculus.reader import read_expression, read_number
from derivanim.calculus.surface import Region, choose_region, partials, touching_failure
from derivanim.calculus.symbols import symbol
from derivanim.calculus.ticks import Tick
from derivanim.errors import MathError
from derivanim.slots import numbers, stage
from derivanim.slots.base import Name, Number, Presented, Text, variables_of

Pair = tuple[sympy.Expr, sympy.Expr]
PLAIN = 3  # operations in a number that is read at a glance as the factor of a bracket
TANGENT = 0.7  # half of a tangent, as a part of half the width of the box
HELD = 0.8  # the part of the tangents' rises that the box holds, at least


class SurfaceSlots(Presented):
    """A function of two variables and a point above which its surface is looked at."""

    function: Text = Field(description="the function's expression in two variables, e.g. x**2*y")
    variables: tuple[Name, Name] = Field(("x", "y"), description="the two variables, in the order of the point")
    function_name: Name = Field("f", description="the name of the function")
    point: tuple[Number, Number] = Field(description="where it is looked at, e.g. 1 and 2")

    @model_validator(mode="before")
    @classmethod
    def _infer_variables(cls, data: Any) -> Any:
        """A function of u and v has the variables u and v, even where the request did not say so."""
        names = variables_of(data.get("function")) if isinstance(data, dict) and "variables" not in data else []
        return data | {"variables": names} if len(names) == 2 else data

    @model_validator(mode="after")
    def _canonical(self) -> Self:
        if self.variables[0] == self.variables[1]:
            raise ValueError(f"variables: the two must differ, both are {self.variables[0]}")
        self._settle("function", variables=list(self.variables))
        return self

    @property
    def expression(self) -> sympy.Expr:
        """The function as a SymPy expression."""
        return read_expression(self.function, variables=list(self.variables)).expression

    @property
    def symbols(self) -> tuple[sympy.Symbol, sympy.Symbol]:
        """Both variables as SymPy symbols."""
        return symbol(self.variables[0]), symbol(self.variables[1])

    @property
    def at(self) -> Pair:
        """The point as SymPy numbers."""
        return read_number(self.point[0]), read_number(self.point[1])

    @property
    def height_name(self) -> str:
        """The letter of the heights: z, unless that is a variable."""
        return "z" if "z" not in self.variables else "w"

    @property
    def where(self) -> str:
        """The point in words: (1, 2)."""
        return f"({numbers.plain(self.at[0])}, {numbers.plain(self.at[1])})"

    def examine(self) -> None:
        """Refuse a point outside of the domain, and one at which no plane touches the surface."""
        spoken = numbers.plain(self.function)
        if evaluate(self.expression, dict(zip(self.symbols, self.at, strict=True))) is None:
            raise MathError(f"{spoken} has no real value at {self.where}.", "choose a point of the domain")
        reason = touching_failure(self.expression, self.symbols, self.at)
        if reason:
            raise MathError(
                f"{spoken} is not differentiable at {self.where}: {reason}.", "choose a point where it is smooth"
            )

    def value(self, expression: sympy.Expr) -> sympy.Expr:
        """The exact value of an expression at the point, simplified where that is quick."""
        found = substitute(expression, dict(zip(self.symbols, self.at, strict=True)))
        if found.is_Rational or found.count_ops() > 60:
            return found
        simpler = sympy.simplify(found)
        return simpler if simpler.is_real and simpler.count_ops() <= found.count_ops() else found

    def partials(self) -> Pair:
        """Both partial derivatives."""
        return partials(self.expression, self.symbols)

    def call(self, *arguments: sympy.Expr, index: sympy.Symbol | None = None) -> str:
        """`f(x, y)` in Typst, or with an index the partial derivative `f_x (x, y)`."""
        name = to_typst(sympy.Symbol(self.function_name))
        inside = ", ".join(numbers.exact(argument) for argument in arguments or self.symbols)
        return f"{name}({inside})" if index is None else f"{name}_{to_typst(index)} ({inside})"

    def surface(self) -> dict[str, Any]:
        """What surface.j2 draws: the box with its ticks, the surface, and the point on it with its height."""
        region, (x, y) = self.region(), self.symbols
        return {
            "function": self.renamed(self.expression),
            "x_range": list(region.x_range),
            "y_range": list(region.y_range),
            "z_range": list(region.z_range),
            "quarters": region.quarters,
            "ticks": [
                _labels(region.x_ticks, region.x_range),
                _labels(region.y_ticks, region.y_range),
                _labels(region.z_ticks, None),
            ],
            "names": [to_typst(x), to_typst(y), self.height_name],
            "point": {"x": float(self.at[0]), "y": float(self.at[1]), "z": float(self.value(self.expression))},
            "reach": TANGENT * region.reach,
        }

    def region(self) -> Region:
        """The box around the point that holds the surface and its tangents."""
        region = choose_region(self.expression, self.symbols, self.at)
        height, reach = float(self.value(self.expression)), TANGENT * region.reach
        rises = [reach * abs(float(self.value(slope))) for slope in self.partials()]
        return region.holding(height - HELD * sum(rises), height + HELD * sum(rises))

    def renamed(self, expression: sympy.Expr) -> str:
        """The expression in x and y, as the programs call the variables."""
        x, y = self.symbols
        return to_source(expression.xreplace({x: symbol("x"), y: symbol("y")}))

    def strip(self) -> dict[str, str]:
        """The title strip: the title, and the function."""
        return {"title": self.heading(), "formula": f"{self.call()} = {to_typst(self.expression)}"}


def _labels(ticks: tuple[Tick, ...], ends: tuple[float, float] | None) -> list[tuple[float, str]]:
    """Ticks as pairs of value and label; at the corners of the floor, where labels of two axes would meet, without."""
    if ends is None:
        return [(tick.value, tick.label) for tick in ticks]
    low, high = (0.06 * ends[1 - side] + 0.94 * ends[side] for side in (0, 1))
    return [(tick.value, tick.label if low < tick.value < high else "") for tick in ticks]


def linear(
    value: sympy.Expr, slopes: Pair, variables: tuple[sympy.Symbol, sympy.Symbol], at: Pair, roles: tuple[str, ...]
) -> tuple[str, str]:
    """`= 2 + 3 (x - 1) - y` in Typst, and the same in words: exact where all numbers are short, else with decimals.

    Height and slopes have the colours of the roles.
    """
    short = all(numbers.is_short(number) and number.count_ops() <= PLAIN for number in (value, *slopes))
    short = short and not any(place.is_Add for place in at)
    typst, spoken = [], []
    if value != 0 or slopes == (0, 0):
        typst.append(stage.tint(numbers.exact(value) if short else numbers.decimal(float(value)), roles[0]))
        spoken.append(numbers.decimal(float(value)))
    for slope, name, place, role in zip(slopes, variables, at, roles[1:], strict=True):
        if slope != 0:
            sign = "-" if place > 0 else "+"
            way = f"({to_typst(name)} {sign} {_size(place)})" if place != 0 else to_typst(name)
            said = f"({name} {sign} {numbers.plain(abs(place))})" if place != 0 else str(name)
            size = numbers.exact(abs(slope)) if short else numbers.decimal(abs(float(slope)))
            minus = "- " if slope < 0 else "+ " if typst else ""
            typst.append(
                f"{minus}{stage.tint(size, role)} {way}" if abs(slope) != 1 else f"{minus}{stage.tint(way, role)}"
            )
            spoken.append(
                f"{minus}{numbers.decimal(abs(float(slope)))} {said}" if abs(slope) != 1 else f"{minus}{said}"
            )
    said_whole = all(numbers.is_exact(number) and number.is_Rational for number in (value, *slopes))
    return f"{'=' if short else 'approx'} {' '.join(typst)}", f"{'=' if said_whole else 'is about'} {' '.join(spoken)}"


def _size(place: sympy.Expr) -> str:
    return numbers.decimal(abs(float(place))) if place.is_Add else numbers.exact(abs(place))
