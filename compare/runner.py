"""Runs arms over test sets into a results folder; what is there already is not run again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from derivanim import __version__
from derivanim.compare.arms.arm import Ahead, Arm
from derivanim.compare.arms.backend import Wanted, load_arm, shipped
from derivanim.compare.funnel import funnel
from derivanim.compare.of_code import Style
from derivanim.compare.output import Output, Verdict
from derivanim.compare.results import Lines, Result, file_of, read_lines, start
from derivanim.compare.sets import TestRow, TestSet
from derivanim.dataset.rows import read
from derivanim.errors import DerivanimError

AT_ONCE = 8  # rows that an arm may write ahead
Report = Callable[[str, int, int], None]
Judge = Callable[[Output, TestRow], Verdict]
_LIBRARIES = ("sympy", "manim", "numpy", "scipy", "pydantic", "llguidance")
_WEIGHTS = ("*.safetensors", "*.json", "*.npz")


@dataclass(frozen=True)
class Settings:
    """How outputs are judged; `pictures=False` leaves out the stages that execute a program."""

    pictures: bool = True
    style: Style = "template"

    def judge(self, output: Output, row: TestRow) -> Verdict:
        """The funnel with these settings."""
        return funnel(output, row, pictures=self.pictures, style=self.style)


def compare(
    arms: Sequence[Wanted],
    sets: Sequence[TestSet],
    folder: Path,
    *,
    data: Path | None = None,
    settings: Settings | None = None,
    options: Mapping[str, Any] | None = None,
    report: Report = lambda *_: None,
) -> int:
    """Run every arm on every test set, and return how many rows were run; `data` is what arms that copy copy from.

    `options` are those of hf: and api: models. DerivanimError where the folder holds another comparison.
    """
    settings, options = settings or Settings(), dict(options or {})
    if doubled := [one.label for n, one in enumerate(arms) if one.label in [o.label for o in arms[:n]]]:
        raise DerivanimError(
            f"two arms are called {doubled[0]}", "Name them: --arm first=slots --arm second=slots@DIR."
        )
    if copying := [one.label for one in arms if one.copies and data is None]:
        raise DerivanimError(f"{copying[0]} copies from a training split, and there is none", "Give a data set.")
    start(folder, about(arms, sets, settings, data, options))
    total, done, run = len(arms) * sum(len(one.rows) for one in sets), 0, 0
    for wanted in arms:
        arm: Arm | None = None
        for one in sets:
            file = file_of(folder, wanted.label, one.name)
            there = {result.id for result in read_lines(file)}
            done += sum(row.id in there for row in one.rows)
            if all(row.id in there for row in one.rows):
                continue
            report(f"{wanted.label}: loading", done, total)
            arm = arm or load_arm(wanted, _examples(data) if wanted.copies else None, **options)
            with Lines(file) as lines:
                for first in range(0, len(one.rows), AT_ONCE):
                    group = one.rows[first : first + AT_ONCE]
                    open_rows = [row for row in group if row.id not in there]
                    if open_rows and isinstance(arm, Ahead):
                        # The same rows side by side as without an interruption: sums depend on what stands beside.
                        arm.ahead(group)
                    for row in open_rows:
                        report(f"{wanted.label} on {one.name}", done, total)
                        lines.add(judged(arm, row, one.name, settings.judge))
                        done, run = done + 1, run + 1
    report("compared", total, total)
    return run


def judged(arm: Arm, row: TestRow, test_set: str, judge: Judge) -> Result:
    """One row answered and judged."""
    output = arm.answer(row)
    return Result(arm.name, test_set, row.id, row.request, row.slots, output, judge(output, row))


def about(
    arms: Sequence[Wanted], sets: Sequence[TestSet], settings: Settings, data: Path | None, options: Mapping[str, Any]
) -> dict[str, Any]:
    """What a comparison is of: arms with the hashes of their weights, test sets, settings and versions."""
    given = {name: str(value) for name, value in options.items() if value}
    train = _hash(data / "train.jsonl") if data is not None and any(one.copies for one in arms) else None
    return {
        "arms": {
            one.label: {
                "kind": one.kind,
                "weights": _weights(one),
                "train": train if one.copies else None,
                "options": given if one.kind.startswith(("hf:", "api:")) else {},
            }
            for one in arms
        },
        "test_sets": {
            one.name: {"sha256": one.sha256, "rows": len(one.rows), "ids": _hash_of(row.id for row in one.rows)}
            for one in sets
        },
        "settings": {"pictures": settings.pictures, "style": settings.style},
        "versions": {"derivanim": __version__, **{name: _version(name) for name in _LIBRARIES}},
    }


def _examples(data: Path | None) -> list[Any]:
    assert data is not None, "arms that copy are refused without a data set"
    file = data / "train.jsonl"
    if not file.is_file():
        raise DerivanimError(f"{data} holds no training split: there is no train.jsonl", "derivanim dataset build")
    return list(read(file))


def _weights(one: Wanted) -> str | None:
    """A hash over the files of an arm's weights; None for an arm without any of its own on this machine."""
    if one.kind.startswith("hf:"):
        base, _, adapter = one.kind.removeprefix("hf:").partition("@")
        folders = [Path(part) for part in (base, adapter) if part and Path(part).is_dir()]
    elif one.kind.startswith(("slots", "code")):
        folders = [one.weights or shipped()]
    else:
        return None
    files = sorted({file for folder in folders for pattern in _WEIGHTS for file in folder.rglob(pattern)})
    return _hash_of(_hash(file) or "" for file in files) if files else None


def _hash(file: Path) -> str | None:
    if not file.is_file():
        return None
    digest = sha256()
    with file.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _hash_of(parts: Any) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()


def _version(name: str) -> str | None:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(name)
    except PackageNotFoundError:
        return None
