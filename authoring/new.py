"""`derivanim templates new`: a pair that works, its words and its test, from a name, a level, a summary and slots."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import get_args

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from derivanim.errors import SlotError, TemplateError
from derivanim.slots.base import Level, Presented
from derivanim.slots.folders import OWN, folders
from derivanim.slots.registry import templates
from derivanim.templates.assemble import formatted
from derivanim.templates.environment import FOLDER

LEVELS = get_args(Level)
KINDS = ("number", "interval", "text", "name")
# One of each family, all with a slope at the skeleton's point.
FUNCTIONS = ("x**3 - 3*x", "sin(x)", "exp(-x/2)", "log(x)", "sqrt(x)", "x/(x**2 + 1)", "x**2*sin(x)")
_NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_TYPES = {"number": "Number", "interval": "Interval", "text": "Text", "name": "Name"}
_EXAMPLES = {"number": '"1"', "interval": '["0", "2"]', "text": '"something"', "name": '"g"'}


@dataclass(frozen=True)
class Slot:
    """One field of a new schema."""

    name: str
    kind: str
    required: bool

    @property
    def annotation(self) -> str:
        """Its type in the schema."""
        return _TYPES[self.kind] if self.required else f"{_TYPES[self.kind]} | None"

    @property
    def default(self) -> str:
        """The first argument of its Field."""
        return "" if self.required else "None, "

    @property
    def description(self) -> str:
        """What it holds, for the author to say better."""
        return f"the {self.name.replace('_', ' ')}, {'an' if self.kind == 'interval' else 'a'} {self.kind}"

    @property
    def example(self) -> str:
        """A value of its kind, as it stands in an example."""
        return _EXAMPLES[self.kind]


def slot(text: str) -> Slot:
    """A slot from `point:number`, or `point:number?` for one that may be left out; SlotError for anything else."""
    name, _, kind = text.partition(":")
    required = not kind.endswith("?")
    kind = kind.removesuffix("?") or "number"
    if not _NAME.fullmatch(name):
        raise SlotError(f"the slot {text!r} is no NAME:KIND, such as point:number or interval:interval?")
    if kind not in KINDS:
        raise SlotError(f"the slot {name} is of the kind {kind!r}; allowed: {', '.join(KINDS)}")
    if name in Presented.model_fields or name in ("function", "variable", "function_name", "derivative"):
        raise SlotError(f"every template has the slot {name!r} already; the slots of a new one are its own")
    return Slot(name, kind, required)


def new(name: str, level: str, summary: str, slots: list[Slot], folder: Path | None = None) -> list[Path]:
    """Write the pair, its words and its test, into the package's own folders or into `folder`.

    Returns the files that were written or, for the words, grew. TemplateError for a name that is taken or no name, and
    then nothing is written.
    """
    if not _NAME.fullmatch(name):
        raise TemplateError(
            f"{name!r} is no name for a template", "use small letters and underscores, as in normal_line"
        )
    if level not in LEVELS:
        raise TemplateError(f"{level!r} is no level; allowed: {', '.join(LEVELS)}")
    if name in templates():
        raise TemplateError(f"there is a template {name} already", "choose another name")
    if not summary.strip() or len(summary) > 100 or '"' in summary or "\\" in summary or "\n" in summary:
        raise TemplateError(
            "the summary is one line of at most 100 characters without quotation marks", "say it shorter"
        )
    values = _values(name, level, summary.strip().rstrip("."), slots)
    places = _places(name, folder)
    if taken := [path for kind, path in places.items() if kind != "words.ftl" and path.exists()]:
        raise TemplateError(f"{taken[0]} is there already", "choose another name, or move it away")
    texts = {kind: _environment().get_template(kind).render(values) for kind in places}
    for kind, path in places.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if kind == "words.ftl":
            before = path.read_text("utf-8") if path.exists() else "# The words of these templates in English.\n"
            path.write_text(before.rstrip() + "\n" + texts[kind], "utf-8")
        else:
            path.write_text(formatted(texts[kind]) if kind.endswith(".py") else texts[kind], "utf-8")
    return list(places.values())


def _values(name: str, level: str, summary: str, slots: list[Slot]) -> dict[str, object]:
    numbers = [slot for slot in slots if slot.kind == "number"]
    point = f"self.{numbers[0].name}" if numbers else '"1"'
    if numbers and not numbers[0].required:
        point += ' or "1"'
    types = {_TYPES[slot.kind] for slot in slots}
    return {
        "name": name,
        "class_name": "".join(word.capitalize() for word in name.split("_")),
        "title": name.replace("_", " ").capitalize(),
        "level": level,
        "summary": summary,
        "slots": slots,
        "functions": FUNCTIONS,
        "imports": sorted({"DerivativeSlots", "Level", *types}),
        "point": point,
        "refused": numbers[0].name if numbers else None,
    }


def _places(name: str, folder: Path | None) -> dict[str, Path]:
    """Where each part goes; templates outside of the package keep all of them in one folder."""
    if folder is None:
        tests = OWN.parent / "tests" / "slots"
        if not tests.is_dir():
            raise TemplateError(
                "this is an installed package, not its source", "name a folder of your own: derivanim --templates DIR"
            )
        return {
            "schema.py": OWN / f"{name}.py",
            "program.py.j2": FOLDER / f"{name}.py.j2",
            "words.ftl": OWN / "words" / "en.ftl",
            "test.py": tests / f"test_{name}.py",
        }
    return {
        "schema.py": folder / f"{name}.py",
        "program.py.j2": folder / f"{name}.py.j2",
        "words.ftl": folder / "words" / "en.ftl",
        "test.py": folder / f"test_{name}.py",
    }


def _environment() -> SandboxedEnvironment:
    """Jinja with other signs, since what it writes is Jinja too."""
    source = files("derivanim.authoring") / "skeleton"
    kinds = ("schema.py", "program.py.j2", "words.ftl", "test.py")
    made = SandboxedEnvironment(
        loader=DictLoader({kind: (source / f"{kind}.tmpl").read_text("utf-8") for kind in kinds}),
        undefined=StrictUndefined,
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    made.filters["capitalised"] = lambda text: text[:1].upper() + text[1:]
    return made


def outside() -> Path | None:
    """The first folder of templates that is not the package's own, if there is one."""
    return next((folder for folder in folders() if folder != OWN), None)
