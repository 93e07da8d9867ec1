"""The mathematics in a request in plain English: where it stands, what it says, and the request without it.

`find_spans("show the tangent line to x^2 sin x at x = 1")` finds the function and the number, and the text "show the
tangent line to E1 at x = N1" for the model, which answers with the markers. No model takes part in this step.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from derivanim.calculus.span_collect import Found
from derivanim.calculus.span_finder import Finder
from derivanim.calculus.span_readings import (
    CurveReading,
    EquationReading,
    FunctionReading,
    IntervalReading,
    PairReading,
)
from derivanim.calculus.span_residue import residue
from derivanim.calculus.span_roles import Roles
from derivanim.errors import DerivanimError, ExpressionError

MAX_LENGTH = 1000

Reading = object
"""A reading of calculus/span_readings.py, a SymPy number or, for a title, a text."""


@dataclass(frozen=True)
class Span:
    """One piece of mathematics: its kind (E, F, Q, C, N, I, P or T), its marker ("E1"), its place and its reading.

    E is a function of one variable, F one with further letters, Q an equation in two variables, C a curve
    (x(t), y(t)), N a number, I an interval, P a pair of numbers and T a title in quotation marks.
    """

    kind: str
    marker: str
    text: str
    start: int
    end: int
    reading: Reading
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unreadable:
    """Text that looks like mathematics and does not read as such, with the error that says why."""

    text: str
    start: int
    end: int
    error: DerivanimError


@dataclass(frozen=True)
class Request:
    """A request with its spans in order; `delexicalised` is the text with a marker in the place of each span."""

    text: str
    spans: tuple[Span, ...]
    delexicalised: str
    unreadable: tuple[Unreadable, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def lookup(self, marker: str) -> Span:
        """The first span with that marker; KeyError if there is none."""
        for span in self.spans:
            if span.marker == marker:
                return span
        raise KeyError(marker)


def find_spans(request: str) -> Request:
    """Find the mathematics in a request; ExpressionError for more than 1000 characters."""
    if len(request) > MAX_LENGTH:
        raise ExpressionError(
            f"the request has {len(request)} characters; at most {MAX_LENGTH} are read",
            request,
            MAX_LENGTH,
            hint="Say in one or two sentences what to animate.",
        )
    finder = Finder(request)
    finder.search()
    roles = Roles(request, list(finder.found), finder.reader)
    roles.settle()
    spans = _numbered(request, roles.found)
    notes = tuple(dict.fromkeys(note for span in spans for note in span.notes))
    left = residue(request, finder.tokens, finder.found, finder.unreadable)
    problems = sorted([*finder.unreadable, *left], key=lambda item: item[:2])
    problems = [p for p in problems if not any(d.start < p[1] and p[0] < d.end for d in roles.dropped)]
    unreadable = tuple(Unreadable(request[start:end], start, end, error) for start, end, error in problems)
    fallen = [(item.start, item.end, item.text) for item in roles.dropped]
    text = _delexicalised(request, spans, [*((start, end, "") for start, end in finder.dropped), *fallen])
    return Request(request, spans, _tidy(text) if roles.dropped else text, unreadable, notes)


def _numbered(request: str, found: list[Found]) -> tuple[Span, ...]:
    """The spans with their markers, numbered by kind in order; what says the same has the same marker."""
    markers: dict[tuple[str, object], str] = {}
    counts: dict[str, int] = {}
    spans = []
    for item in sorted(found, key=lambda item: item.start):
        key = (item.kind, _identity(item.reading))
        if key not in markers:
            counts[item.kind] = counts.get(item.kind, 0) + 1
            markers[key] = f"{item.kind}{counts[item.kind]}"
        text = request[item.start : item.end]
        spans.append(Span(item.kind, markers[key], text, item.start, item.end, item.reading, item.notes))
    return tuple(spans)


def _identity(reading: object) -> object:
    """What two spans share when they say the same: for a function its expression, whatever its name."""
    if isinstance(reading, FunctionReading):
        return reading.variable, reading.expression
    if isinstance(reading, EquationReading | IntervalReading | PairReading | CurveReading):
        return reading
    return str(reading)


_OWN_MARKER = re.compile(r"\b([EFQCNIPT])(\d+)\b")


def _delexicalised(request: str, spans: tuple[Span, ...], dropped: list[tuple[int, int, str]]) -> str:
    pieces = []
    position = 0
    marked = [(span.start, span.end, f"\x00{span.marker}\x00") for span in spans]
    for start, end, text in sorted([*marked, *((start, end, text or " ") for start, end, text in dropped)]):
        if start < position:
            continue
        pieces.append(_OWN_MARKER.sub(lambda match: match[1].lower() + match[2], request[position:start]))
        pieces.append(text)
        position = end
    pieces.append(_OWN_MARKER.sub(lambda match: match[1].lower() + match[2], request[position:]))
    text = " ".join(re.sub(r"[\x01-\x1f]", " ", "".join(pieces)).split())
    # Markers stand free of letters, digits and signs, so that they are always the same token for the model.
    text = re.sub(r"(?<=[^\s(\[{\"'“‘/|\x00-])\x00(?=[A-Z])", " \x00", text)
    text = re.sub(r"(?<=\d\x00)(?=[^\s)\]}.,;:!?\"'”’/|-])", " ", text)
    text = re.sub(r"\s*=\s*(?=\x00)|(?<=\x00)\s*=\s*", " = ", text)
    text = re.sub(r"\s+(?=[.,;:!?)\]](?:\s|$))", "", text)
    return re.sub(r"\s+", " ", text.replace("\x00", "")).strip()


def _tidy(text: str) -> str:
    """The text without the commas and brackets around what was taken out of it."""
    text = re.sub(r"\(\s*\)", "", text)
    text = re.sub(r"\s*([,;:.])(?:\s*[,;:.])+(?=\s|$)", r"\1", text)
    text = re.sub(r"^[\s,;:.]*(?:and|so|then)?[\s,;:.]+|[\s,;:]+$", "", text)
    return re.sub(r"\s+", " ", text).strip()
