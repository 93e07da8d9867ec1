"""Arms by name: the embedded model in a folder of weights, a Hugging Face model, an endpoint, and the baselines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from derivanim.compare.arms.arm import Arm
from derivanim.errors import DerivanimError
from derivanim.model.repair import ROUNDS

if TYPE_CHECKING:
    from derivanim.dataset.rows import Example
    from derivanim.model.embedded import Embedded

BUILT_IN = {
    "rules": "keywords and regular expressions",
    "nearest": "the slots of the nearest training example",
    "nearest-code": "the program of the nearest training example",
    "slots": "the embedded model, constrained, with candidates and grounding, as `derivanim slots` answers",
    "slots-first": "its first answer, constrained by the grammar",
    "slots-free": "its first answer without a grammar",
    "code": "the embedded model writes the whole program",
    "code-repair": "and writes it again where a check finds a mistake",
}
KNOWN = f"{', '.join(BUILT_IN)}, hf:NAME[@ADAPTER], api:NAME"
_LABELLED = re.compile(r"([A-Za-z0-9][\w.+-]*)=(.+)")
_UNSAFE = re.compile(r"[^\w.+-]+")


@dataclass(frozen=True)
class Wanted:
    """An arm as it is asked for: what it is called, what kind it is, and where its weights are."""

    label: str
    kind: str
    weights: Path | None = None

    @property
    def copies(self) -> bool:
        """Whether it needs training examples."""
        return self.kind.startswith("nearest")


def wanted(text: str) -> Wanted:
    """Read `[LABEL=]KIND[@WEIGHTS]`; DerivanimError for a kind that there is not."""
    labelled = _LABELLED.fullmatch(text)
    label, rest = (labelled[1], labelled[2]) if labelled else ("", text)
    if rest.startswith(("hf:", "api:")):
        return Wanted(label or _UNSAFE.sub("-", rest).strip("-"), rest)
    kind, _, folder = rest.partition("@")
    if kind not in BUILT_IN or (folder and not kind.startswith(("slots", "code"))):
        raise DerivanimError(
            f"no arm is called {rest!r}.", f"Known: {KNOWN}; slots and code may have @FOLDER, their weights."
        )
    if folder and not (Path(folder) / "base").is_dir():
        raise DerivanimError(f"{folder} holds no weights: there is no base/ in it.", "make train writes them.")
    default = f"{kind}-{_UNSAFE.sub('-', Path(folder).name)}" if folder else kind
    return Wanted(label or default, kind, Path(folder) if folder else None)


def load_arm(asked: Wanted, examples: list[Example] | None = None, **options: Any) -> Arm:
    """The arm, with its model loaded; `options` are those of `model.backend.load`, for hf: and api: arms.

    ModelError for a model that does not load, DerivanimError where an arm that copies has no examples.
    """
    if asked.kind == "rules":
        from derivanim.compare.arms.rules import Rules

        return Rules(asked.label)
    if asked.copies:
        from derivanim.compare.arms.nearest import Nearest

        return Nearest(asked.label, examples or [], "code" if asked.kind == "nearest-code" else "slots")
    if asked.kind.startswith("code"):
        return _writer(asked)
    if asked.kind.startswith("slots"):
        return _slots(asked)
    return _other(asked, **options)


def _slots(asked: Wanted) -> Arm:
    from derivanim.compare.arms.slots import Filled, FirstAnswer

    model = _embedded(asked)
    if asked.kind == "slots":
        return Filled(asked.label, model)
    return FirstAnswer(asked.label, model, constrained=asked.kind == "slots-first")


def _embedded(asked: Wanted) -> Embedded:
    from derivanim.model.embedded import embedded, load_folder

    return load_folder(asked.weights) if asked.weights else embedded()


def _writer(asked: Wanted) -> Arm:
    from derivanim.compare.arms.code import Code
    from derivanim.model.writing import load_writer

    writer = load_writer(asked.weights or shipped())
    rounds = ROUNDS if asked.kind == "code-repair" else None
    return Code(asked.label, writer, rounds=rounds, count=lambda program: len(writer.programs.encode(program)))


def shipped() -> Path:
    """The folder of the weights that come with the package."""
    from importlib.resources import files

    from derivanim.model.embedded import WEIGHTS

    return Path(str(files("derivanim.model"))) / WEIGHTS


def _other(asked: Wanted, **options: Any) -> Arm:
    from derivanim.compare.arms.slots import Filled
    from derivanim.model.backend import load

    taken = dict(options)
    kind = asked.kind.partition(":")[0]
    if kind == "hf":
        taken.pop("base_url", None)
        if writes_programs(asked.kind):
            from derivanim.compare.arms.adapter import load_adapter

            return load_adapter(asked.label, asked.kind.removeprefix("hf:"), four_bit=bool(taken.get("four_bit")))
    else:
        taken.pop("four_bit", None)
    return Filled(asked.label, load(asked.kind, **taken))


def writes_programs(name: str) -> bool:
    """Whether the adapter of `hf:NAME[@ADAPTER]` was tuned to write whole programs."""
    from derivanim.model.encoding import FILE, load_style

    model, _, folder = name.removeprefix("hf:").partition("@")
    home = Path(folder or model)
    return (home / FILE).is_file() and load_style(home).target == "code"
