"""Motion on a line: position, velocity and acceleration of a body, over a common time."""

from __future__ import annotations

from typing import Any, ClassVar, Literal

import sympy
from pydantic import Field

from derivanim.calculus.claims import IsDerivative, IsRoot, ValueAt
from derivanim.calculus.claims_approximation import AtMost, RootNear
from derivanim.calculus.motion import duration, require_motion
from derivanim.calculus.printing import to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.roots import roots
from derivanim.errors import MathError
from derivanim.slots import linear, numbers, points, stage, track
from derivanim.slots.base import FunctionSlots, Interval, Level, Name, Number

MOST_RESTS = 6
CAPTIONS = ("caption", "track", "position", "velocity", "acceleration", "rest", "moment")
TINY = sympy.Rational(1, 10**9)


class Motion(FunctionSlots):
    """The position of a body as a function of time, perhaps the time to watch, and a moment to look at."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = (
        "a body moves on a line: position, velocity and acceleration, where it turns, whether it slows"
    )
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        {"template": "motion", "function": "t**3 - 6*t**2 + 9*t", "point": "2.5"},
        {"template": "motion", "function": "20*t - 5*t**2", "interval": ["0", "4"], "point": "1"},
        {"template": "motion", "function": "sin(t)", "point": "pi/4"},
        {"template": "motion", "function": "5*exp(-t)", "interval": ["0", "4"], "point": "1"},
        {"template": "motion", "function": "sqrt(t)", "interval": ["0", "4"], "point": "1"},
        {"template": "motion", "function": "log(1 + t)"},
        {"template": "motion", "function": "x/(1 + x**2)", "interval": ["0", "5"], "point": "2"},
        {"template": "motion", "function": "3*t - 2"},
    )

    template: Literal["motion"] = "motion"
    variable: Name = Field("t", description="the variable for the time")
    function_name: Name = Field("s", description="the name of the position")
    interval: Interval | None = Field(None, description="the time to watch, as its two ends; left out, it is chosen")
    point: Number | None = Field(None, description="a moment to look at")

    def claims(self) -> list[Any]:
        """The derivatives, where the body is at rest, and the values at the moment."""
        (s, v, a), name, at = self.parts, self.variable, self.at
        claims: list[Any] = [IsDerivative(s, name, v, slot="function"), IsDerivative(v, name, a, slot="function")]
        for rest in self.rests():
            near = RootNear(v, name, rest, TINY)
            claims.append(near if rest.has(sympy.Float) else IsRoot(v, name, rest, slot="function"))
        if at is not None:
            moving = [points.value_at(part, self.symbol, at) for part in (v, a)]
            claims += [ValueAt(part, name, at, value) for part, value in zip((v, a), moving, strict=True)]
            product = moving[0] * moving[1]
            claims.append(AtMost(product, sympy.Integer(0)) if product <= 0 else AtMost(sympy.Integer(0), product))
        return claims

    def examine(self) -> None:
        """Refuse a body that does not move or whose motion breaks, and a moment outside of the interval."""
        (s, v, a), (low, high), at = self.parts, self.ends, self.at
        require_motion(s, [v, a], self.symbol, (low, high))
        if at is not None and not low <= at <= high:
            where = f"{self.variable} = {numbers.plain(at)}"
            raise MathError(
                f"{where} is not in [{numbers.plain(low)}, {numbers.plain(high)}].", "choose another moment"
            )
        for part in (v, a) if at is not None else ():
            points.value_at(part, self.symbol, at)

    @property
    def at(self) -> sympy.Expr | None:
        """The moment as a SymPy number."""
        return None if self.point is None else read_number(self.point)

    @property
    def parts(self) -> list[sympy.Expr]:
        """Position, velocity and acceleration."""
        velocity = stage.derivative(self.expression, self.variable)
        return [self.expression, velocity, stage.derivative(velocity, self.variable)]

    @property
    def ends(self) -> tuple[sympy.Expr, sympy.Expr]:
        """The time to watch; a moment beyond what would be chosen makes it longer."""
        if self.interval is not None:
            return read_number(self.interval[0]), read_number(self.interval[1])
        position, velocity, _ = self.parts
        low, high = duration(position, velocity, self.symbol)
        return (low, high) if self.at is None else (min(low, self.at), max(high, self.at * sympy.Rational(5, 4)))

    def rests(self) -> list[sympy.Expr]:
        """The moments at which the velocity is 0, the first few of them."""
        return roots(self.parts[1], self.symbol, self.ends)[:MOST_RESTS]

    def scene(self) -> dict[str, Any]:
        """The line of places, the three graphs, where the body rests, and what happens at the moment."""
        x, parts, (low, high) = self.symbol, self.parts, self.ends
        found, rests, names = track.graphs(parts, x, (low, high)), self.rests(), self.names()
        return {
            "subject": self.say("subject", function=self.function),
            "heading": stage.heading(self),
            "functions": [stage.in_x(part, self) for part in parts],
            "t_range": (float(low), float(high)),
            "t_ticks": track.time_ticks((low, high)),
            "graphs": found,
            "names": names,
            "track": track.track(found[0]),
            "rests": [float(rest) for rest in rests],
            "moment": None if self.at is None else float(self.at),
            "lines": stage.paced(self.lines(names), 4.6),
            "captions": {key: self.say(key, function=numbers.plain(self.function)) for key in CAPTIONS},
        }

    def names(self) -> list[str]:
        """`s(t)`, `v(t)` and `a(t)`; with primes where these letters are taken."""
        time = to_typst(self.symbol)
        if {self.variable, self.function_name} & {"v", "a"}:
            return [stage.call_of(self, prime=prime) for prime in ("", "'", "''")]
        return [stage.call_of(self), f"v({time})", f"a({time})"]

    def lines(self, names: list[str]) -> list[dict[str, Any]]:
        """Velocity, acceleration, where the body rests, and the numbers and their meaning at the moment."""
        (_, v, a), rests = self.parts, self.rests()
        made = [
            stage.line(self.say("velocity-line"), f"{names[1]} = {to_typst(v)}", self.say("velocity-is"), "DERIVATIVE"),
            stage.line(
                self.say("acceleration-line"), f"{names[2]} = {to_typst(a)}", self.say("acceleration-is"), "MEASURE"
            ),
        ]
        if rests:
            shown = [numbers.equals(rest) if rest.has(sympy.Float) else f"= {linear.typed(rest)}" for rest in rests]
            places = stage.places(self.symbol, shown[:4], more=len(shown) > 4)
            made.append(
                stage.line(self.say("rest-line", zero=f"${names[1]} = 0$"), places, self.say("rest-is"), "POINT")
            )
        return made + (self.moment_lines(names) if self.at is not None else [])

    def moment_lines(self, names: list[str]) -> list[dict[str, Any]]:
        """Position, velocity and acceleration at the moment, and whether the body speeds up or slows down."""
        time, at = to_typst(self.symbol), linear.typed(self.at)
        values = [points.value_at(part, self.symbol, self.at) for part in self.parts]
        told = [
            f"{name.replace(f'({time})', f'({at})')} {numbers.equals(value)}"
            for name, value in zip(names, values, strict=True)
        ]
        product = values[1] * values[2]
        if values[1] == 0:
            key, role = ("turn" if values[2] != 0 else "rest-now"), "POINT"
        elif product == 0:
            key, role = "steady", "INK"
        else:
            key, role = ("faster", "MEASURE") if product > 0 else ("slower", "WRONG")
        signs = " , quad ".join(
            f"{name} {'=' if value == 0 else '>' if value > 0 else '<'} 0"
            for name, value in zip("va", values[1:], strict=True)
        )
        where = numbers.plain(self.at)
        moment = stage.line(
            self.say("moment-line", where=f"${time} = {at}$"),
            " , \\ ".join(f"& {text}" for text in told),
            self.say("moment-is", where=where),
        )
        return [moment, stage.line(self.say(f"{key}-line"), signs, self.say(f"{key}-is"), role)]
