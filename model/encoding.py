"""Rows and requests as tokens of any model: one place that says what a model sees, in training and in answering.

A prompt is the instruction, the request and, for pointers, its mathematics by marker; where the tokenizer has a chat
template, both stand in it as a user's turn. Prompt and completion are tokenised once, together, so that no second
beginning of a text stands between them.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, Protocol, get_args

from derivanim.calculus.spans import Request, find_spans
from derivanim.dataset import instructions
from derivanim.dataset.rows import Example
from derivanim.errors import ModelError, SlotError
from derivanim.model.rows import Encoded, Encoder
from derivanim.model.tokenizer import EOS, PAD
from derivanim.pointing.expand import expand
from derivanim.pointing.form import dump
from derivanim.pointing.form import fields as pointed

FILE = "derivanim.json"
Written = Literal["slots", "code"]
Form = Literal["point", "copy"]


@dataclass(frozen=True)
class Style:
    """What a model was trained to read and write; saved as `derivanim.json` beside its adapter.

    `form` and `claims` are of slots alone: mathematics by marker or copied, with the derivative as a claim or without.
    `instruction` is one for all or the study's seven; `chat` uses the tokenizer's chat template.
    """

    target: Written = "slots"
    form: Form = "point"
    claims: bool = False
    instruction: instructions.Format = "one"
    chat: bool = False

    @property
    def shape(self) -> instructions.Target:
        """The target as the data set names it."""
        return "code" if self.target == "code" else "pointers" if self.form == "point" else "slots"

    def save(self, folder: Path) -> None:
        """Write the style into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")


def load_style(folder: Path) -> Style:
    """The style saved in a folder; ModelError where there is none, or it is none."""
    file = folder / FILE
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise ModelError(f"{folder} does not say what its model writes: {FILE} is missing") from error
    except ValueError as error:
        raise ModelError(f"{file} is not JSON") from error
    allowed: dict[str, tuple[Any, ...]] = {
        "target": get_args(Written), "form": get_args(Form), "claims": (False, True),
        "instruction": instructions.FORMATS, "chat": (False, True),
    }  # fmt: skip
    if not isinstance(data, dict) or data.keys() != {field.name for field in fields(Style)}:
        raise ModelError(f"{file} must have the fields {', '.join(allowed)}")
    for name, values in allowed.items():
        if type(data[name]) is not type(values[0]) or data[name] not in values:
            raise ModelError(f"{file}: {name} is one of {', '.join(map(str, values))}, not {data[name]!r}")
    return Style(**data)


class Encoding(Protocol):
    """Requests and rows as token numbers; `pad` fills up a batch, `eos` ends an answer."""

    pad: int
    eos: int

    def prompt(self, request: str) -> tuple[int, ...]:
        """The tokens after which the answer to a request begins."""

    def row(self, example: Example) -> Encoded:
        """The tokens of a row from its first to `eos`; up to `start` they are those of its prompt."""

    def text(self, tokens: tuple[int, ...]) -> str:
        """The text of an answer's tokens, up to `eos`."""


class TextEncoding:
    """The encoding of a Hugging Face tokenizer."""

    def __init__(self, tokenizer: Any, style: Style) -> None:
        self.style = style
        self._tokenizer = tokenizer
        if tokenizer.eos_token_id is None:
            raise ModelError("the tokenizer has no token that ends a text", "Set its eos_token, or take another model.")
        if style.chat and not tokenizer.chat_template:
            raise ModelError("the tokenizer has no chat template", "Train without --chat.")
        self.eos = int(tokenizer.eos_token_id)
        self.pad = self.eos if tokenizer.pad_token_id is None else int(tokenizer.pad_token_id)
        # What a person writes is never read as a sign of the model, not even where a template needs signs to be read.
        added = getattr(tokenizer, "added_tokens_decoder", {}).values()
        self._signs = tuple(sign for token in added if token.special and len(sign := str(token.content)) > 1)

    def prompt(self, request: str) -> tuple[int, ...]:
        """The tokens after which the answer to a request begins."""
        return self._tokens(self.asked(request))

    def row(self, example: Example) -> Encoded:
        """The tokens of a row from its first to `eos`; up to `start` they are those of its prompt."""
        asked = self.asked(example.request)
        answer = instructions.answer(example, self.style.shape, self.style.claims)
        prompt, whole = self._tokens(asked), self._tokens(asked + answer)
        if whole[: len(prompt)] != prompt:
            # This tokenizer joins the end of the prompt with the start of the answer, which no answer could begin with.
            whole = (*prompt, *self._numbers(answer, add_special_tokens=False))
        return Encoded((*whole, self.eos), len(prompt))

    def text(self, tokens: tuple[int, ...]) -> str:
        """The text of an answer's tokens, up to `eos`."""
        if self.eos in tokens:
            tokens = tokens[: tokens.index(self.eos)]
        return str(self._tokenizer.decode(list(tokens), skip_special_tokens=True))

    def asked(self, request: str) -> str:
        """The prompt as text."""
        request = self.plain(request)
        shape = self.style.shape
        said = instructions.instruction(request, shape, self.style.instruction)
        text = f"{said}\n{instructions.question(request, shape)}"
        if not self.style.chat:
            return f"{text}\n"
        turn = [{"role": "user", "content": text}]
        return str(self._tokenizer.apply_chat_template(turn, tokenize=False, add_generation_prompt=True))

    def plain(self, request: str) -> str:
        """A text without what the tokenizer reads as a sign of its own."""
        for sign in self._signs:
            request = request.replace(sign, f"{sign[0]} {sign[1:]}")
        return request

    def _tokens(self, text: str) -> tuple[int, ...]:
        # The chat template writes its own beginning.
        numbers = self._numbers(text, add_special_tokens=not self.style.chat)
        return numbers[:-1] if numbers and numbers[-1] == self.eos else numbers

    def _numbers(self, text: str, add_special_tokens: bool) -> tuple[int, ...]:
        return tuple(self._tokenizer(text, add_special_tokens=add_special_tokens, verbose=False)["input_ids"])


class MarkedEncoding:
    """The encoding of the embedded model: markers in place of mathematics, in words that the model knows."""

    style = Style()

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self.pad, self.eos = encoder.vocabulary.id(PAD), encoder.vocabulary.id(EOS)

    def prompt(self, request: str) -> tuple[int, ...]:
        """The tokens after which the answer to a request begins."""
        return self._encoder.prompt(find_spans(request).delexicalised)

    def row(self, example: Example) -> Encoded:
        """The tokens of a row from its first to `eos`; up to `start` they are those of its prompt."""
        prompt = self.prompt(example.request)
        return Encoded((*prompt, *self._encoder.vocabulary.encode(dump(example.pointers)), self.eos), len(prompt))

    def text(self, tokens: tuple[int, ...]) -> str:
        """The text of an answer's tokens, up to `eos`."""
        return self._encoder.vocabulary.decode(tokens[: tokens.index(self.eos)] if self.eos in tokens else tokens)


def slots_of(text: str, style: Style, request: Request) -> dict[str, Any]:
    """The slot object that an answer means, not yet checked by its schema.

    SlotError for what is no answer in this style; UnclearError where the pointers cannot stand for what they point at.
    """
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SlotError("the answer is not JSON") from error
    if not isinstance(data, dict) or not isinstance(data.get("template"), str):
        raise SlotError("the answer is no JSON object that names a template")
    if style.form == "copy":
        return data
    claim = data.pop(instructions.CLAIMED, None)
    _pointing(data, {span.marker for span in request.spans})
    try:
        slots = expand(data, request)
    except (AssertionError, AttributeError, LookupError, TypeError) as error:
        raise SlotError("the pointers of the answer are of another kind than its fields") from error
    return slots if claim is None else slots | {instructions.CLAIMED: claim}


def _pointing(data: dict[str, Any], markers: set[str]) -> None:
    """SlotError unless every field is one of the template and holds a word of its own or markers of the request."""
    members = {field.name: field for field in pointed().get(data["template"], ())}
    for name, value in data.items():
        if name == "template":
            continue
        field = members.get(name)
        values = value if isinstance(value, list) else [value]
        if field is None or not all(isinstance(part, str) for part in values):
            raise SlotError(f"{data['template']} has no field {name!r} in pointing form, or not of this kind")
        if isinstance(value, list) and not (len(value) == 2 and "NN" in field.kinds):
            raise SlotError(f"{name}: one value was expected, not a list")
        kinds = "".join(field.kinds)
        if not all(part in field.words or (part in markers and part[0] in kinds) for part in values):
            raise SlotError(f"{name}: {value!r} is neither in the request nor a word of this field")
    if missing := [name for name, field in members.items() if field.required and name not in data]:
        raise SlotError(f"{data['template']} lacks {', '.join(missing)}")
