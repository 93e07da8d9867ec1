"""Beam search over a model, with or without a constraint on what may be written; several long answers side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from derivanim.model.constraint import Constrainer
from derivanim.model.llama import Cache, Llama

# A continuation that is e^12 times less likely than the best one never becomes an answer.
_HOPELESS = 12.0


@dataclass(frozen=True)
class Completion:
    """Token numbers without the end mark, and the natural logarithm of their probability under the model."""

    tokens: tuple[int, ...]
    log_probability: float


@dataclass(frozen=True)
class _Beam:
    tokens: tuple[int, ...]
    score: float
    matcher: Any


def search(
    model: Llama,
    prompt: Sequence[int],
    eos: int,
    *,
    width: int = 4,
    longest: int = 32,
    constrainer: Constrainer | None = None,
    grammar: str | None = None,
) -> list[Completion]:
    """Up to `width` completions, most probable first; with a grammar, only those it allows.

    Probabilities are the model's own, not renormalised over what is allowed: a model that wants to write something
    else is not sure of what it writes.
    """
    matcher = constrainer.matcher(grammar) if constrainer and grammar else None
    logits, cache = model(np.array([prompt], dtype=np.int64))
    beams = [_Beam((), 0.0, matcher)]
    finished: list[Completion] = []
    for _ in range(longest):
        options = _options(beams, logits, width, constrainer)
        best = max([c.log_probability for c in finished] + [score for score, _, _ in options], default=-np.inf)
        kept: list[tuple[_Beam, int]] = []
        for score, row, token in options[:width]:
            if score < best - _HOPELESS:
                break
            if token == eos:
                finished.append(Completion(beams[row].tokens, score))
            else:
                kept.append((_Beam((*beams[row].tokens, token), score, _after(beams[row].matcher, token)), row))
        if not kept or (len(finished) >= width and kept[0][0].score < sorted(map(_score, finished))[-width]):
            break
        beams = [beam for beam, _ in kept]
        cache = _rows(cache, [row for _, row in kept])
        logits, cache = model(np.array([[beam.tokens[-1]] for beam in beams], dtype=np.int64), cache)
    return sorted(finished, key=_score, reverse=True)[:width]


def _options(
    beams: list[_Beam], logits: npt.NDArray[np.float32], width: int, constrainer: Constrainer | None
) -> list[tuple[float, int, int]]:
    """The best next tokens as (score, beam, token), best first."""
    options = []
    for row, beam in enumerate(beams):
        scores = logits[row] - logits[row].max()
        scores = beam.score + scores - np.log(np.exp(scores).sum())
        if beam.matcher is not None and constrainer is not None:
            scores = np.where(constrainer.allowed(beam.matcher), scores, -np.inf)
        for token in np.argpartition(-scores, width)[: width + 1]:
            if np.isfinite(scores[token]):
                options.append((float(scores[token]), row, int(token)))
    return sorted(options, key=lambda option: (-option[0], option[1], option[2]))


def _after(matcher: Any, token: int) -> Any:
    if matcher is None:
        return None
    copy = matcher.deep_copy()
    consumed = copy.consume_token(token)
    assert consumed, "the mask allowed a token that the grammar refuses"
    return copy


def _rows(cache: Cache, rows: list[int]) -> Cache:
    return cache if rows == [0] and cache.keys[0].shape[0] == 1 else cache.rows(rows)


def _score(completion: Completion) -> float:
    return completion.log_probability


def greedy(model: Llama, prompts: Sequence[Sequence[int]], eos: int, longest: int) -> list[tuple[int, ...]]:
    """For each prompt the tokens that are the most probable one after the other, without the end mark.

    All rows are read at once, filled up on the left; one that has ended is read no more. An answer that does not end
    within `longest` tokens is given as far as it goes.
    """
    width = max(map(len, prompts), default=0)
    answers: list[list[int]] = [[] for _ in prompts]
    rows = list(range(len(prompts)))
    starts = np.array([width - len(prompt) for prompt in prompts], dtype=np.int64)
    tokens = np.array([[eos] * (width - len(prompt)) + list(prompt) for prompt in prompts], dtype=np.int64)
    cache: Cache | None = None
    for _ in range(longest if rows else 0):
        logits, cache = model(tokens, cache, starts)
        best = logits.argmax(axis=-1)
        going = [place for place, token in enumerate(best) if token != eos]
        if not going:
            break
        if len(going) < len(rows):
            rows, starts, cache = [rows[place] for place in going], starts[going], cache.rows(going)
        for row, token in zip(rows, best[going], strict=True):
            answers[row].append(int(token))
        tokens = best[going][:, None]
    return [tuple(answer) for answer in answers]
