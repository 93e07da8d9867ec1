"""From a request to slots: candidates of a model, expanded, checked, grounded; or a question, where none is sure."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from derivanim.calculus.spans import Request, Span, find_spans
from derivanim.dataset.instructions import CLAIMED
from derivanim.errors import DerivanimError, UnclearError
from derivanim.model.backend import Backend, Candidate, load
from derivanim.model.choice import mathematics, possible, together, worded
from derivanim.model.subjects import foreign_subject
from derivanim.pointing.copied import pointed
from derivanim.pointing.expand import expand
from derivanim.pointing.form import ORDER, Target
from derivanim.pointing.grounding import given_excluded, left_over, misplaced, ungrounded
from derivanim.slots.base import PRESENTATION
from derivanim.slots.registry import load as load_slots
from derivanim.slots.registry import templates
from derivanim.slots.unclear import QUESTIONS
from derivanim.slots.unsupported import REASONS

REFUSALS = ("unsupported", "unclear")
CANDIDATES = 4
_NOTHING: Target = {"template": "unclear"}  # names no template that could be shown
_INVENTED = "The request does not say {}. What is meant?"
_MIXED = "Which number of the request belongs where? Please say it in other words."
_UNUSABLE = "The model gave no answer that can be used ({}). Can you say it in other words?"


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

    target: Target
    slots: dict[str, Any] | None
    question: str
    reason: str | None = None

    @property
    def shown(self) -> Hashable:
        """What it shows; a candidate that shows nothing is like no other one."""
        return mathematics(self.slots) if self.slots is not None else mathematics(self.target)


def answer(text: str, backend: str | Backend = "embedded", seed: int = 0) -> Answer:
    """The slots that a request asks for; `unsupported` or `unclear` where there is nothing to show.

    ExpressionError for a text that is too long, ModelError for a model that does not load.
    """
    model = load(backend) if isinstance(backend, str) else backend
    request = find_spans(text)
    candidates = _drawn(model, request, seed)
    allowed = _allowed(candidates, request)
    excluded = [candidate.probability for candidate, good in zip(candidates, allowed, strict=True) if not good]
    attempts = [(_try(c, request), c.probability) for c, good in zip(candidates, allowed, strict=True) if good]
    tried = together((item, item.shown, probability) for item, probability in attempts)
    number = next((number for number, (item, _) in enumerate(tried) if item.slots is not None), None)
    first, likely = tried[0] if tried else (None, 0.0)
    chosen = tried[number][0] if number is not None else None
    if first and first.reason and not (chosen and chosen.target["template"] == "unsupported"):
        refusal = load_slots({"template": "unsupported", "reason": first.reason}).as_dict()
        return Answer(refusal, 1.0 - likely, request.notes, candidates, request)
    if number is None or chosen is None or chosen.slots is None:
        question = first.question if first else QUESTIONS["which_animation"]
        return _asked(question, 1.0 - likely, request, candidates)
    excluded += [probability for _, probability in tried[:number]]
    confidence = given_excluded(tried[number][1], excluded)
    if chosen.slots["template"] in REFUSALS:
        if first is not chosen and first is not None and not first.reason:
            # The likelier reading failed for a reason that says more than a refusal that nobody was sure of.
            return _asked(first.question, confidence, request, candidates)
        return Answer(chosen.slots, confidence, request.notes, candidates, request)
    if request.unreadable:
        return _asked(_how_meant(request), confidence, request, candidates)
    if confidence < model.threshold:
        return _asked(_which([item for item, _ in tried], request), confidence, request, candidates)
    return Answer(chosen.slots, confidence, request.notes, candidates, request)


def _drawn(model: Backend, request: Request, seed: int) -> tuple[Candidate, ...]:
    """All answers of a list; of an iterator no more than until one will do."""
    proposed = model.propose(request, CANDIDATES, seed)
    if isinstance(proposed, Sequence):
        return tuple(proposed)
    drawn: list[Candidate] = []
    for candidate in proposed:
        drawn.append(candidate)
        if _allowed(drawn, request)[-1]:
            item = _try(candidate, request)
            if item.slots is not None or item.reason:
                break
    return tuple(drawn)


def _allowed(candidates: Sequence[Candidate], request: Request) -> list[bool]:
    """For each candidate, whether the words of the request allow it; what is no answer is left to the question."""
    # A copied object is not checked yet: even a question may lack its text.
    answers = [({"question": "", **c.target}, c.probability) for c in candidates if not c.problem]
    good = iter(possible(answers, request.delexicalised))
    return [bool(c.problem) or next(good) for c in candidates]


def _try(candidate: Candidate, request: Request) -> _Tried:
    """The slots of a candidate, loaded by their schema, unless it made mathematics up or left some out."""
    if candidate.problem:
        return _Tried(_NOTHING, None, _UNUSABLE.format(candidate.problem))
    copied = candidate.form == "copy"
    # Until its schema has checked it, a copied object may hold anything.
    target: Target = {"template": str(candidate.target["template"])}
    if not copied:
        target = worded(candidate.target, request.delexicalised)
    try:
        if copied:
            return _copied(load_slots(candidate.target).as_dict(), request)
        claim = {CLAIMED: target.pop(CLAIMED)} if CLAIMED in target else {}
        return _grounded(load_slots(expand(target, request) | claim).as_dict(), target, request)
    except UnclearError as error:
        return _Tried(target, None, str(error))
    except DerivanimError as error:
        return _Tried(target, None, f"That cannot be shown as it stands: {error}. What shall be changed?")


def _copied(slots: dict[str, Any], request: Request) -> _Tried:
    """A slot object whose mathematics the model wrote out, held to what holds for pointers."""
    target: Target = {"template": str(slots["template"])}
    if target["template"] in REFUSALS:
        return _Tried(target, slots, "")
    slots = load_slots(worded(slots, request.delexicalised)).as_dict()
    if invented := ungrounded(slots, request):
        return _Tried(target, None, _INVENTED.format(", ".join(invented)))
    meant = pointed(slots, request)
    return _Tried(target, None, _MIXED) if meant is None else _grounded(slots, meant, request)


def _grounded(slots: dict[str, Any], target: Target, request: Request) -> _Tried:
    """Slots and the target that means them, unless mathematics of the one or of the request is left over."""
    if target["template"] not in REFUSALS:
        if invented := ungrounded(slots, request):
            return _Tried(target, None, _INVENTED.format(", ".join(invented)))
        if reason := foreign_subject(request.delexicalised, str(target["template"])):
            return _Tried(target, None, "", REASONS.get(reason, reason))
        if rest := [*misplaced(target, request), *left_over(target, request)]:
            return _Tried(target, None, _left(rest, target, request))
    return _Tried(target, slots, "")


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
        if item.target["template"] not in REFUSALS and item.slots is not None:
            reading = describe(item.target, request)
            if reading not in readings:
                readings.append(reading)
    if len(readings) >= 2:
        return f"Which shall be shown: {readings[0]}, or {readings[1]}?"
    return (
        f"Shall this be shown: {readings[0]}? Please say it in other words."
        if readings
        else QUESTIONS["which_animation"]
    )


def describe(target: Target, request: Request) -> str:
    """A target in words, from its schema's summary: "the tangent line at a point (x^2, point 1)"."""
    schema = templates()[str(target["template"])]
    texts = {span.marker: " ".join(span.text.split()) for span in reversed(request.spans)}
    said = []
    for name in ORDER:
        if name in target and name not in PRESENTATION:
            value = target[name]
            shown = " and ".join(texts.get(part, part) for part in ([value] if isinstance(value, str) else value))
            said.append(shown if name in ("function", "equation", "curve") else f"{name.replace('_', ' ')} {shown}")
    return f"{schema.SUMMARY.split(', ')[0]} ({', '.join(said)})"
