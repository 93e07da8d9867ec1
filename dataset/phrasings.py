"""The bank of requests written by hand, one YAML file per template.

A phrasing is a request whose mathematics is replaced by markers, as calculus/spans.py replaces it: E1 an expression,
F1 one with further letters, Q1 an equation, N1 a number, I1 an interval, P1 a pair, T1 a quoted text. Together with the
pointers in `slots` it says what a model shall answer. `values` says what a marker stands for where the words leave no
choice ("let h go to N1" is about zero).
"""

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from derivanim.errors import DerivanimError

MARKER = re.compile(r"\b[EFQNIPT][1-9]\b")
VALIDATION_PERCENT = 12

Marker = Annotated[str, StringConstraints(pattern=r"^[EFQNIPT][1-9]$")]
Reason = Literal[
    "integral", "limit", "series", "differential_equation", "algebra", "statistics", "geometry", "linear_algebra",
    "several_variables", "parametric_or_polar", "higher_derivative", "other_rule", "other_calculus", "plain_plot",
    "not_mathematics", "harmful_or_command", "no_derivative",
]  # fmt: skip
Question = Literal[
    "no_function", "no_point", "no_interval", "two_functions", "two_points", "which_animation", "no_equation",
    "which_variable", "not_readable",
]  # fmt: skip

# What a marker in the text fills when the entry does not say otherwise: for each field, the first marker present.
POINTERS: dict[str, dict[str, tuple[str, ...]]] = {
    "derivative_overview": {"function": ("E1",), "interval": ("I1",)},
    "tangent_line": {"function": ("E1",), "point": ("N1", "P1")},
    "secant_limit": {"function": ("E1",), "point": ("N1", "P1")},
    "derivative_graph": {"function": ("E1",), "interval": ("I1",)},
    "product_rule": {"function": ("E1",), "point": ("N1",)},
    "chain_rule": {"function": ("E1",), "point": ("N1",)},
    "optimization": {"function": ("E1",), "interval": ("I1", "P1")},
    "implicit_differentiation": {"equation": ("Q1",), "point": ("P1",)},
    "unsupported": {},
    "unclear": {},
}
REQUIRED: dict[str, tuple[str, ...]] = {
    "derivative_overview": ("function",),
    "tangent_line": ("function", "point"),
    "secant_limit": ("function", "point"),
    "derivative_graph": ("function",),
    "product_rule": ("function",),
    "chain_rule": ("function",),
    "optimization": ("function", "interval"),
    "implicit_differentiation": ("equation",),
    "unsupported": ("reason",),
    "unclear": ("question",),
}
ANSWERED = frozenset(POINTERS) - {"unsupported", "unclear"}


class Pointers(BaseModel):
    """Slots in pointing form, apart from the template's name; `None` where the request says nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    function: Marker | None = None
    equation: Marker | None = None
    point: Marker | tuple[Marker, Marker] | None = None
    interval: Marker | tuple[Marker, Marker] | None = None
    goal: Literal["maximum", "minimum"] | None = None
    title: Marker | None = None
    pace: Literal["slow", "fast"] | None = None
    color: Literal["blue", "red", "orange", "yellow", "green", "teal", "purple", "pink", "white"] | None = None
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
        """The pointing form, e.g. `{"template": "tangent_line", "function": "E1", "point": "N1"}`."""
        return {"template": self.template, **self.slots.model_dump(mode="json", exclude_none=True)}

    @model_validator(mode="after")
    def _pointers_hold(self) -> "Phrasing":
        if self.template not in POINTERS:
            raise ValueError(f"unknown template {self.template!r}; known: {', '.join(sorted(POINTERS))}")
        given = self.slots.model_dump(exclude_none=True)
        if missing := [field for field in REQUIRED[self.template] if field not in given]:
            raise ValueError(f"{self.text!r} says nothing about: {', '.join(missing)}")
        allowed = {*POINTERS[self.template], *REQUIRED[self.template]}
        if self.template in ANSWERED:
            allowed |= {"title", "pace", "color"}
        if self.template == "optimization":
            allowed.add("goal")
        if foreign := sorted(set(given) - allowed):
            raise ValueError(f"{self.text!r}: {self.template} has no {', '.join(foreign)}")
        named = [value for field in ("function", "equation", "title") if (value := given.get(field))]
        for field in ("point", "interval"):
            value = given.get(field, ())
            named += [value] if isinstance(value, str) else value
        if unknown := sorted({*named, *self.values} - set(self.markers)):
            raise ValueError(f"{self.text!r} has no marker {', '.join(unknown)}")
        return self


def split(phrasing: Phrasing) -> Literal["train", "validation"]:
    """The side a phrasing is on, by a hash of its text: adding others never moves it."""
    digest = sha256(phrasing.text.encode()).digest()
    return "validation" if int.from_bytes(digest[:8], "big") % 100 < VALIDATION_PERCENT else "train"


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
    text = entry["text"]
    present = set(MARKER.findall(text))
    slots = {
        field: marker
        for field, markers in POINTERS.get(template, {}).items()
        if (marker := next((name for name in markers if name in present), None))
    }
    if template in ANSWERED and "T1" in present:
        slots["title"] = "T1"
    try:
        pointers = Pointers.model_validate({**slots, **(entry.get("slots") or {})})
        return Phrasing(template=template, text=text, slots=pointers, values=entry.get("values") or {})
    except ValidationError as error:
        reasons = "; ".join(f"{'.'.join(map(str, item['loc']))} {item['msg']}".strip() for item in error.errors())
        raise DerivanimError(f"phrasings/{template}.yaml: {text!r}: {reasons}") from error
