"""Implicit differentiation of a curve F(x, y) = G(x, y), and the tangent at one of its points."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

import sympy
from pydantic import AfterValidator, Field, model_validator

from derivanim.calculus.claims import Equal, ImplicitSlope, OnCurve
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.implicit import implicit_derivative
from derivanim.calculus.implicit_window import choose_implicit_window
from derivanim.calculus.printing import to_source, to_typst
from derivanim.calculus.reader import read_equation, read_expression, read_number
from derivanim.calculus.symbols import symbol
from derivanim.errors import MathError
from derivanim.slots import numbers, plots, points, stage
from derivanim.slots.base import Level, Name, Number, Presented, Text, read
from derivanim.slots.curve import Curve, Point


def _canonical_equation(text: str) -> str:
    equation = read(read_equation, text).expression
    return f"{to_source(equation.lhs)} = {to_source(equation.rhs)}"


Equation = Annotated[Text, AfterValidator(_canonical_equation)]

READING = 5.0  # seconds in which the lines up to the derivative are read
LINES = ("both-sides", "chain", "collect", "solve")


class ImplicitDifferentiation(Presented):
    """A curve given by an equation, and perhaps a point on it."""

    LEVEL: ClassVar[Level] = "advanced"
    SUMMARY: ClassVar[str] = "the slope of a curve F(x, y) = c by implicit differentiation, and a tangent"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "implicit_differentiation", "equation": "x**2 + y**2 = 25", "point": ["3", "4"]},
        {"template": "implicit_differentiation", "equation": "x**2/9 + y**2/4 = 1", "point": ["0", "2"]},
        {"template": "implicit_differentiation", "equation": "x**3 + y**3 = 6*x*y", "point": ["3", "3"]},
        {"template": "implicit_differentiation", "equation": "y**2 = x**3 - x + 1", "point": ["1", "1"]},
        {"template": "implicit_differentiation", "equation": "sin(y) = x", "point": ["1/2", "pi/6"]},
        {"template": "implicit_differentiation", "equation": "x*exp(y) + y = 1", "point": ["1", "0"]},
        {"template": "implicit_differentiation", "equation": "sqrt(x) + sqrt(y) = 3", "point": ["1", "4"]},
        {"template": "implicit_differentiation", "equation": "x**2 - x*y + y**2 = 7"},
    )

    template: Literal["implicit_differentiation"] = "implicit_differentiation"
    equation: Equation = Field(description="the curve, e.g. x**2 + y**2 = 25")
    independent: Name = Field("x", description="the variable that y depends on")
    dependent: Name = Field("y", description="the variable whose slope is asked for")
    point: tuple[Number, Number] | None = Field(None, description="a point of the curve; left out, one is chosen")
    derivative: Text | None = Field(None, description="the claimed derivative of y; left out, SymPy computes it")

    @model_validator(mode="after")
    def _canonical(self) -> Self:
        variables = {self.independent, self.dependent}
        if len(variables) == 1:
            raise ValueError(f"dependent: the two variables must differ, both are {self.dependent}")
        found = set(map(str, self.parsed.free_symbols))
        if found - variables:
            extra, pair = ", ".join(sorted(found - variables)), " and ".join(sorted(variables))
            raise ValueError(f"equation: it contains {extra}, but the variables are {pair}")
        if self.dependent not in found:
            raise ValueError(f"equation: {self.dependent} does not occur, so nothing depends on {self.independent}")
        if self.derivative is not None:
            slope = read(read_expression, self.derivative, variables=sorted(variables)).expression
            # Frozen for everyone else: the canonical text replaces the text as it came, once.
            object.__setattr__(self, "derivative", to_source(slope))
        return self

    @property
    def parsed(self) -> sympy.Eq:
        """The equation as an unevaluated SymPy equation."""
        return read_equation(self.equation).expression

    @property
    def symbols(self) -> tuple[sympy.Symbol, sympy.Symbol]:
        """The independent and the dependent variable."""
        return symbol(self.independent), symbol(self.dependent)

    @property
    def curve(self) -> Curve:
        """The curve of the equation."""
        return Curve(self.parsed.lhs - self.parsed.rhs, *self.symbols)

    @property
    def at(self) -> Point | None:
        """The given point, else one where the tangent is easy to read, if there is one."""
        if self.point is None:
            return self.curve.easy_point()
        return read_number(self.point[0]), read_number(self.point[1])

    def claims(self) -> list[Any]:
        """The claimed slope, that the given point lies on the curve, and the slope there."""
        claims: list[Any] = []
        at, (x, y) = self.at, self.symbols
        if self.point is not None and at is not None:
            claims.append(OnCurve(self.parsed, at, self.independent, self.dependent))
        if self.derivative is not None:
            claimed = read_expression(self.derivative, variables=[self.independent, self.dependent]).expression
            claims.insert(0, ImplicitSlope(self.parsed, self.independent, self.dependent, claimed))
            slope = None if at is None else self.curve.steepness(at)
            if at is not None and slope is not None:
                claims.append(Equal(claimed.subs({x: at[0], y: at[1]}), slope, slot="derivative"))
        return claims

    def completed(self) -> Self:
        """With the slope that implicit differentiation finds, where none was claimed."""
        return self if self.derivative is not None else self.replaced(derivative=to_source(self.slope()[0]))

    def examine(self) -> None:
        """Refuse a point that is not on the curve, and one at which the curve has no single tangent."""
        self.slope()
        relation = sympy.expand(self.parsed.lhs - self.parsed.rhs)
        simpler = sympy.sqf_part(relation) if relation.is_polynomial(*self.symbols) else relation
        if simpler != relation and sympy.total_degree(simpler) < sympy.total_degree(relation):
            raise MathError(
                f"{numbers.plain(self.equation)} has a repeated factor, so both derivatives are 0 on the curve.",
                f"write {numbers.plain(simpler)} = 0 instead",
            )
        if self.point is not None and self.at is not None:
            self._examine_point(self.at)

    def _examine_point(self, at: Point) -> None:
        where = f"({numbers.plain(at[0])}, {numbers.plain(at[1])})"
        if not self.curve.meets(at):
            values = [evaluate(side, dict(zip(self.symbols, at, strict=True))) for side in self.parsed.args]
            sides = " and ".join("undefined" if v is None else numbers.decimal(float(v)) for v in values)
            raise MathError(
                f"{where} does not lie on {numbers.plain(self.equation)}: there the two sides are {sides}.",
                "choose a point of the curve, or leave the point out",
            )
        slants = self.curve.slants(at)
        if slants is None or max(map(abs, slants)) < 1e-12:
            raise MathError(f"At {where} the curve has no single tangent: y' is 0/0 there.", "choose another point")

    def slope(self) -> tuple[sympy.Expr, list[str]]:
        """The derivative of the dependent variable and the lines that lead to it."""
        return implicit_derivative(self.parsed, *self.symbols)

    def scene(self) -> dict[str, Any]:
        """The window with equal units, the lines of the differentiation, and the tangent at a point."""
        (x, y), at = self.symbols, self.at
        aspect = plots.PICTURE[0] / plots.PICTURE[1]
        window = choose_implicit_window(self.parsed, x, y, point=at, aspect=aspect)
        side, taken = (None, None) if at is None else self.curve.label(at, window)
        equation = f"{to_typst(self.parsed.lhs)} = {to_typst(self.parsed.rhs)}"
        return {
            "subject": self.say("subject", equation=self.equation),
            "heading": {"title": self.heading(), "formula": equation},
            "relation": to_source(self.curve.relation.xreplace({x: symbol("x"), y: symbol("y")})),
            "x_range": [window.x_min, window.x_max],
            "y_range": [window.y_min, window.y_max],
            "x_ticks": self.curve.ticks(window, 0, taken),
            "y_ticks": self.curve.ticks(window, 1, taken),
            "steps": self._steps(self.slope()[1]),
            "tangent": None if at is None else self._tangent(at) | {"side": side},
            "captions": {
                "subject": self.say("caption", equation=numbers.plain(self.equation)),
                "curve": self.say("curve"),
            },
        }

    def _steps(self, formulas: list[str]) -> list[dict[str, Any]]:
        """The lines, with y' in the derivative's colour."""
        y = to_typst(self.symbols[1])
        kinds = (0, 1, 2, 3) if len(formulas) == 4 else (0, 1, 3)
        lines = []
        for kind, markup in zip(kinds, formulas, strict=True):
            tinted = markup.replace(f"{y}'", stage.tint(f"{y}'"))
            rule = self.say(f"{LINES[kind]}-line", y=f"${y}$", slope=f"${y}'$")
            spoken = self.say(LINES[kind], x=self.independent, y=self.dependent)
            lines.append(stage.line(rule, tinted, spoken) | {"hold": stage.reading_time(markup)})
        lines = lines if self.steps else lines[-1:]
        lines[-1] |= {"formula": formulas[-1], "color": "DERIVATIVE"}
        return stage.paced(lines, READING)

    def _tangent(self, at: Point) -> dict[str, Any]:
        """The point, its label, the slope (None where the tangent is upright) and the lines about it."""
        y, slope = to_typst(self.symbols[1]), self.curve.steepness(at)
        where, spoken = (f"({write(at[0])}, {write(at[1])})" for write in (numbers.exact, numbers.plain))
        if slope is None:
            value, said = f'"{self.say("undefined-value")}"', self.say("undefined")
            line, means = f"{to_typst(self.symbols[0])} = {numbers.exact(at[0])}", self.say("vertical")
        else:
            value, said = numbers.valued(slope), self.say("slope-is", where=spoken, slope=numbers.decimal(float(slope)))
            line, means = points.equation(self.symbols, at, slope)[0], self.say("tangent")
        return {
            "x": float(at[0]),
            "y": float(at[1]),
            "label": where,
            "seen": self.say("point", point=spoken),
            "slope": None if slope is None else float(slope),
            "slope_line": stage.line(self.say("slope-line"), f"{y}' {value}", said),
            "line": stage.line(self.say("line"), line, means, "DERIVATIVE"),
        }
