"""The picture of a motion as data: the line on which the body moves, its three graphs below it, and what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sympy

from derivanim.calculus.motion import Interval, duration, height_range, require_motion
from derivanim.calculus.printing import to_typst
from derivanim.calculus.roots import roots
from derivanim.calculus.sampling import sampler
from derivanim.calculus.ticks import nice_step, round_ticks
from derivanim.calculus.window import find_pieces
from derivanim.errors import MathError
from derivanim.slots import linear, numbers, points, stage
from derivanim.slots.base import FunctionSlots

BAR = 1.1  # units of the frame for the greatest velocity and the greatest acceleration
MOST_RESTS = 6
READING = 4.6  # seconds in which all lines are read


@dataclass(frozen=True)
class Body:
    """A body on a line: position, velocity and acceleration, the time to watch, perhaps a moment to look at."""

    parts: tuple[sympy.Expr, sympy.Expr, sympy.Expr]
    t: sympy.Symbol
    interval: Interval
    moment: sympy.Expr | None

    @property
    def rests(self) -> list[sympy.Expr]:
        """The moments at which the velocity is 0, the first few of them."""
        return roots(self.parts[1], self.t, self.interval)[:MOST_RESTS]

    @property
    def now(self) -> tuple[sympy.Expr, sympy.Expr, sympy.Expr]:
        """Position, velocity and acceleration at the moment."""
        s, v, a = (points.value_at(part, self.t, self.moment) for part in self.parts)
        return s, v, a

    def require(self) -> None:
        """Refuse a body that does not move or whose motion breaks, and a moment outside of the time to watch."""
        require_motion(self.parts[0], list(self.parts[1:]), self.t, self.interval)
        if self.moment is None:
            return
        low, high = self.interval
        if not low <= self.moment <= high:
            where, ends = f"{self.t} = {numbers.plain(self.moment)}", f"[{numbers.plain(low)}, {numbers.plain(high)}]"
            raise MathError(f"{where} is not in {ends}.", "choose another moment")
        for part in self.parts:
            points.value_at(part, self.t, self.moment)


def body(position: sympy.Expr, t: sympy.Symbol, interval: Interval | None, moment: sympy.Expr | None) -> Body:
    """The body with this position; a moment beyond the time that would be chosen makes it longer."""
    velocity = stage.derivative(position, str(t))
    parts = position, velocity, stage.derivative(velocity, str(t))
    if interval is None:
        low, high = duration(position, velocity, t)
        late = sympy.Rational(5, 4)
        interval = (low, high) if moment is None else (min(low, moment), max(high, moment * late))
    return Body(parts, t, interval, moment)


def picture(slots: FunctionSlots, shown: Body) -> dict[str, Any]:
    """The line of the places, the three graphs with their names over a common time, the rests and the moment."""
    found = graphs(shown.parts, shown.t, shown.interval)
    return {
        "functions": [stage.in_x(part, slots) for part in shown.parts],
        "t_range": tuple(map(float, shown.interval)),
        "t_ticks": time_ticks(shown.interval),
        "graphs": found,
        "names": names(slots),
        "track": track(found[0]),
        "rests": [float(rest) for rest in shown.rests],
        "moment": None if shown.moment is None else float(shown.moment),
    }


def names(slots: FunctionSlots) -> list[str]:
    """`s(t)`, `v(t)` and `a(t)`; with primes where these letters are taken."""
    time = to_typst(slots.symbol)
    if {slots.variable, slots.function_name} & {"v", "a"}:
        return [stage.call_of(slots, prime=prime) for prime in ("", "'", "''")]
    return [stage.call_of(slots), f"v({time})", f"a({time})"]


def graphs(parts: Sequence[sympy.Expr], t: sympy.Symbol, interval: Interval) -> list[dict[str, Any]]:
    """For position, velocity and acceleration the heights, the ticks, the pieces and the scale of its bar."""
    low, high = map(float, interval)
    made = []
    for number, expression in enumerate(parts):
        bottom, top, ticks = height_range(expression, t, interval, 3.2 if number == 0 else 2.2)
        pieces = find_pieces(sampler(expression, [t]), [], (low, high), (bottom, top))
        made.append(
            {
                "y_range": (bottom, top),
                "ticks": [(tick.value, "" if "10^" in tick.label else tick.label) for tick in ticks],
                "way": max(pieces, key=lambda piece: piece[1] - piece[0]),
                "bar": BAR / max(abs(bottom), abs(top)),
            }
        )
    return made


def time_ticks(interval: Interval) -> list[tuple[float, str]]:
    """Round ticks of the common time."""
    low, high = map(float, interval)
    return [(tick.value, tick.label) for tick in round_ticks(low, high, nice_step(high - low, 6))]


def track(position: dict[str, Any]) -> dict[str, Any]:
    """The line of the places: its range, which holds all positions, and ticks."""
    low, high = position["y_range"]
    return {
        "range": (low, high),
        "ticks": [(tick.value, tick.label) for tick in round_ticks(low, high, nice_step(high - low, 6))],
    }


def lines(slots: FunctionSlots, shown: Body) -> list[dict[str, Any]]:
    """Velocity, acceleration, where the body rests, and the numbers and their meaning at the moment."""
    _, v, a = names(slots)
    first, second = f"{v} = {to_typst(shown.parts[1])}", f"{a} = {to_typst(shown.parts[2])}"
    made = [
        stage.line(slots.say("velocity-line"), first, slots.say("velocity-is"), "DERIVATIVE"),
        stage.line(slots.say("acceleration-line"), second, slots.say("acceleration-is"), "MEASURE"),
    ]
    rests = [numbers.equals(rest) if rest.has(sympy.Float) else f"= {linear.typed(rest)}" for rest in shown.rests]
    if rests:
        places = stage.places(shown.t, rests[:4], more=len(rests) > 4)
        made.append(stage.line(slots.say("rest-line", zero=f"${v} = 0$"), places, slots.say("rest-is"), "POINT"))
    return stage.paced(made + _moment_lines(slots, shown), READING)


def _moment_lines(slots: FunctionSlots, shown: Body) -> list[dict[str, Any]]:
    """Position, velocity and acceleration at the moment, and whether the body speeds up or slows down."""
    if shown.moment is None:
        return []
    time, at, values = to_typst(shown.t), linear.typed(shown.moment), shown.now
    told = [
        f"& {name.replace(f'({time})', f'({at})')} {numbers.equals(value)}"
        for name, value in zip(names(slots), values, strict=True)
    ]
    signs = [
        f"{name} {'=' if value == 0 else '>' if value > 0 else '<'} 0"
        for name, value in zip("va", values[1:], strict=True)
    ]
    key, role = _meaning(*values[1:])
    where, said = f"${time} = {at}$", slots.say("moment-is", where=numbers.plain(shown.moment))
    return [
        stage.line(slots.say("moment-line", where=where), " , \\ ".join(told), said),
        stage.line(slots.say(f"{key}-line"), " , quad ".join(signs), slots.say(f"{key}-is"), role),
    ]


def _meaning(velocity: sympy.Expr, acceleration: sympy.Expr) -> tuple[str, str]:
    """The key of what both signs say together, and the role of its colour."""
    if velocity == 0:
        return ("turn" if acceleration != 0 else "rest-now"), "POINT"
    if acceleration == 0:
        return "steady", "INK"
    return ("faster", "MEASURE") if velocity * acceleration > 0 else ("slower", "WRONG")
