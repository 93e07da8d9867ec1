"""Related rates: one quantity moves, a relation drags the other along, and its rate follows."""

from __future__ import annotations

from typing import Any, ClassVar, Literal, Self

import sympy
from pydantic import Field, model_validator

from derivanim.calculus.printing import to_source, to_typst
from derivanim.calculus.reader import read_number
from derivanim.calculus.related_rates import RelatedRate
from derivanim.errors import MathError
from derivanim.slots import numbers, stage, units
from derivanim.slots.base import Level, Number, Presented
from derivanim.slots.linear import typed
from derivanim.slots.situations import NEEDED, OPTIONAL, SITUATIONS, Situation, rate_of

LARGEST = 10**6
READING = 9.0  # seconds in which all lines are read
FIXED = {"ladder": "length", "shadow": "person"}  # what keeps its length, with a number in the picture
PICTURE = (5.2, 4.2)  # width and height of what is drawn, in units of the frame


def _example(situation: str, **numbers: str) -> dict[str, Any]:
    return {"template": "related_rates", "situation": situation, **numbers}


class RelatedRates(Presented):
    """A situation, its numbers now, and the rate that is known."""

    LEVEL: ClassVar[Level] = "application"
    SUMMARY: ClassVar[str] = "related rates: a ladder, a tank, a balloon, two cars or a shadow, drawn as it moves"
    EXAMPLES: ClassVar[tuple[dict[str, Any], ...]] = (
        _example("ladder", length="5", distance="3", rate="1", unit="m", per="s"),
        _example("cone", radius="2", height="4", depth="3", rate="2", unit="m", per="min"),
        _example("sphere", radius="5", rate="100", unit="cm", per="s"),
        _example("cars", distance="30", other_distance="40", rate="60", other_rate="80", unit="km", per="h"),
        _example("shadow", height="6", person="2", rate="1.5", unit="m", per="s"),
        _example("ladder", length="13", distance="7", rate="-0.5"),
        _example("cone", radius="3", height="10", depth="6", rate="-4", unit="ft", per="min"),
        _example("cars", distance="5", other_distance="12", rate="-50", other_rate="30", unit="mi", per="h"),
    )

    template: Literal["related_rates"] = "related_rates"
    situation: Literal["ladder", "cone", "sphere", "cars", "shadow"] = Field(description="what moves")
    length: Number | None = Field(None, description="length of the ladder")
    distance: Number | None = Field(None, description="of the ladder's foot from the wall, or of a car or walker")
    other_distance: Number | None = Field(None, description="of the other car")
    radius: Number | None = Field(None, description="of the tank's rim, or of the balloon now")
    height: Number | None = Field(None, description="of the tank or of the lamp")
    depth: Number | None = Field(None, description="of the water now")
    person: Number | None = Field(None, description="height of the person")
    rate: Number = Field(description="the known rate: of foot, volume, car or walker; negative where it shrinks")
    other_rate: Number | None = Field(None, description="the speed of the other car")
    unit: units.Unit | None = Field(None, description="unit of length")
    per: units.Unit | None = Field(None, description="unit of time")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        """Each situation has its own numbers: all of them, and no others."""
        needed, optional = NEEDED[self.situation], OPTIONAL.get(self.situation, ())
        given = {name for names in NEEDED.values() for name in names if getattr(self, name) is not None}
        missing = [name for name in needed if name not in given]
        if missing:
            raise ValueError(f"{missing[0]}: missing, the situation {self.situation} needs {', '.join(needed)}")
        extra = sorted(given - {*needed, *optional})
        if extra:
            raise ValueError(f"{extra[0]}: the situation {self.situation} has only {', '.join((*needed, *optional))}")
        return self

    def claims(self) -> list[Any]:
        """That the relation holds now, and goes on to hold with these rates."""
        found = self.found()
        return [RelatedRate(found.relation, found.quantities)]

    def examine(self) -> None:
        """Refuse lengths that are not positive, what does not move, and what cannot be built."""
        for name, value in self.given().items():
            if name not in ("rate", "other_rate") and value <= 0:
                raise MathError(f"The {name.replace('_', ' ')} is {numbers.plain(value)}.", "give a positive number")
            if abs(value) > LARGEST:
                raise MathError(f"The {name.replace('_', ' ')} is too large to be drawn.", "use a larger unit")
        if self.rate == "0" and self.situation != "cars":
            raise MathError("Nothing moves: the rate is 0.", "give a rate that is not 0")
        self.found()

    def given(self) -> dict[str, sympy.Expr]:
        """The numbers as SymPy numbers."""
        names = (*NEEDED[self.situation], *OPTIONAL.get(self.situation, ()))
        return {name: read_number(text) for name in names if (text := getattr(self, name)) is not None}

    def found(self) -> Situation:
        """The situation with these numbers."""
        return SITUATIONS[self.situation](self.given())

    def scene(self) -> dict[str, Any]:
        """The picture as functions of time, and the lines from the relation to the rate."""
        found, key = self.found(), self.situation
        width, height = found.size
        scale = min(PICTURE[0] / width, PICTURE[1] / height)
        given = {name: float(value) for name, value in self.given().items()}
        return {
            "subject": self.say("subject", situation=self.say(key)),
            "heading": {"title": self.heading(), "formula": found.formulas[0].split(" quad ")[0]},
            "situation": key,
            "given": given,
            "moving": {name: to_source(source) for name, source in found.moving.items()},
            "start": float(found.start),
            "scale": scale,
            "size": (width * scale, height * scale),
            "fixed": typed(self.given()[FIXED[key]]) if key in FIXED else "",
            "readings": [name for name in "xyzshr" if name in found.moving],
            "slots": 4 + max(len(str(int(abs(float(value))))) for _, value, _ in found.quantities),
            "lines": stage.paced(self.lines(found), READING),
            "captions": {name: self.say(f"{key}-{name}") for name in ("caption", "moves", "now")},
        }

    def lines(self, found: Situation) -> list[dict[str, Any]]:
        """What is known, the relation, its derivative, the numbers put in, and the rate."""
        key, (name, value, rate) = self.situation, found.unknown
        relation, differentiated, put_in = found.formulas
        rows = []
        for moving, at, speed in found.quantities[:-1]:
            place = f"{to_typst(moving)} = {typed(at)}{self.length_unit()} , quad " if found.power == 1 else ""
            rows.append(f"& {place}{rate_of(moving)} = {typed(speed)}{self.measured(found.power)}")
        rows.append(f"& {to_typst(name)} {told(value)}{self.length_unit()}")
        known = " , \\ ".join(rows)
        result = f"{rate_of(name)} {told(rate)}{self.measured(1)}"
        spoken = f"{numbers.decimal(float(rate))} {units.rate(self.unit, self.per, self.language)}".strip()
        return [
            stage.line(self.say("known-line"), known, self.say("known")),
            stage.line(self.say(f"{key}-line"), relation, self.say(f"{key}-relation"), "FUNCTION"),
            stage.line(self.say("differentiate-line"), differentiated, self.say("differentiate")),
            stage.line(self.say("now-line"), put_in, self.say("put-in")),
            stage.line(self.say(f"{key}-rate-line"), result, self.say("result", rate=spoken), "DERIVATIVE"),
        ]

    def length_unit(self) -> str:
        """The unit of length behind a number of a formula."""
        return units.typeset(units.named(self.unit, self.language)) if self.unit else ""

    def measured(self, power: int) -> str:
        """The unit of a rate of a length or a volume behind a number of a formula."""
        if self.unit is None or self.per is None:
            return ""
        unit, per = units.named(self.unit, self.language), units.named(self.per, self.language, one=True)
        return f' " {unit}"^{power}"/{per}"' if power > 1 else units.typeset(f"{unit}/{per}")


def told(value: sympy.Expr) -> str:
    """`= -0.75`, `= 1/3 approx 0.33` or `approx 1.27`."""
    text = typed(value) if value.is_Rational else "frac"
    return numbers.valued(value) if "frac" in text else f"= {text}"
