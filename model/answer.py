"""From a request to slots: candidates of a model, expanded, checked, grounded; or a question, where none is sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from derivanim.calculus.spans import Request, Span, find_spans
from derivanim.errors import DerivanimError, UnclearError
from derivanim.model.backend import Backend, Candidate, load
from derivanim.model.expand import expand
from derivanim.model.grounding import given_excluded, left_over, ungrounded
from derivanim.model.pointing import Target
from derivanim.model.subjects import foreign_subject, other_rule_named
from derivanim.slots.registry import load as load_slots
from derivanim.slots.unclear import QUESTIONS
from derivanim.slots.unsupported import REASONS

REFUSALS = ("unsupported", "unclear")
CANDIDATES = 4


@dataclass(frozen=True)
class Answer:
    """A slot object that its schema accepts, how sure the model is of it, and the candidates it was chosen from."""

    slots: dict[str, Any]
    confidence: float
    notes: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    request: Request


@dataclass(frozen=True)
class _Tried:
    """A candidate with its slots, or with the question or the reason for a refusal that it leads to."""

    candidate: Candidate
    slots: dict[str, Any] | None
    question: str
    reason: str | None = None


def answer(text: str, backend: str | Backend = "embedded", seed: int = 0) -> Answer:
    """The slots that a request asks for; `unsupported` or `unclear` where there is nothing to show.

    ExpressionError for a text that is too long, ModelError for a model that does not load.
    """
    model = load(backend) if isinstance(backend, str) else backend
    request = find_spans(text)
    candidates = tuple(model.propose(request, CANDIDATES, seed))
    excluded = [item for item in candidates if other_rule_named(item.target["template"], request.delexicalised)]
    tried = [_try(candidate, request) for candidate in candidates if candidate not in excluded]
    chosen = next((item for item in tried if item.slots is not None), None)
    first = tried[0] if tried else None
    if first and first.reason and not (chosen and chosen.candidate.target["template"] == "unsupported"):
        refusal = load_slots({"template": "unsupported", "reason": first.reason}).as_dict()
        return Answer(refusal, 1.0 - first.candidate.probability, request.notes, candidates, request)
    if chosen is None or chosen.slots is None:
        question = first.question if first else QUESTIONS["which_animation"]
        return _asked(question, 1.0 - (first.candidate.probability if first else 0.0), request, candidates)
    excluded += [item.candidate for item in tried[: tried.index(chosen)]]
    confidence = given_excluded(chosen.candidate.probability, [candidate.probability for candidate in excluded])
    if chosen.slots["template"] in REFUSALS:
        if first is not chosen and first is not None and not first.reason:
            # The likelier reading failed for a reason that says more than a refusal that nobody was sure of.
            return _asked(first.question, confidence, request, candidates)
        return Answer(chosen.slots, confidence, request.notes, candidates, request)
    if request.unreadable:
        return _asked(_how_meant(request), confidence, request, candidates)
    if confidence < model.threshold:
        return _asked(_which(tried, request), confidence, request, candidates)
    return Answer(chosen.slots, confidence, request.notes, candidates, request)


def _try(candidate: Candidate, request: Request) -> _Tried:
    """Expand a candidate, load it by its schema, and look for mathematics that it made up or left out."""
    target = candidate.target
    try:
        slots = load_slots(expand(target, request)).as_dict()
    except UnclearError as error:
        return _Tried(candidate, None, str(error))
    except DerivanimError as error:
        return _Tried(candidate, None, f"That cannot be shown as it stands: {error}. What shall be changed?")
    if target["template"] not in REFUSALS:
        if invented := ungrounded(slots, request):
            return _Tried(candidate, None, f"The request does not say {', '.join(invented)}. What is meant?")
        if reason := foreign_subject(request.delexicalised):
            return _Tried(candidate, None, "", REASONS[reason])
        if rest := left_over(target, request):
            return _Tried(candidate, None, _left(rest, target, request))
    return _Tried(candidate, slots, "")


def _asked(question: str, confidence: float, request: Request, candidates: tuple[Candidate, ...]) -> Answer:
    slots = load_slots({"template": "unclear", "question": question[:400]}).as_dict()
    return Answer(slots, confidence, request.notes, candidates, request)


def _left(rest: list[Span], target: Target, request: Request) -> str:
    """A question that names what an answer did not use."""
    names = " and ".join(span.text for span in rest[:3])
    return f"What shall happen with {names}? I understood: {describe(target, request)}."


def _how_meant(request: Request) -> str:
    bad = request.unreadable[0]
    return f"How is {bad.text!r} meant? {bad.error.message[:1].upper()}{bad.error.message[1:]}."


def _which(tried: list[_Tried], request: Request) -> str:
    """A question that names the readings between which the model cannot choose."""
    readings = []
    for item in tried:
        if item.candidate.target["template"] not in REFUSALS and item.slots is not None:
            reading = describe(item.candidate.target, request)
            if reading not in readings:
                readings.append(reading)
    if len(readings) >= 2:
        return f"Do you want {readings[0]}, or {readings[1]}?"
    return f"Do you want {readings[0]}? Please say it in other words." if readings else QUESTIONS["which_animation"]


def describe(target: Target, request: Request) -> str:
    """A target in words, such as "the tangent line to x^2 at 1"."""

    def said(field: str) -> str:
        value = target.get(field, "")
        markers = [value] if isinstance(value, str) else value
        texts = {span.marker: span.text for span in reversed(request.spans)}
        return " and ".join(texts.get(marker, marker) for marker in markers)

    function, at = said("function"), f" at {said('point')}" if "point" in target else ""
    goal = {"maximum": "the maximum", "minimum": "the minimum"}.get(str(target.get("goal")), "the extreme values")
    return {
        "derivative_overview": f"the derivative of {function} with its steps",
        "tangent_line": f"the tangent line to {function}{at}",
        "secant_limit": f"the limit of the secants of {function}{at}",
        "derivative_graph": f"the graph of the derivative of {function}",
        "product_rule": f"the product rule for {function}{at}",
        "chain_rule": f"the chain rule for {function}{at}",
        "optimization": f"{goal} of {function} on {said('interval')}",
        "implicit_differentiation": f"the implicit derivative of {said('equation')}{at}",
    }.get(str(target["template"]), str(target["template"]).replace("_", " "))
