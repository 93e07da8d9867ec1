"""The arms that fill slots with a model: the whole way of the package, or the model's first answer as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from threadpoolctl import ThreadpoolController

from derivanim.calculus.spans import Request, find_spans
from derivanim.compare.arms.arm import Asked, slot_output, timed
from derivanim.compare.output import Output
from derivanim.errors import DerivanimError, ExpressionError, UnclearError
from derivanim.model import backend as backends
from derivanim.model.answer import answer
from derivanim.model.backend import Backend
from derivanim.model.constraint import pointing_grammar
from derivanim.model.decoding import Completion, greedy, search
from derivanim.model.embedded import Embedded
from derivanim.model.encoding import Style, slots_of
from derivanim.pointing.form import MARKER
from derivanim.slots.unclear import QUESTIONS

LONGEST = 32  # tokens of an answer without a grammar, as many as one with it may have


class Filled:
    """Any backend, the whole way: candidates, grounding, the threshold, questions."""

    def __init__(self, name: str, model: Backend, seed: int = 0) -> None:
        self.name = name
        self.model = model
        self._seed = seed
        self._share = 0.0  # of the seconds that were spent ahead

    def ahead(self, rows: Sequence[Asked]) -> None:
        """Let a backend that can write several first answers side by side."""
        self._share = 0.0
        if isinstance(self.model, backends.Ahead):
            requests = [request for row in rows if (request := _spans(row.request))]
            with timed() as clock:
                self.model.ahead(requests)
            self._share = clock.seconds / max(1, len(rows))

    def answer(self, row: Asked) -> Output:
        """The slots that `derivanim slots` gives; a request that cannot be read at all is asked about."""
        with timed() as clock:
            try:
                slots = answer(row.request, self.model, self._seed).slots
            except ExpressionError:
                slots = {"template": "unclear", "question": QUESTIONS["not_readable"]}
        return slot_output(slots, clock.seconds + self._share)


class FirstAnswer:
    """The embedded model's most probable answer, unchecked, with the grammar or without it.

    With the grammar every token is one that it allows; without it nothing stands between the model and the funnel.
    """

    def __init__(self, name: str, model: Embedded, *, constrained: bool) -> None:
        self.name = name
        self.model = model
        self._constrained = constrained

    def answer(self, row: Asked) -> Output:
        """The slots that the answer means; none where it means none, and then its text alone."""
        request = _spans(row.request)
        if request is None:
            return slot_output({"template": "unclear", "question": QUESTIONS["not_readable"]})
        with timed() as clock:
            tokens = self._written(request)
            text = self.model.encoder.vocabulary.decode(tokens)
            slots = _meant(text, request)
        if slots is None:
            return Output("slots", text, None, None, False, len(tokens), clock.seconds)
        return slot_output(slots, clock.seconds, len(tokens), text)

    def _written(self, request: Request) -> tuple[int, ...]:
        model, text = self.model, request.delexicalised
        prompt = model.encoder.prompt(text)
        with ThreadpoolController().limit(limits=1, user_api="blas"):
            if not self._constrained:
                return greedy(model.model, [prompt], model.eos, LONGEST)[0]
            grammar = pointing_grammar(frozenset(MARKER.findall(text)), model.encoder.vocabulary.pieces)
            found: list[Completion] = search(
                model.model, prompt, model.eos, width=1, constrainer=model.constrainer, grammar=grammar
            )
        return found[0].tokens if found else ()


def _spans(text: str) -> Request | None:
    try:
        return find_spans(text)
    except ExpressionError:
        return None


def _meant(text: str, request: Request) -> dict[str, Any] | None:
    try:
        return slots_of(text, Style(), request)
    except UnclearError as error:
        return {"template": "unclear", "question": str(error)[:400]}
    except DerivanimError:
        return None
