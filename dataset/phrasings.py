"""The bank of requests written by hand, one YAML file per template.

A phrasing is a request whose mathematics is replaced by markers, as calculus/spans.py replaces it: E1 an expression,
F1 one with further letters, Q1 an equation, C1 a curve (x(t), y(t)), N1 a number, I1 an interval, P1 a pair, T1 a
quoted text. Together with the pointers in `slots` it says what a model shall answer. `values` says what a marker stands
for where the words leave no choice ("let h go to N1" is about zero).
"""

import json
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from derivanim.errors import DerivanimError
from derivanim.pointing.form import KINDS, MARKER

# Percent of the phrasings that training never sees.
VALIDATION_PERCENT, TEST_PERCENT = 6, 10
Side = Literal["train", "validation", "test"]

Marker = Annotated[str, StringConstraints(pattern=rf"^[{KINDS}][1-9]$")]
Pair = tuple[Marker, Marker]
Unit = Literal[
    "m", "cm", "km", "ft", "in", "mi", "s", "min", "h", "day", "week", "month", "year", "kg", "g", "L", "gal",
    "dollars", "euros", "celsius", "fahrenheit", "items", "people", "bacteria",
]  # fmt: skip
Reason = Literal[
    "integral", "limit", "series", "differential_equation", "algebra", "statistics", "geometry", "linear_algebra",
    "several_variables", "parametric_or_polar", "higher_derivative", "other_rule", "other_calculus", "plain_plot",
    "not_mathematics", "harmful_or_command", "no_derivative",
]  # fmt: skip
Question = Literal[
    "no_function", "no_point", "no_interval", "two_functions", "two_points", "which_animation", "no_equation",
    "which_variable", "not_readable",
]  # fmt: skip

# What a marker in the text fills when the entry does not say otherwise: for each field, the first marker present that
# the entry's own slots leave free. A field without markers is filled by the entry alone.
_Defaults = dict[str, tuple[str, ...]]
_OF: _Defaults = {"function": ("E1",)}
_AT: _Defaults = _OF | {"point": ("N1",)}
_ON_CURVE: _Defaults = _OF | {"point": ("N1", "P1")}
_OVER: _Defaults = _OF | {"interval": ("I1", "P1")}
_SURFACE: _Defaults = {"function": ("F1",), "point": ("P1",)}
POINTERS: dict[str, _Defaults] = {
    "derivative_overview": _OF | {"interval": ("I1",)},
    "tangent_line": _ON_CURVE,
    "secant_limit": _ON_CURVE,
    "derivative_graph": _OF | {"interval": ("I1",)},
    "implicit_differentiation": {"equation": ("Q1",), "point": ("P1",)},
    # rules
    "product_rule": _AT,
    "chain_rule": _AT,
    "constant_rule": _AT,
    "constant_multiple_rule": _AT,
    "power_rule": _AT,
    "sum_rule": _AT,
    "quotient_rule": _AT,
    "exponential_derivative": _AT,
    "logarithm_derivative": _AT,
    "trigonometric_derivative": _AT,
    "hyperbolic_derivative": _AT,
    "inverse_trigonometric_derivative": _AT,
    "logarithmic_differentiation": _AT,
    "inverse_function_derivative": _OF | {"point": (), "value": ("N1",)},
    # what a derivative is
    "normal_line": _ON_CURVE,
    "local_linearity": _ON_CURVE,
    "one_sided_derivatives": _ON_CURVE,
    "average_and_instantaneous_rate": _OVER | {"point": ("N1",)},
    "differentiability": _AT,
    "higher_derivatives": _OF | {"interval": ("I1",), "order": ()},
    # applications
    "optimization": _OVER | {"goal": ()},
    "increasing_and_decreasing": _OVER,
    "concavity": _OVER,
    "critical_points": _OVER,
    "curve_sketching": _OVER,
    "motion": _OF | {"interval": ("I1",), "point": ("N1",)},
    "rate_of_change": _AT | {"unit": (), "per": ()},
    "marginal_analysis": _AT | {"quantity": ()},
    "linear_approximation": _AT | {"target": ("N2",)},
    "newton_method": _OF | {"start": ("N1",)},
    "taylor_polynomial": _AT | {"order": ()},
    "tangent_from_point": _OF | {"away": ("P1", "N1"), "height": ("P1", "N2")},
    "related_rates": dict.fromkeys(
        ("situation", "length", "distance", "other_distance", "radius", "height", "depth", "person", "rate",
         "other_rate", "unit", "per"), ()
    ),
    "mean_value_theorem": _OVER,
    "rolle_theorem": _OVER,
    "lhopital_rule": _AT,
    # curves and surfaces
    "parametric_tangent": {"curve": ("C1",), "point": ("N1",)},
    "polar_tangent": _AT,
    "partial_derivatives": _SURFACE,
    "tangent_plane": _SURFACE,
    "directional_derivative": _SURFACE | {"direction": ("P2",)},
    # no animation
    "unsupported": {"reason": ()},
    "unclear": {"question": ()},
}  # fmt: skip
REQUIRED: dict[str, tuple[str, ...]] = {
    **{name: ("function",) for name, defaults in POINTERS.items() if "function" in defaults},
    **dict.fromkeys(
        ("tangent_line", "secant_limit", "normal_line", "local_linearity", "one_sided_derivatives", "rate_of_change",
         "marginal_analysis", "lhopital_rule", "polar_tangent", "partial_derivatives", "tangent_plane"),
        ("function", "point"),
    ),
    **dict.fromkeys(
        ("optimization", "mean_value_theorem", "rolle_theorem", "average_and_instantaneous_rate"),
        ("function", "interval"),
    ),
    "linear_approximation": ("function", "point", "target"),
    "newton_method": ("function", "start"),
    "tangent_from_point": ("function", "away", "height"),
    "directional_derivative": ("function", "point", "direction"),
    "implicit_differentiation": ("equation",),
    "parametric_tangent": ("curve", "point"),
    "related_rates": ("situation", "rate"),
    "unsupported": ("reason",),
    "unclear": ("question",),
}  # fmt: skip
ANSWERED = frozenset(POINTERS) - {"unsupported", "unclear"}
PRESENTATION = frozenset({"title", "pace", "color", "theme", "aspect", "steps"})
# Words that a request may say and an answer leaves out, because the schema has them as its defaults.
DEFAULTS = {"higher_derivatives": ("order", "2"), "taylor_polynomial": ("order", "3"),
            "marginal_analysis": ("quantity", "cost")}  # fmt: skip


class Pointers(BaseModel):
    """Slots in pointing form, apart from the template's name; `None` where the request says nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    function: Marker | None = None
    equation: Marker | None = None
    curve: Marker | None = None
    point: Marker | Pair | None = None
    interval: Marker | Pair | None = None
    target: Marker | None = None
    start: Marker | None = None
    value: Marker | None = None
    direction: Marker | Pair | None = None
    situation: Literal["ladder", "cone", "sphere", "cars", "shadow"] | None = None
    length: Marker | None = None
    distance: Marker | None = None
    other_distance: Marker | None = None
    radius: Marker | None = None
    height: Marker | None = None
    depth: Marker | None = None
    away: Marker | None = None
    person: Marker | None = None
    rate: Marker | None = None
    other_rate: Marker | None = None
    order: Literal["1", "2", "3", "4", "5", "6", "7", "8"] | None = None
    quantity: Literal["cost", "revenue", "profit"] | None = None
    unit: Unit | None = None
    per: Unit | None = None
    goal: Literal["maximum", "minimum"] | None = None
    title: Marker | None = None
    pace: Literal["slow", "fast"] | None = None
    color: Literal["blue", "red", "orange", "yellow", "green", "teal", "purple", "pink", "white"] | None = None
    theme: Literal["light", "colorblind"] | None = None
    aspect: Literal["9:16", "1:1"] | None = None
    steps: Literal[False] | None = None
    reason: Reason | None = None
    question: Question | None = None


class Phrasing(BaseModel):
    """One request in somebody's words, with the pointers that answer it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    template: str
    text: Annotated[str, StringConstraints(min_length=1, max_length=600)]
    slots: Pointers
    values: dict[Marker, str] = {}

    @property
    def markers(self) -> tuple[str, ...]:
        """The markers of the text, each once, in order of appearance."""
        return tuple(dict.fromkeys(MARKER.findall(self.text)))

    @property
    def target(self) -> dict[str, str | list[str]]:
        """The pointing form, e.g. `{"template": "tangent_line", "function": "E1", "point": "N1"}`.

        It holds words and markers alone, so `steps: false` is the word "false" there.
        """
        target = {"template": self.template, **self.slots.model_dump(mode="json", exclude_none=True)}
        field, default = DEFAULTS.get(self.template, ("", ""))
        if target.get(field) == default:
            del target[field]
        if "away" in target:  # one pointer says both coordinates of a point beside the curve
            place = [target.pop("away"), target.pop("height")]
            target["outside"] = place[0] if place[0] == place[1] else place
        return target | {"steps": "false"} if "steps" in target else target

    @model_validator(mode="after")
    def _pointers_hold(self) -> "Phrasing":
        if self.template not in POINTERS:
            raise ValueError(f"unknown template {self.template!r}; known: {', '.join(sorted(POINTERS))}")
        given = self.slots.model_dump(exclude_none=True)
        if missing := [field for field in REQUIRED[self.template] if field not in given]:
            raise ValueError(f"{self.text!r} says nothing about: {', '.join(missing)}")
        allowed = set(POINTERS[self.template])
        if self.template in ANSWERED:
            allowed |= PRESENTATION
        if foreign := sorted(set(given) - allowed):
            raise ValueError(f"{self.text!r}: {self.template} has no {', '.join(foreign)}")
        if unknown := sorted({*_markers(given), *self.values} - set(self.markers)):
            raise ValueError(f"{self.text!r} has no marker {', '.join(unknown)}")
        return self


def split(phrasing: Phrasing) -> Side:
    """The side a phrasing is on, by a hash of its text: adding others never moves it."""
    digest = sha256(phrasing.text.encode()).digest()
    percent = int.from_bytes(digest[:8], "big") % 100
    if percent < VALIDATION_PERCENT:
        return "validation"
    return "test" if percent < VALIDATION_PERCENT + TEST_PERCENT else "train"


@cache
def load_phrasings() -> dict[str, tuple[Phrasing, ...]]:
    """All phrasings by template, in the order of the files; a malformed entry raises DerivanimError naming its file."""
    folder = files("derivanim.dataset").joinpath("phrasings")
    bank = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".yaml"):
            template = file.name.removesuffix(".yaml")
            bank[template] = read_phrasings(file.read_text(encoding="utf-8"), template)
    return bank


@cache
def _templates() -> dict[str, str]:
    return {phrasing.text: template for template, bank in load_phrasings().items() for phrasing in bank}


def template_of(text: str) -> str:
    """The template whose bank has a phrasing; `unclear` for words that are in none."""
    return _templates().get(text, "unclear")


@cache
def bank_hash() -> str:
    """The hash of all phrasings with their pointers and sides: what a data set was drawn from."""
    digest = sha256()
    for bank in load_phrasings().values():
        for phrasing in bank:
            digest.update(json.dumps([split(phrasing), phrasing.text, phrasing.target, phrasing.values]).encode())
    return digest.hexdigest()


def read_phrasings(source: str, template: str) -> tuple[Phrasing, ...]:
    """The phrasings in the text of one YAML file, which must name `template` itself."""
    document = yaml.safe_load(source)
    if not isinstance(document, dict) or set(document) != {"template", "phrasings"}:
        raise DerivanimError(f"phrasings/{template}.yaml: expected exactly the keys template and phrasings")
    if document["template"] != template:
        raise DerivanimError(f"phrasings/{template}.yaml: it names the template {document['template']!r}")
    return tuple(_read_entry(entry, template) for entry in document["phrasings"])


def _read_entry(entry: object, template: str) -> Phrasing:
    """One entry with the template's default pointers filled in."""
    if isinstance(entry, str):
        entry = {"text": entry}
    known = {"text", "slots", "values"}
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str) or set(entry) - known:
        raise DerivanimError(
            f"phrasings/{template}.yaml: {entry!r} is no phrasing", hint="write a text, or {text: ..., slots: {...}}"
        )
    text, own = entry["text"], entry.get("slots") or {}
    present = set(MARKER.findall(text)) - _markers(own)
    slots = {
        field: marker
        for field, markers in POINTERS.get(template, {}).items()
        if (marker := next((name for name in markers if name in present), None))
    }
    if template in ANSWERED and "T1" in present:
        slots["title"] = "T1"
    try:
        pointers = Pointers.model_validate({**slots, **own})
        return Phrasing(template=template, text=text, slots=pointers, values=entry.get("values") or {})
    except ValidationError as error:
        reasons = "; ".join(f"{'.'.join(map(str, item['loc']))} {item['msg']}".strip() for item in error.errors())
        raise DerivanimError(f"phrasings/{template}.yaml: {text!r}: {reasons}") from error


def _markers(slots: dict[str, object]) -> set[str]:
    """All markers that some slots point at."""
    values = [item for value in slots.values() for item in (value if isinstance(value, list | tuple) else [value])]
    return {value for value in values if isinstance(value, str) and MARKER.fullmatch(value)}
