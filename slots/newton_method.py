"""Newton's method: tangent by tangent towards a root, or to where it fails."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsRoot
from derivanim.calculus.claims_approximation import RootNear
from derivanim.calculus.claims_newton import NewtonEnds, NewtonStep
from derivanim.calculus.evaluate import evaluate
from derivanim.calculus.newton import Newton, named_root, newton
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.errors import MathError
from derivanim.slots import marks, newton_steps, numbers, plots, stage
from derivanim.slots.base import DerivativeSlots, Level, Number

LARGEST = 10**9
READING = 5.0  # seconds in which all lines are read


class NewtonMethod(DerivativeSlots):
    """A function whose root is wanted, and the place at which Newton's method starts."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = "Newton's method from a start to a root, or how it diverges, cycles or breaks off"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "newton_method", "function": "x**2 - 2", "start": "1"},
        {"template": "newton_method", "function": "cos(x) - x", "start": "0.2"},
        {"template": "newton_method", "function": "exp(x) - 4", "start": "0"},
        {"template": "newton_method", "function": "log(x) - 1", "start": "1"},
        {"template": "newton_method", "function": "x**(1/3)", "start": "1"},
        {"template": "newton_method", "function": "x**3 - 2*x + 2", "start": "0"},
        {"template": "newton_method", "function": "atan(x)", "start": "1.5"},
        {"template": "newton_method", "function": "log(t)", "start": "3"},
        {"template": "newton_method", "function": "x**3 - 3*x + 3", "start": "1"},
        {"template": "newton_method", "function": "1/x - 3", "start": "1/2", "function_name": "g"},
    )

    template: Literal["newton_method"] = "newton_method"
    start: Number = Field(description="the first guess, from which the method starts")

    def claims(self) -> list[Any]:
        """The derivative, each step, how it ends, and the root."""
        found, name = self.found(), self.variable
        steps = [sympy.Float(str(place), 40) for place in found.places[: newton_steps.MOST_ROWS]]
        steps[0] = read_number(self.start)
        claims = [*super().claims(), *(NewtonStep(self.expression, name, a, b) for a, b in pairwise(steps))]
        claims.append(NewtonEnds(self.expression, name, read_number(self.start), found.end))
        if found.root is not None:
            root = named_root(self.expression, self.symbol, found.root)
            near = RootNear(self.expression, name, root, sympy.Rational(1, 10**9))
            claims.append(near if root.is_Float else IsRoot(self.expression, name, root, slot="function"))
        return claims

    def examine(self) -> None:
        """Refuse a start outside of the domain or at a root, and a curve without a tangent on the way."""
        name, where = numbers.plain(self.function), f"{self.variable} = {numbers.plain(read_number(self.start))}"
        height = evaluate(self.expression, {self.symbol: read_number(self.start)})
        if height is None:
            raise MathError(f"{name} has no real value at {where}, so Newton's method cannot start.", "move the start")
        if height == 0:
            raise MathError(f"{name} is 0 at {where}: the start is a root already.", "choose another start")
        if abs(height) > LARGEST:
            raise MathError(f"{name} is too large at {where} to be drawn.", "start nearer to a root")
        if not self.expression.has(self.symbol):
            raise MathError(f"{name} is constant and never 0.", "choose a function with a root")
        found = self.found()
        if found.end == "rough":
            place = numbers.decimal(float(found.places[-1]))
            raise MathError(
                f"{name} has no tangent at {self.variable} = {place}, where a step leads.", "move the start"
            )

    def found(self) -> Newton:
        """The places and how they end."""
        return newton(self.expression, self.symbol, read_number(self.start))

    def scene(self) -> dict[str, Any]:
        """The curve near the places, the places themselves, their table, and what becomes of them."""
        x, found = self.symbol, self.found()
        rows = newton_steps.rows(self.expression, x, found)
        followed = sum(row[0] == str(number) for number, row in enumerate(rows))  # places without a gap in the table
        kept = newton_steps.seen(self.expression, x, found)[:followed]
        window = newton_steps.picture(self.expression, x, kept)
        names = newton_steps.labels(window, to_typst(x), kept)
        shown = plots.plot(window, [self.expression], x)
        shown["x_ticks"] = marks.bare_near(shown["x_ticks"], [p for p, _ in names], window.x_max - window.x_min)
        words = {"name": self.function_name, "variable": self.variable, "start": numbers.plain(read_number(self.start))}
        lines = stage.paced([*stage.derivation(self, 1), *newton_steps.lines(self, found)], READING)
        return shown | {
            "subject": self.say("subject", **words, function=self.function),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "derivative": stage.in_x(stage.derivative(self.expression, self.variable), self),
            "places": [float(place) for place in kept],
            "toward": float(found.places[len(kept)] - kept[-1]) if len(kept) < followed else None,
            "end": found.end,
            "root": float(found.root) if found.root is not None and window.x_min < found.root < window.x_max else None,
            "labels": names,
            "header": ["n", f"{to_typst(x)}_n", stage.call_of(self, f"{to_typst(x)}_n")],
            "rows": rows,
            "lines": lines[:-2],
            "first_line": lines[-2],
            "end_line": lines[-1],
            "captions": {
                "subject": self.say("caption", function=numbers.plain(self.function)),
                "curve": stage.graph_is(self),
                **{key: self.say(key, **words) for key in ("start", "tangent", "drop", "again", "away")},
            },
        }
