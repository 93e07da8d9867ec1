"""Any causal language model of the Hugging Face library, with or without an adapter, constrained to valid answers.

Nothing is run that comes with a model: no remote code, and weights from safetensors alone.
"""

from __future__ import annotations

import json
import math
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from derivanim.calculus.spans import Request
from derivanim.errors import ModelError
from derivanim.model.backend import Candidate, required
from derivanim.model.backends.constraining import Constraint
from derivanim.model.backends.few_shot import SHOTS, FewShot
from derivanim.model.backends.reading import candidate
from derivanim.model.constraint import copying_grammar, pointing_grammar
from derivanim.model.embedded import CALIBRATION_FILE, Calibration
from derivanim.model.encoding import FILE as STYLE_FILE
from derivanim.model.encoding import Form, Style, TextEncoding, load_style

_LONGEST = {"point": 120, "copy": 400}  # tokens of an answer
_TEMPERATURE = 0.8
_ADAPTER = ("adapter_config.json", "adapter_model.safetensors")


@dataclass(frozen=True)
class Written:
    """An answer's text, and the natural logarithm of its probability under the model without the constraint."""

    text: str
    log_probability: float


class HuggingFace:
    """A model and its tokenizer; `few_shot` makes the prompts where the model was not tuned by this package."""

    def __init__(
        self, model: Any, tokenizer: Any, style: Style, few_shot: FewShot | None, calibration: Calibration | None = None
    ) -> None:
        self.model = model
        self.tokenizer = tokenizer
        self.style = style
        self.few_shot = few_shot
        self._calibration = calibration
        self._encoding = TextEncoding(tokenizer, style)
        self._ahead: dict[tuple[int, ...], Written] = {}
        self._room = int(getattr(model.config, "max_position_embeddings", 0) or 2048)
        self._constraint = Constraint(tokenizer, int(model.config.vocab_size), self._encoding.eos)

    @property
    def threshold(self) -> float:
        """That of the calibration beside the adapter; 0 where there is none, because nothing says what is sure."""
        return self._calibration.threshold if self._calibration else 0.0

    def propose(self, request: Request, candidates: int = 4, seed: int = 0) -> Iterator[Candidate]:
        """The most probable tokens first, then samples, each only when it is asked for."""
        seen: set[str] = set()
        grammar = self._grammar(request)
        prompt = self.prompt(request)
        for number in range(candidates):
            written = self._ahead.get(prompt) if number == 0 else None
            written = written or self.generate(prompt, grammar, None if number == 0 else seed * 1000 + number)
            if written.text not in seen:
                seen.add(written.text)
                yield candidate(written.text, self.style.form, request, self._probability(written))

    def prompt(self, request: Request) -> tuple[int, ...]:
        """The tokens before an answer; with fewer examples where all of them would not fit."""
        room = self._room - _LONGEST[self.style.form]
        shots = SHOTS if self.few_shot else 0
        while len(tokens := self._prompt(request, shots)) > room:
            if shots == 0:
                raise ModelError(
                    f"the prompt has {len(tokens)} tokens, the model reads {room} at most.",
                    "Say it in fewer words, or take a model with a longer context.",
                )
            shots //= 2
        return tokens

    def _prompt(self, request: Request, shots: int) -> tuple[int, ...]:
        if self.few_shot is None:
            return self._encoding.prompt(request.text)
        if self.tokenizer.chat_template:
            turns = [
                {**turn, "content": self._encoding.plain(turn["content"])}
                for turn in self.few_shot.messages(request, shots)
            ]
            text = _with_system(self.tokenizer, turns)
            return tuple(self.tokenizer(text, add_special_tokens=False)["input_ids"])
        return tuple(self.tokenizer(self._encoding.plain(self.few_shot.text(request, shots)))["input_ids"])

    def _grammar(self, request: Request) -> str:
        if self.style.form == "copy":
            return copying_grammar()
        return pointing_grammar(frozenset(span.marker for span in request.spans), claims=self.style.claims)

    def ahead(self, requests: Sequence[Request]) -> None:
        """Write the first answers to several requests side by side; `propose` gives them until the next call."""
        prompts = [self.prompt(request) for request in requests]
        found = self.generate_all(prompts, [self._grammar(request) for request in requests])
        self._ahead = dict(zip(prompts, found, strict=True))

    def generate(self, prompt: tuple[int, ...], grammar: str, seed: int | None = None) -> Written:
        """One answer that keeps a grammar: the most probable tokens, or with a seed a sample."""
        return self.generate_all([prompt], [grammar], seed)[0]

    def generate_all(
        self, prompts: Sequence[tuple[int, ...]], grammars: Sequence[str], seed: int | None = None
    ) -> list[Written]:
        """An answer to each prompt that keeps its grammar; shorter prompts are filled up on the left."""
        import torch

        chance: dict[str, Any] = {"do_sample": False, "temperature": None, "top_p": None, "top_k": None}
        if seed is not None:
            chance = {"do_sample": True, "temperature": _TEMPERATURE, "top_p": None, "top_k": 0}
        width = max(map(len, prompts), default=0)
        if width == 0:
            return []
        padding = [width - len(prompt) for prompt in prompts]
        rows = [(self._encoding.pad,) * places + prompt for places, prompt in zip(padding, prompts, strict=True)]
        read = [[0] * places + [1] * (width - places) for places in padding]
        devices = [self.model.device] if self.model.device.type == "cuda" else []
        with torch.random.fork_rng(devices=devices), torch.inference_mode():
            torch.manual_seed(seed or 0)
            try:
                made = self.model.generate(
                    torch.tensor(rows, device=self.model.device),
                    attention_mask=torch.tensor(read, device=self.model.device),
                    max_new_tokens=min(_LONGEST[self.style.form], self._room - width),
                    logits_processor=[self._constraint.processor(grammars, width)],
                    eos_token_id=self._encoding.eos,
                    pad_token_id=self._encoding.pad,
                    return_dict_in_generate=True,
                    output_logits=True,
                    **chance,
                )
            except torch.OutOfMemoryError as error:
                raise ModelError(
                    "there is not enough memory for this model.", "Take a smaller one, or --four-bit."
                ) from error
        answers = [self._ended(row[width:].tolist()) for row in made.sequences]
        sums = [0.0] * len(answers)
        for place, step in enumerate(made.logits):
            # A step at a time: the scores of a whole vocabulary take more memory than the answers.
            shares = step.float().log_softmax(-1)
            for row, answer in enumerate(answers):
                if place < len(answer):
                    sums[row] += float(shares[row, answer[place]])
        return [Written(self._encoding.text(tuple(a)), total) for a, total in zip(answers, sums, strict=True)]

    def _ended(self, tokens: list[int]) -> list[int]:
        """The tokens up to the end mark, with it, without the padding that follows."""
        return tokens[: tokens.index(self._encoding.eos) + 1] if self._encoding.eos in tokens else tokens

    def _probability(self, written: Written) -> float:
        if self._calibration:
            return self._calibration.confidence(written.log_probability)
        return math.exp(written.log_probability)


def _with_system(tokenizer: Any, turns: Any) -> str:
    """The conversation as the model's own template writes it; a template without a system turn gets it in the first."""
    from jinja2.exceptions import TemplateError

    options = {"tokenize": False, "add_generation_prompt": True}
    try:
        return str(tokenizer.apply_chat_template(turns, **options))
    except TemplateError:
        system, first, *rest = turns
        joined = {"role": "user", "content": f"{system['content']}\n\n{first['content']}"}
        return str(tokenizer.apply_chat_template([joined, *rest], **options))


def load_hf(
    name: str, *, four_bit: bool = False, examples: Path | None = None, form: Form | None = None
) -> HuggingFace:
    """The model `NAME[@ADAPTER]`: a folder or a name of the hub, and the folder of a LoRA adapter.

    ModelError for a model that does not load or writes programs; MissingError without bitsandbytes for four bits.
    """
    name, _, folder = name.partition("@") if not Path(name).is_dir() else (name, "", "")
    adapter = Path(folder) if folder else None
    if adapter is not None and (missing := [file for file in _ADAPTER if not (adapter / file).is_file()]):
        raise ModelError(f"{adapter} holds no adapter: {missing[0]} is missing.", "derivanim train writes one.")
    if four_bit:
        required("bitsandbytes", "train")
    home = adapter or Path(name)
    style = load_style(home) if adapter is not None or (home / STYLE_FILE).is_file() else None
    if style is not None and style.target == "code":
        raise ModelError(f"{home} writes whole programs, not slots.", "derivanim compare asks it for programs.")
    tuned = style is not None and form is None
    chosen = style if style is not None and tuned else Style(form=form or "point")
    calibration = _calibration(home / CALIBRATION_FILE)
    model, tokenizer = open_model(name, adapter, four_bit)
    return HuggingFace(
        model,
        tokenizer,
        chosen,
        None if tuned else FewShot(chosen.form, examples),
        calibration,
    )


def _calibration(file: Path) -> Calibration | None:
    """The calibration of a file, None where there is no file."""
    if not file.is_file():
        return None
    try:
        found = Calibration(**json.loads(file.read_text("utf-8")))
        return Calibration(float(found.slope), float(found.offset), float(found.threshold))
    except (ValueError, TypeError) as error:
        raise ModelError(f"{file} is no calibration: it needs slope, offset and threshold, all numbers.") from error


def open_model(name: str, adapter: Path | None, four_bit: bool) -> tuple[Any, Any]:
    """A causal model with its adapter, and its tokenizer; ModelError where one of them cannot be had."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig
    from transformers.utils import logging

    logging.disable_progress_bar()
    logging.set_verbosity_error()
    safe = {"trust_remote_code": False, "use_safetensors": True}
    place = "cuda" if torch.cuda.is_available() else "cpu"
    quantized = {}
    if four_bit:
        quantized["quantization_config"] = BitsAndBytesConfig(
            load_in_4bit=True,
            bnb_4bit_quant_type="nf4",
            bnb_4bit_use_double_quant=True,
            bnb_4bit_compute_dtype=torch.bfloat16,
        )
    own = adapter is not None and (adapter / "tokenizer.json").is_file()
    try:
        tokenizer = AutoTokenizer.from_pretrained(str(adapter) if own else name, trust_remote_code=False, use_fast=True)
        model = AutoModelForCausalLM.from_pretrained(name, dtype="auto", device_map=place, **safe, **quantized)
        if adapter is not None:
            from peft import PeftModel

            with warnings.catch_warnings():
                warnings.simplefilter("ignore", FutureWarning)  # between the two libraries, nothing to do with users
                model = PeftModel.from_pretrained(model, str(adapter))
    except (OSError, ValueError, RuntimeError, KeyError) as error:
        said = " ".join(str(error).split())
        raise ModelError(
            f"the model {name!r} does not load: {said[:300]}",
            "Name a folder with config.json, tokenizer and safetensors, or a causal model of the hub.",
        ) from error
    return model.eval(), tokenizer
