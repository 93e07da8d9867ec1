"""The prompt for a model that was not tuned: what there is to fill in, a few answered requests, and the request.

The examples are those whose words are nearest to the request's, from the training split of a data set, or from the
training phrasings of the bank with mathematics that is drawn for them.
"""

from __future__ import annotations

import json
import math
import random
import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TypedDict

from derivanim.calculus.spans import Request, find_spans
from derivanim.dataset.draw import Row, draw
from derivanim.dataset.instructions import ONE, Target, question
from derivanim.dataset.mathematics.for_request import draw_mathematics
from derivanim.dataset.rows import Example, read
from derivanim.errors import DerivanimError
from derivanim.model.encoding import Form
from derivanim.pointing.expand import expand
from derivanim.pointing.form import MARKER, dump, fields
from derivanim.slots.base import PRESENTATION
from derivanim.slots.registry import load, templates
from derivanim.slots.unclear import QUESTIONS
from derivanim.slots.unsupported import REASONS

POOL = 1500  # examples from which the nearest are taken
SHOTS = 8
_ALIKE = 2  # examples of one template at most, so that a prompt shows several
_SEED = 17
_WORD = re.compile(r"[a-z]{3,}")
_KINDS = (
    "E a function of one variable, F one with further letters, Q an equation, C a curve (x(t), y(t)), N a number, "
    "I an interval, P a pair of numbers, T a title. NN is a list of two markers of numbers."
)
_COPYING = (
    "Write mathematics in SymPy syntax, with * and **, exactly as the request says it: no function and no number of "
    "your own. Numbers are strings."
)


class Message(TypedDict):
    """One turn of a conversation."""

    role: str
    content: str


class FewShot:
    """Makes prompts in one of the two forms of answers; `data` is the folder of a data set."""

    def __init__(self, form: Form, data: Path | None = None) -> None:
        self.form = form
        self._shape: Target = "pointers" if form == "point" else "slots"
        self._data = data
        if data is not None and not (data / "train.jsonl").is_file():
            raise DerivanimError(
                f"{data} holds no training split: there is no train.jsonl",
                "Build a data set: derivanim dataset build --output DIR.",
            )

    def messages(self, request: Request, shots: int = SHOTS) -> list[Message]:
        """The prompt as a conversation, its last turn the request; the nearest example stands last before it."""
        turns: list[Message] = [{"role": "system", "content": self.system}]
        for text, answer in reversed(list(islice(self._nearest(request.text), shots))):
            turns.append({"role": "user", "content": self._asked(find_spans(text))})
            turns.append({"role": "assistant", "content": answer})
        return [*turns, {"role": "user", "content": self._asked(request)}]

    def text(self, request: Request, shots: int = SHOTS) -> str:
        """The prompt as one text, for a model that knows no turns."""
        first, *turns = self.messages(request, shots)
        names = {"user": "Request", "assistant": "Answer"}
        said = [f"{names[turn['role']]}: {turn['content']}" for turn in turns]
        return "\n\n".join([first["content"], *said, "Answer: "])

    @cached_property
    def system(self) -> str:
        """What there is to fill in: templates, their fields, and the codes of refusals."""
        lines = [ONE[self._shape], _COPYING if self.form == "copy" else f"Kinds of markers: {_KINDS}"]
        lines.append("Templates with their fields; those in brackets may be left out:")
        for name, schema in templates().items():
            if schema.DRAWS:
                lines.append(f"- {name}: {', '.join(self._fields(name))}. {schema.SUMMARY}")
        drawn = ", ".join(
            f"{field.name} ({', '.join(field.words)})" for field in fields()["tangent_line"] if field.words
        )
        lines.append(f"Where the request wishes it, each of these may also have a title or {drawn}.")
        lines.append("What none of them shows: unsupported, with a reason, one of these codes:")
        lines += [f"- {code}: {text}" for code, text in REASONS.items()]
        lines.append("What is ambiguous or incomplete: unclear, with a question, one of these codes:")
        lines += [f"- {code}: {text}" for code, text in QUESTIONS.items()]
        return "\n".join(lines)

    def _fields(self, template: str) -> list[str]:
        if self.form == "copy":
            members = templates()[template].model_fields
            shown = [
                (name, info.is_required()) for name, info in members.items() if name not in (*PRESENTATION, "template")
            ]
        else:
            shown = [
                (f"{field.name} {' or '.join(field.kinds or field.words)}", field.required)
                for field in fields()[template]
                if field.name not in PRESENTATION
            ]
        return [text if required else f"[{text}]" for text, required in shown]

    def _asked(self, request: Request) -> str:
        """A request in the prompt; for pointers with its mathematics by marker, and once more with markers in place."""
        asked = question(request.text, self._shape)
        return f"{asked}\nWith markers: {request.delexicalised}" if self.form == "point" else asked

    def _nearest(self, text: str) -> Iterator[tuple[str, str]]:
        """Requests with their answers, nearest in words first."""
        words = _words(text)
        rare = self._rarity
        used: Counter[str] = Counter()
        ranked = sorted(
            range(len(self._pool)), key=lambda number: (-_likeness(words, self._pool[number][0], rare), number)
        )
        for number in ranked:
            row = self._pool[number][1]
            template = row.template if isinstance(row, Example) else str(row.target["template"])
            if used[template] < _ALIKE and (shot := self._shot(row, number)) and shot[0] != text:
                used[template] += 1
                yield shot

    def _shot(self, row: Example | Row, number: int) -> tuple[str, str] | None:
        """A request and its answer; None for a phrasing for which no mathematics is found."""
        if isinstance(row, Example):
            target, text = row.pointers, row.request
        else:
            drawn = draw_mathematics(row, random.Random(f"{_SEED}/{number}"), held_out=False)
            if drawn is None:
                return None
            target, text = row.target, MARKER.sub(lambda match: drawn.texts[match.group()], row.text)
        found = find_spans(text)
        if isinstance(row, Row) and _squeezed(found.delexicalised) != _squeezed(row.text):
            return None  # its mathematics is read otherwise than it was meant
        if self.form == "point":
            return text, dump(target)
        try:
            slots = load(row.slots if isinstance(row, Example) else expand(target, found)).as_dict()
        except DerivanimError:
            return None
        slots.pop("derivative", None)  # which SymPy fills in
        return text, json.dumps(slots, ensure_ascii=False, separators=(",", ":"))

    @cached_property
    def _pool(self) -> list[tuple[frozenset[str], Example | Row]]:
        if self._data is None:
            return [(_words(row.text), row) for row in draw(_SEED, POOL, "train")]
        return [(_words(row.request), row) for row in islice(read(self._data / "train.jsonl"), POOL)]

    @cached_property
    def _rarity(self) -> dict[str, float]:
        """For each word, how much it tells: the logarithm of the inverse of its share of examples."""
        counts = Counter(word for words, _ in self._pool for word in words)
        return {word: math.log(len(self._pool) / count) + 0.1 for word, count in counts.items()}


def _squeezed(text: str) -> str:
    return "".join(text.split())


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.lower()))


def _likeness(words: frozenset[str], others: frozenset[str], rarity: dict[str, float]) -> float:
    """The shared words over all words of two texts, each by how much it tells."""
    shared = sum(rarity.get(word, 0.0) for word in words & others)
    return shared / (sum(rarity.get(word, 0.0) for word in words | others) or 1.0)
