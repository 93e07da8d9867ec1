"""Implicit differentiation of a curve F(x, y) = G(x, y), and the tangent at one of its points."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal, Self

import numpy as np
import sympy
from pydantic import AfterValidator, Field, model_validator

from derivanim.calculus.claims import Equal, ImplicitSlope, OnCurve
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.implicit import implicit_derivative
from derivanim.calculus.implicit_window import choose_implicit_window
from derivanim.calculus.printing import to_source, to_typst
from derivanim.calculus.reader import read_equation, read_expression, read_number
from derivanim.calculus.sampling import sampler
from derivanim.calculus.symbols import symbol
from derivanim.calculus.ticks import nice_step, round_ticks
from derivanim.calculus.window import Window
from derivanim.errors import MathError
from derivanim.slots import stage
from derivanim.slots.base import Level, Name, Number, Presented, Text, read


def _canonical_equation(text: str) -> str:
    equation = read(read_equation, text).expression
    return f"{to_source(equation.lhs)} = {to_source(equation.rhs)}"


Equation = Annotated[Text, AfterValidator(_canonical_equation)]

READING = 5.0  # seconds in which the lines up to the derivative are read
RULES = ("differentiate both sides", "chain rule for {}", "collect {}'", "solve for {}'")
SPOKEN = (
    "Differentiate both sides; {y} is a function of {x}.",
    "By the chain rule, every {y} brings a factor {y}'.",
    "Bring the terms with {y}' to one side.",
    "Solve for {y}': the slope at every point of the curve.",
)


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

    def claims(self) -> list[Any]:
        """The claimed slope, and that the given point lies on the curve."""
        claims: list[Any] = []
        if self.derivative is not None:
            claimed = read_expression(self.derivative, variables=[self.independent, self.dependent]).expression
            claims.append(ImplicitSlope(self.parsed, self.independent, self.dependent, claimed))
        if self.point is not None:
            claims.append(OnCurve(self.parsed, self.given(), self.independent, self.dependent))
        at = self.chosen()
        slope = None if at is None else self.steepness(at)
        if self.derivative is not None and at is not None and slope is not None:
            place = dict(zip(self.symbols, at, strict=True))
            claims.append(Equal(claimed.subs(place), slope, slot="derivative"))
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
                f"{stage.plain(self.equation)} has a repeated factor, so both derivatives are 0 on the curve.",
                f"write {stage.plain(simpler)} = 0 instead",
            )
        if self.point is None:
            return
        at = self.given()
        where = f"({stage.plain(at[0])}, {stage.plain(at[1])})"
        if not self.meets(at):
            sides = " and ".join(self._side(side) for side in (self.parsed.lhs, self.parsed.rhs))
            raise MathError(
                f"{where} does not lie on {stage.plain(self.equation)}: there the two sides are {sides}.",
                "choose a point of the curve, or leave the point out",
            )
        slants = self.slants(at)
        if slants is None or max(map(abs, slants)) < 1e-12:
            raise MathError(f"At {where} the curve has no single tangent: y' is 0/0 there.", "choose another point")

    def given(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The point of the request."""
        assert self.point is not None  # callers have looked
        return read_number(self.point[0]), read_number(self.point[1])

    def slope(self) -> tuple[sympy.Expr, list[str]]:
        """The derivative of the dependent variable and the lines that lead to it."""
        return implicit_derivative(self.parsed, *self.symbols)

    def slants(self, at: tuple[sympy.Expr, sympy.Expr]) -> tuple[float, float] | None:
        """The partial derivatives of the difference of both sides at a point; None where one does not exist."""
        relation, place = self.parsed.lhs - self.parsed.rhs, dict(zip(self.symbols, at, strict=True))
        found = [evaluate(relation.diff(name), place) for name in self.symbols]
        across, up = found
        return None if across is None or up is None else (float(across), float(up))

    def steepness(self, at: tuple[sympy.Expr, sympy.Expr]) -> sympy.Expr | None:
        """The exact slope at a point of the curve; None where the tangent is upright or there is none."""
        slants = self.slants(at)
        if slants is None or abs(slants[1]) <= 1e-12 * abs(slants[0]):
            return None
        relation, place = self.parsed.lhs - self.parsed.rhs, dict(zip(self.symbols, at, strict=True))
        across, up = (relation.diff(name).subs(place) for name in self.symbols)
        return sympy.simplify(-across / up)

    def meets(self, at: tuple[sympy.Expr, sympy.Expr]) -> bool:
        """Whether a point lies on the curve."""
        place = dict(zip(self.symbols, at, strict=True))
        gap = evaluate(self.parsed.lhs - self.parsed.rhs, place)
        return gap is not None and abs(gap) < 1e-25

    def chosen(self) -> tuple[sympy.Expr, sympy.Expr] | None:
        """The given point, else one with small whole coordinates where the tangent is neither level nor steep."""
        if self.point is not None:
            return self.given()
        near = sorted(
            ((a, b) for a in range(-6, 7) for b in range(-6, 7)),
            key=lambda p: (p[0] < 0, p[1] < 0, abs(p[0]) + abs(p[1])),
        )
        for at in ((sympy.Integer(a), sympy.Integer(b)) for a, b in near):
            slants = self.slants(at) if self.meets(at) else None
            if slants and min(map(abs, slants)) > 1e-9 and 0.15 < abs(slants[0] / slants[1]) < 6:
                return at
        return None

    def _side(self, side: sympy.Expr) -> str:
        value = evaluate(side, dict(zip(self.symbols, self.given(), strict=True)))
        return "undefined" if value is None else stage.decimal(float(value))

    def scene(self) -> dict[str, Any]:
        """The window with equal units, the lines of the differentiation, and the tangent at a point."""
        (x, y), at = self.symbols, self.chosen()
        equation = f"{to_typst(self.parsed.lhs)} = {to_typst(self.parsed.rhs)}"
        window = choose_implicit_window(self.parsed, x, y, point=at, aspect=stage.PICTURE[0] / stage.PICTURE[1])
        names = {x: symbol("x"), y: symbol("y")}
        _, formulas = self.slope()
        return {
            "subject": f"Implicit differentiation of {self.equation}.",
            "heading": {"title": self.title or "Implicit differentiation", "formula": equation},
            "relation": to_source((self.parsed.lhs - self.parsed.rhs).xreplace(names)),
            "x_range": [window.x_min, window.x_max],
            "y_range": [window.y_min, window.y_max],
            "x_ticks": self._ticks(window, 0),
            "y_ticks": self._ticks(window, 1),
            "steps": self._steps(formulas),
            "tangent": None if at is None else self._tangent(at),
            "captions": {
                "subject": f"What is the slope of the curve {stage.plain(self.equation)}?",
                "curve": "The curve is given by an equation; it need not be the graph of one function.",
            },
        }

    def _ticks(self, window: Window, axis: int) -> list[tuple[float, str]]:
        """Ticks of the x-axis (0) or the y-axis (1); a tick whose label would meet the curve stays bare."""
        relation, origin = sampler(self.parsed.lhs - self.parsed.rhs, list(self.symbols)), window.origin
        unit = stage.PICTURE[0] / (window.x_max - window.x_min)
        ends = ((window.x_min, window.x_max), (window.y_min, window.y_max))
        found = []
        for tick in round_ticks(*ends[axis], nice_step(window.x_max - window.x_min, 8)):
            if not tick.value and all(low < 0 < high for low, high in ends):
                continue
            width = 0.16 + 0.12 * len(tick.label)
            if axis == 0:
                box = (tick.value - width / unit, tick.value + width / unit, origin[1] - 0.5 / unit, origin[1])
            else:
                box = (origin[0] - 2.2 * width / unit, origin[0], tick.value - 0.25 / unit, tick.value + 0.25 / unit)
            signs = np.sign(relation(*np.meshgrid(np.linspace(*box[:2], 15), np.linspace(*box[2:], 15))))
            found.append((tick.value, tick.label if np.all(signs == signs.flat[0]) else ""))
        return found

    def _steps(self, formulas: list[str]) -> list[dict[str, Any]]:
        """The lines, with y' in the colour for which DERIVATIVE stands until the program is filled."""
        y = to_typst(self.symbols[1])
        numbers = (0, 1, 2, 3) if len(formulas) == 4 else (0, 1, 3)
        lines = []
        for number, markup in zip(numbers, formulas, strict=True):
            tinted = markup.replace(f"{y}'", f'text(fill: #rgb("DERIVATIVE"), {y}\')')
            rule = RULES[number].format(f"${y}$").replace("$'", "'$")
            lines.append(stage.line(rule, tinted, SPOKEN[number].format(x=self.independent, y=self.dependent)))
            lines[-1]["hold"] = stage.reading_time(markup)
        total = sum(line["hold"] for line in lines)
        for line in lines:
            line["hold"] = round(line["hold"] * min(1.0, READING / total), 1)
        lines[-1] |= {"formula": formulas[-1], "color": "DERIVATIVE"}
        return lines

    def _tangent(self, at: tuple[sympy.Expr, sympy.Expr]) -> dict[str, Any]:
        """The point, its label, the slope (None where the tangent is upright) and the lines about it."""
        x, y = map(to_typst, self.symbols)
        slope = self.steepness(at)
        where, spoken = f"({stage.exact(at[0])}, {stage.exact(at[1])})", f"({stage.plain(at[0])}, {stage.plain(at[1])})"
        shown = {"x": float(at[0]), "y": float(at[1]), "label": where, "seen": f"Look at the point {spoken}."}
        if slope is None:
            return shown | {
                "slope": None,
                "slope_line": stage.line(
                    "slope at the point", f"{y}' arrow.r infinity", "There the denominator is 0: the slope is infinite."
                ),
                "line": stage.line(
                    "tangent line", f"{x} = {stage.exact(at[0])}", "The tangent is vertical.", "DERIVATIVE"
                ),
            }
        constant = sympy.simplify(at[1] - slope * at[0])
        exact = all(isinstance(number, sympy.Rational) and stage.is_short(number) for number in (slope, constant))
        write = stage.exact if exact else lambda number: stage.decimal(float(number))
        m = stage.decimal(float(slope))
        factor = {"0": "", "1": x, "-1": f"-{x}"}.get(write(slope), f"{write(slope)} {x}")
        rest = "" if constant == 0 else f" {'-' if constant < 0 else '+'} {write(abs(constant))}"
        straight = f"{factor}{rest}" if factor else write(constant)
        return shown | {
            "slope": float(slope),
            "slope_line": stage.line(
                "slope at the point", f"{y}' {stage.valued(slope)}", f"At {spoken} the slope is {m}."
            ),
            "line": stage.line(
                "tangent line",
                f"{y} {'=' if exact else 'approx'} {straight}",
                "The tangent has that slope.",
                "DERIVATIVE",
            ),
        }
