"""How good are the answers, beside the loss: the shares that are valid, proved and right, on rows of validation.

Right is what a person asked for: the same slots up to equality by SymPy, or the same program but for its docstring.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from derivanim.calculus.spans import find_spans
from derivanim.dataset.instructions import CLAIMED
from derivanim.dataset.rows import Example
from derivanim.errors import DerivanimError
from derivanim.model.encoding import Encoding, Style, slots_of
from derivanim.render.proofs import prove
from derivanim.slots.asked import differences
from derivanim.slots.check import check
from derivanim.slots.registry import load

NAMES = ("right", "proved", "valid")
"""The shares, the most telling first."""

_ALLOWED = frozenset({"manim", "numpy"})
_REFUSAL = re.compile(r"# (unsupported|unclear):")
_AT_ONCE = 8  # prompts that are answered side by side


@dataclass(frozen=True)
class Judged:
    """One answer; what is proved is valid, and what is right is proved."""

    valid: bool
    proved: bool
    right: bool


WRONG = Judged(False, False, False)


def shares(judged: Sequence[Judged]) -> dict[str, float]:
    """The share of each name among the answers, from 0 to 1."""
    return {name: sum(getattr(one, name) for one in judged) / max(1, len(judged)) for name in NAMES}


def judge(answers: Sequence[str], rows: Sequence[Example], style: Style) -> list[Judged]:
    """Each answer beside the row that it should be."""
    if style.target == "slots":
        return [judge_slots(text, row, style) for text, row in zip(answers, rows, strict=True)]
    return judge_programs(answers, rows)


def judge_slots(text: str, row: Example, style: Style) -> Judged:
    """Valid if the schema accepts it, proved if no claim is refuted, right if SymPy finds no other slot."""
    try:
        slots = load(slots_of(text, style, find_spans(row.request)))
    except DerivanimError:
        return WRONG
    try:
        check(slots, "reject")
    except DerivanimError:
        return Judged(True, False, False)
    # The derivative is a claim, not what was asked.
    expected, given = ({k: v for k, v in some.items() if k != CLAIMED} for some in (row.slots, slots.as_dict()))
    return Judged(True, True, not differences(expected, given))


def judge_programs(answers: Sequence[str], rows: Sequence[Example]) -> list[Judged]:
    """Valid if it parses with one scene and no foreign import, proved if it executes, right if it is the row's."""
    trees = [valid_program(text) for text in answers]
    # A refusal is a comment, with nothing to execute.
    run = [number for number, tree in enumerate(trees) if tree is not None and tree.body]
    proofs = dict(zip(run, prove(answers[number] for number in run), strict=True)) if run else {}
    judged = []
    for number, (text, tree, row) in enumerate(zip(answers, trees, rows, strict=True)):
        if tree is None:
            judged.append(WRONG)
            continue
        proved = number not in proofs or proofs[number].ok
        judged.append(Judged(True, proved, proved and same_program(text, row.program)))
    return judged


def valid_program(text: str) -> ast.Module | None:
    """The tree of a program with exactly one scene and imports of manim and numpy alone, or of a refusal's comment."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    if not tree.body:
        return tree if _REFUSAL.match(text) else None
    scenes = [node for node in tree.body if isinstance(node, ast.ClassDef) and _is_scene(node)]
    return tree if len(scenes) == 1 and set(_imported(tree)) <= _ALLOWED else None


def _is_scene(node: ast.ClassDef) -> bool:
    return any(isinstance(base, ast.Name) and base.id.endswith("Scene") for base in node.bases)


def _imported(tree: ast.Module) -> Iterable[str]:
    """The top names of what a program imports; a relative import is one of no package."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "" if node.level or node.module is None else node.module.partition(".")[0]


def same_program(text: str, wanted: str) -> bool:
    """Whether a program that parses is the wanted one but for its docstring; of refusals, one of the same kind."""
    if refusal := _REFUSAL.match(wanted):
        given = _REFUSAL.match(text)
        return given is not None and given.group(1) == refusal.group(1)
    return _shape(text) == _shape(wanted)


def _shape(program: str) -> str:
    """The tree as text, without the docstring of the module."""
    tree = ast.parse(program)
    if tree.body and ast.get_docstring(tree, clean=False) is not None:
        tree.body = tree.body[1:]
    return ast.dump(tree)


@torch.no_grad()
def generate(
    model: Any, encoding: Encoding, requests: Sequence[str], longest: int, report: Callable[[int, int], None]
) -> list[str]:
    """Greedy answers of at most `longest` tokens, in the order of the requests."""
    prompts = [encoding.prompt(request) for request in requests]
    # Prompts of similar length side by side; padding stands on the left, so that all answers start together.
    order = sorted(range(len(prompts)), key=lambda number: len(prompts[number]))
    device = next(model.parameters()).device
    answers: dict[int, str] = {}
    for start in range(0, len(order), _AT_ONCE):
        group = order[start : start + _AT_ONCE]
        width = max(len(prompts[number]) for number in group)
        tokens = torch.full((len(group), width), encoding.pad)
        mask = torch.zeros((len(group), width), dtype=torch.long)
        for place, number in enumerate(group):
            tokens[place, width - len(prompts[number]) :] = torch.tensor(prompts[number])
            mask[place, width - len(prompts[number]) :] = 1
        found = model.generate(
            input_ids=tokens.to(device), attention_mask=mask.to(device), max_new_tokens=longest, do_sample=False,
            num_beams=1, temperature=None, top_p=None, top_k=None, use_cache=True,
            pad_token_id=encoding.pad, eos_token_id=encoding.eos,
        )  # fmt: skip
        for place, number in enumerate(group):
            answers[number] = encoding.text(tuple(found[place, width:].tolist()))
        report(min(start + _AT_ONCE, len(order)), len(order))
    return [answers[number] for number in range(len(prompts))]
