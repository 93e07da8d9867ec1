"""Rows as the sequences that a model trains on: one a row, or several packed into one, and batches of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file

from derivanim.atomic import replacing
from derivanim.dataset.rows import Example
from derivanim.errors import DerivanimError
from derivanim.model.encoding import Encoding
from derivanim.model.rows import Encoded

IGNORED = -100  # what the loss of transformers leaves out
# Sequences that are still open while rows are packed; more finds a better place for a row, and takes longer.
_OPEN = 64

Report = Callable[[str, int, int], None]
Rows = tuple[Encoded, ...]
"""The rows of one sequence."""


@dataclass(frozen=True)
class Kept:
    """Encoded rows that fit, and how many were longer than that."""

    rows: list[Encoded]
    left_out: int


def encoded(examples: Sequence[Example], encoding: Encoding, length: int, report: Report, name: str) -> Kept:
    """The tokens of rows of at most `length` tokens; a longer one is left out, for half a program is no program.

    DerivanimError where none is short enough.
    """
    rows, longest = [], 0
    for number, example in enumerate(examples, 1):
        row = encoding.row(example)
        longest = max(longest, len(row.tokens))
        if len(row.tokens) <= length:
            rows.append(row)
        report(f"reading {name}", number, len(examples))
    if not rows:
        raise DerivanimError(
            f"no row of {name} has at most {length} tokens"
            if examples
            else f"the data set has no rows of {name}, which training needs",
            f"The longest has {longest}: choose a larger --length." if examples else "Build a larger data set.",
        )
    return Kept(rows, len(examples) - len(rows))


def save_rows(kept: Kept, file: Path) -> None:
    """Write encoded rows, so that a training that goes on need not read requests again."""
    lengths = torch.tensor([len(row.tokens) for row in kept.rows])
    flat = torch.tensor([token for row in kept.rows for token in row.tokens])
    starts = torch.tensor([row.start for row in kept.rows])
    tensors = {"lengths": lengths, "tokens": flat, "starts": starts, "left_out": torch.tensor([kept.left_out])}
    with replacing(file) as partial:
        save_file(tensors, partial)


def load_rows(file: Path) -> Kept:
    """The encoded rows of a file."""
    read = load_file(file)
    parts = torch.split(read["tokens"], read["lengths"].tolist())
    rows = [Encoded(tuple(part.tolist()), start) for part, start in zip(parts, read["starts"].tolist(), strict=True)]
    return Kept(rows, int(read["left_out"].item()))


def packed(rows: Sequence[Encoded], length: int, seed: int | None) -> list[Rows]:
    """Rows in sequences of at most `length` tokens: each into the fullest open one with room, in a drawn order.

    Without a seed the rows stay in their order, as a curriculum needs.
    """
    order = list(rows)
    if seed is not None:
        random.Random(f"packing/{seed}").shuffle(order)
    places = 1 if seed is None else _OPEN
    done: list[Rows] = []
    opened: list[tuple[int, list[Encoded]]] = []  # tokens and rows of each open sequence
    for row in order:
        size = len(row.tokens)
        fitting = [number for number, (used, _) in enumerate(opened) if used + size <= length]
        if fitting:
            best = max(fitting, key=lambda number: opened[number][0])
            used, inside = opened[best]
            opened[best] = used + size, [*inside, row]
            continue
        if len(opened) == places:
            fullest = max(range(places), key=lambda number: opened[number][0])
            done.append(tuple(opened.pop(fullest)[1]))
        opened.append((size, [row]))
    return [*done, *(tuple(inside) for _, inside in opened)]


def alone(rows: Sequence[Encoded]) -> list[Rows]:
    """Each row as a sequence of its own."""
    return [(row,) for row in rows]


def collate(sequences: Sequence[Rows], pad: int) -> dict[str, Any]:
    """A batch (sequences, tokens): `input_ids`, `labels` of completions alone, and `position_ids` that restart by row.

    There is no attention mask: transformers keeps rows apart where positions restart, which it looks for only where
    nothing is cached, and padding stands on the right, where causal attention never looks.
    """
    longest = max(sum(len(row.tokens) for row in rows) for rows in sequences)
    tokens = torch.full((len(sequences), longest), pad)
    labels = torch.full((len(sequences), longest), IGNORED)
    positions = torch.zeros((len(sequences), longest), dtype=torch.long)
    for index, rows in enumerate(sequences):
        place = 0
        for row in rows:
            end = place + len(row.tokens)
            tokens[index, place:end] = torch.tensor(row.tokens)
            labels[index, place + row.start : end] = tokens[index, place + row.start : end]
            positions[index, place:end] = torch.arange(len(row.tokens))
            place = end
        # Padding goes on counting, so that it does not look like rows of their own.
        positions[index, place:] = torch.arange(longest - place) + (positions[index, place - 1] + 1)
    return {"input_ids": tokens, "labels": labels, "position_ids": positions, "use_cache": False}


class Sequences(torch.utils.data.Dataset[Any]):
    """Sequences as the data set that a Trainer asks for."""

    def __init__(self, sequences: list[Rows]) -> None:
        self._sequences = sequences

    def __len__(self) -> int:
        return len(self._sequences)

    def __getitem__(self, number: int) -> Rows:
        return self._sequences[number]
