"""L'Hôpital's rule: the limit of a quotient of the form 0/0 or infinity/infinity by the derivatives above and below."""

from __future__ import annotations

from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal

import sympy
from pydantic import BeforeValidator, Field

from derivanim.calculus.claims import IsDerivative
from derivanim.calculus.claims_limits import HasLimit, Indeterminate
from derivanim.calculus.lhopital import Lhopital, lhopital
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.slots import numbers, quotient_pictures, stage
from derivanim.slots.base import FunctionSlots, Level, Number
from derivanim.slots.signed import inline

INFINITY = {"oo": "oo", "inf": "oo", "infinity": "oo", "∞": "oo"}
_found = lru_cache(maxsize=32)(lhopital)


def _infinity(value: object) -> object:
    """The usual names of infinity as oo and -oo."""
    text = value.strip().lower() if isinstance(value, str) else ""
    sign, name = ("-", text[1:]) if text.startswith(("-", "\N{MINUS SIGN}")) else ("", text.removeprefix("+"))
    return sign + INFINITY[name] if name in INFINITY else value


Place = Annotated[Literal["oo", "-oo"] | Number, BeforeValidator(_infinity)]


class LhopitalRule(FunctionSlots):
    """A quotient and the place at which its limit is asked for."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = "the limit of a quotient, by the derivatives of numerator and denominator"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "lhopital_rule", "function": "sin(3*x)/(5*x)", "point": "0"},
        {"template": "lhopital_rule", "function": "(1 - cos(x))/x**2", "point": "0"},
        {"template": "lhopital_rule", "function": "log(x)/(x - 1)", "point": "1"},
        {"template": "lhopital_rule", "function": "(exp(x) - 1 - x - x**2/2)/x**3", "point": "0"},
        {"template": "lhopital_rule", "function": "log(x)/x", "point": "oo"},
        {"template": "lhopital_rule", "function": "x**2*exp(-x)", "point": "oo"},
        {"template": "lhopital_rule", "function": "x*log(x)", "point": "0"},
        {"template": "lhopital_rule", "function": "(1 + cos(t))/(t - pi)**2", "point": "pi", "function_name": "q"},
    )

    template: Literal["lhopital_rule"] = "lhopital_rule"
    point: Place = Field(description="where the limit is taken: a number, oo or -oo")

    def claims(self) -> list[Any]:
        """The form of each round, its derivatives, and the limit."""
        found = self.found()
        claimed: list[Any] = []
        for each in found.rounds:
            claimed.append(Indeterminate(each.top, each.bottom, self.variable, self.at))
            claimed += [
                IsDerivative(part, self.variable, slope, slot="function")
                for part, slope in zip((each.top, each.bottom), each.derivatives, strict=True)
            ]
        return [*claimed, HasLimit(self.expression, self.variable, self.at, found.limit)]

    def examine(self) -> None:
        """Refuse what is not of an indeterminate form, or is not settled by the rule."""
        self.found()

    @property
    def at(self) -> sympy.Expr:
        """The place as a SymPy number or infinity."""
        return {"oo": sympy.oo, "-oo": -sympy.oo}.get(self.point) or read_number(self.point)

    def found(self) -> Lhopital:
        """The rounds of the rule and the limit."""
        return _found(self.expression, self.symbol, self.at)

    def scene(self) -> dict[str, Any]:
        """The curves of numerator and denominator, or of the quotient, and the rounds of the rule."""
        found = self.found()
        where = f"{self.variable} \N{RIGHTWARDS ARROW} {self._spoken(self.at)}"
        pictures = quotient_pictures.heights(self, found.rounds, self.at, found.sides[-1])
        return {
            "subject": self.say("subject", function=self.function, where=where),
            "heading": stage.heading(self),
            "function": stage.in_x(self.expression, self),
            "call": stage.call_of(self),
            "point": None if self.at.is_infinite else (float(self.at), numbers.exact(self.at)),
            "pictures": pictures,
            "quotient": None if pictures else quotient_pictures.quotient(self, found, self.at),
            "lines": self._lines(found, "MEASURE" if pictures else "FUNCTION"),
            "captions": {
                "subject": self.say("caption", where=where),
                "curves": self.say("curves"),
                "shrink": self.say("shrink"),
                "slopes": self.say("slopes"),
                "level": self.say("level"),
                "again": self.say("again"),
                "quotient": self.say("quotient"),
                "approach": self.say("approach"),
                "derived": self.say("derived"),
            },
        }

    def _lines(self, found: Lhopital, below: str) -> list[dict[str, Any]]:
        """The form, one line for each round, the simplified quotient where there is one, and the limit."""
        side = "" if self.at.is_infinite or len(found.sides) == 2 else "^+" if found.sides == (1,) else "^-"
        goes = f"lim_({to_typst(self.symbol)} arrow.r {_size(self.at)}{side})"
        first = found.rounds[0]
        key = "rewritten" if found.rewritten else "zero" if first.form == "0/0" else "infinite"
        lines = [stage.line(self.say(f"{key}-line"), f"{goes} {_over(first.top, first.bottom, below)}", self.say(key))]
        for number, each in enumerate(found.rounds):
            name = "once-more" if number else "rule"
            formula = f"= {goes} {_over(*each.derivatives, below)}"
            lines.append(stage.line(self.say(f"{name}-line"), formula, self.say(name)))
        last = found.rounds[-1].derivatives
        # Fractions within a fraction are not left to the reader.
        if any("frac(" in to_typst(part) for part in last) and last[1] != 1:
            lines.append(stage.line(self.say("simplified"), f"= {goes} {to_typst(found.settled)}", self.say("simple")))
        limit = f"{goes} {stage.call_of(self)} {'=' if found.limit.is_infinite else ''} "
        limit += _size(found.limit) if found.limit.is_infinite else numbers.valued(found.limit)
        said = self.say("limit", limit=self._spoken(found.limit))
        return [*stage.paced(lines, 6.0), stage.line(self.say("limit-line"), limit, said, "POINT")]

    @staticmethod
    def _spoken(value: sympy.Expr) -> str:
        return str(value).replace("oo", "\N{INFINITY}") if value.is_infinite else numbers.plain(value)


def _size(value: sympy.Expr) -> str:
    """A number or an infinity in Typst."""
    if value.is_infinite:
        return "infinity" if value > 0 else "-infinity"
    return numbers.exact(value)


def _over(top: sympy.Expr, bottom: sympy.Expr, role: str) -> str:
    """The quotient with the numerator in the function's colour and the denominator in that of its own curve."""
    above, below = (inline(to_typst(part)) for part in (top, bottom))
    if bottom == 1:
        return stage.tint(to_typst(top), "FUNCTION")
    return f"frac({stage.tint(above, 'FUNCTION')}, {stage.tint(below, role)})"
