"""A data set in the shapes of trainers: JSON Lines as the study had them, prompts, chats, or a folder of Parquet.

The same choices give the same bytes. All is written into a folder beside the place and renamed, so that what is there
is whole.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args

from derivanim import __version__
from derivanim.dataset.candidates import LEVELS
from derivanim.dataset.finished import Finished, finished
from derivanim.dataset.instructions import Asked, Format, Target, asked, prompt
from derivanim.dataset.rows import Example
from derivanim.dataset.shards import Report
from derivanim.errors import DerivanimError

Shape = Literal["jsonl", "hf", "chat", "completion"]
Order = Literal["file", "curriculum"]
SHAPES: tuple[Shape, ...] = get_args(Shape)
ORDERS: tuple[Order, ...] = get_args(Order)
ABOUT, CARD = "export.json", "README.md"
_JSON_COLUMNS = ("pointers", "slots")


@dataclass(frozen=True)
class Choices:
    """What is exported, and how; `subset` is how many of the first training rows, all of them by default."""

    shape: Shape
    target: Target = "slots"
    instruction: Format = "one"
    subset: int | None = None
    order: Order = "file"


def export(folder: Path, output: Path, choices: Choices, report: Report) -> Path:
    """Write a data set in one of the shapes into a new folder, and give it back.

    A file for each split; export.json says what was chosen. DerivanimError where something is in the place already, or
    the data set is not whole.
    """
    if output.exists() and not (output.is_dir() and not any(output.iterdir())):
        raise DerivanimError(f"{output} is there already", "Choose another --output, or remove it.")
    data = chosen(finished(folder), choices)
    partial = output.with_name(f"{output.name}.partial")
    if partial.exists():
        shutil.rmtree(partial)
    partial.mkdir(parents=True)
    try:
        _write(data, partial, choices, report)
        partial.replace(output)
    finally:
        if partial.exists():
            shutil.rmtree(partial)
    return output


def chosen(data: Finished, choices: Choices) -> Finished:
    """The rows of the choices: the first of training, so that subsets are nested, then perhaps by difficulty."""
    train = data.splits["train"]
    if choices.subset is not None:
        if not 1 <= choices.subset <= len(train):
            raise DerivanimError(
                f"there is no subset of {choices.subset} rows: training has {len(train)}", "Ask for as many at most."
            )
        train = train[: choices.subset]
    if choices.order == "curriculum":
        train = sorted(train, key=lambda row: row.difficulty)
    return replace(data, splits={**data.splits, "train": train})


def _write(data: Finished, folder: Path, choices: Choices, report: Report) -> None:
    if choices.shape == "hf":
        from derivanim.dataset.card import card

        text = card(
            data, target=choices.target, instruction=choices.instruction, subset=choices.subset, order=choices.order
        )
        (folder / CARD).write_text(text, encoding="utf-8")
        files = _parquet(data, folder / "data", _asked(data, choices, report))
    else:
        files = []
        shape = _SHAPES[choices.shape]
        for split, rows in _asked(data, choices, report):
            file = folder / f"{split}.jsonl"
            lines = (json.dumps(shape(row), ensure_ascii=False) + "\n" for row in rows)
            with file.open("w", encoding="utf-8") as stream:
                stream.writelines(lines)
            files.append(file)
    about = {
        "data_set": {name: data.about.get(name) for name in ("name", "size", "seed", "bank", "versions")},
        "derivanim": __version__,
        "choices": asdict(choices),
        "rows": {split: len(rows) for split, rows in data.splits.items()},
        "files": {file.relative_to(folder).as_posix(): sha256(file.read_bytes()).hexdigest() for file in files},
    }
    (folder / ABOUT).write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _asked(data: Finished, choices: Choices, report: Report) -> Iterator[tuple[str, list[Asked]]]:
    """The rows of each split as a trainer sees them."""
    total, done = len(data.rows), 0
    for split, examples in data.splits.items():
        rows = []
        for example in examples:
            rows.append(asked(example, choices.target, choices.instruction))
            done += 1
            report("writing rows", done, total)
        yield split, rows


def _study(row: Asked) -> dict[str, Any]:
    return {**row}


def _completion(row: Asked) -> dict[str, Any]:
    return {"prompt": prompt(row), "completion": row["output"]}


def _chat(row: Asked) -> dict[str, Any]:
    said = (("user", prompt(row)), ("assistant", row["output"]))
    return {"messages": [{"role": role, "content": content} for role, content in said]}


_SHAPES: dict[str, Callable[[Asked], dict[str, Any]]] = {"jsonl": _study, "completion": _completion, "chat": _chat}


def _parquet(data: Finished, folder: Path, asked_rows: Iterator[tuple[str, list[Asked]]]) -> list[Path]:
    """A Parquet file for each split, with the features that `load_dataset` gives its columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq
    from datasets import ClassLabel, Features, Value

    columns = [*Asked.__annotations__, *Example.__dataclass_fields__]
    types = {"difficulty": Value("float64"), "level": ClassLabel(names=list(LEVELS))}
    schema = Features({name: types.get(name, Value("string")) for name in columns}).arrow_schema
    folder.mkdir()
    files = []
    for split, rows in asked_rows:
        if not rows:
            continue  # a split without rows has no file, and the card does not name it
        table = [{**row, **_columns(example)} for row, example in zip(rows, data.splits[split], strict=True)]
        files.append(folder / f"{split}.parquet")
        pq.write_table(pa.Table.from_pylist(table, schema=schema), files[-1], compression="zstd")
    return files


def _columns(example: Example) -> dict[str, Any]:
    row = asdict(example) | {"level": LEVELS.index(example.level)}
    return row | {name: json.dumps(row[name], ensure_ascii=False) for name in _JSON_COLUMNS}
