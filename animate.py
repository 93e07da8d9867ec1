"""The one path through the house: request -> slots -> checked slots -> program -> video.

Each function here is also a command of the same name, and a public name of the package; `edit` is `slots --edit`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from derivanim.errors import DerivanimError, MathError, MissingError, SlotError, UnclearError, UnsupportedError

if TYPE_CHECKING:
    from derivanim.calculus.differentiate import Derivation
    from derivanim.model.backend import Backend
    from derivanim.model.edit import Edited
    from derivanim.slots.check import Checked

Report = Callable[[str, int, int], None]
"""Called with a stage's name, what is done and what there is to do (0 of 0: not known)."""

REQUEST_LIMIT = 1000


@dataclass(frozen=True)
class Answered:
    """What a request came to: a checked slot object, or one that says why there is none."""

    status: str  # "ok", "unsupported" or "unclear"
    slots: dict[str, Any]
    checked: Checked | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Animation:
    """A finished video and what stands beside it; `seconds` is the time that making it took."""

    video: Path
    slots: Path | None
    program: Path | None
    captions: Path | None
    frames: int
    seconds: float
    notes: tuple[str, ...] = field(default=())

    @property
    def files(self) -> tuple[Path, ...]:
        """Every file that was written, the video first."""
        return tuple(path for path in (self.video, self.slots, self.program, self.captions) if path is not None)


@dataclass(frozen=True)
class Derived:
    """A differentiated expression: how it was read, and its derivation in steps."""

    source: str
    reading: tuple[str, ...]
    derivation: Derivation


def quiet(stage: str, done: int, total: int) -> None:
    """A report that says nothing: the default of every function here."""


def slots(
    request: str, *, model: str | Backend = "embedded", seed: int = 0, on_wrong_math: str = "correct"
) -> Answered:
    """The checked slot object that a request in plain words comes to.

    A request outside the subject, impossible or ambiguous gives status "unsupported" or "unclear" and the slot object
    that says so; only text that is no request at all (empty, too long) raises.
    """
    from derivanim.model.answer import answer

    _readable(request)
    answered = answer(request, backend=model, seed=seed)
    if answered.slots["template"] in ("unsupported", "unclear"):
        return Answered(str(answered.slots["template"]), answered.slots, None, answered.notes)
    return _answered(answered.slots, answered.notes, on_wrong_math)


def edit(
    slots: str | dict[str, Any],
    text: str,
    *,
    model: str | Backend = "embedded",
    seed: int = 0,
    on_wrong_math: str = "correct",
) -> Answered:
    """The checked slot object after a change in plain words; what the words do not name stays as it was given.

    Words that are ambiguous or do not fit give status "unclear" and a question; a malformed slot object raises.
    """
    from derivanim.model.edit import edit as change
    from derivanim.slots.registry import load

    _readable(text)
    load(slots)  # says what is wrong with a text before it is read for what it holds
    given: dict[str, Any] = json.loads(slots) if isinstance(slots, str) else slots
    edited = change(given, text, backend=model, seed=seed)
    if edited.slots["template"] == "unclear":
        return Answered("unclear", edited.slots, None, edited.notes)
    answered = _answered(edited.slots, edited.notes, on_wrong_math)
    if answered.checked is None:
        return answered
    return replace(answered, slots=_only_named(given, edited, answered))


def _only_named(given: dict[str, Any], edited: Edited, answered: Answered) -> dict[str, Any]:
    """The checked slots, with every field that was not named as it was given, in the order of the given ones.

    A schema writes mathematics in its own way and fills in what was left out; neither is a change that was asked for.
    """
    wrong = {note.partition(":")[0] for note in answered.checked.replaced} if answered.checked else set()
    new = dict(edited.slots)
    for name, value in answered.slots.items():
        # A derivative that was not given is none that was asked for, unless another animation is.
        asked = name in edited.named and (name != "derivative" or name in given)
        if name in wrong or asked or ("template" in edited.named and name not in new):
            new[name] = value
    return {name: new[name] for name in [*(name for name in given if name in new), *new]}


def _answered(slots: dict[str, Any], notes: tuple[str, ...], on_wrong_math: str) -> Answered:
    """Slots with their claims decided; what cannot be shown after all becomes a refusal."""
    from derivanim.slots.check import check as check_slots
    from derivanim.slots.registry import load

    try:
        checked = check_slots(load(slots), on_wrong_math=on_wrong_math)
    except UnclearError as error:
        return Answered("unclear", {"template": "unclear", "question": str(error)}, None, notes)
    except (MathError, SlotError, UnsupportedError) as error:
        # What was asked for cannot be shown. Another candidate would show something that nobody asked for.
        return Answered("unsupported", {"template": "unsupported", "reason": str(error)}, None, notes)
    return Answered("ok", checked.slots.as_dict(), checked, notes + checked.replaced)


def _readable(text: str) -> None:
    """Raise DerivanimError for a text that is no request at all: empty, too long, or no text."""
    if not text.strip():
        raise DerivanimError("the request is empty.", 'Ask for something: "show the tangent line to x^2 at x = 1".')
    if len(text) > REQUEST_LIMIT:
        raise DerivanimError(
            f"the request has {len(text)} characters; at most {REQUEST_LIMIT} are read.", "Shorten it."
        )
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise DerivanimError("the request holds bytes that are no text.", "Send it as UTF-8.")


def check(slots: str | dict[str, Any], *, on_wrong_math: str = "correct") -> Checked:
    """Check a slot object (a dict, or a string of JSON): schema, mathematics, every claim.

    Raises SlotError for a malformed object and MathError for what cannot be shown.
    """
    from derivanim.slots.check import check as check_slots
    from derivanim.slots.registry import load

    return check_slots(load(slots), on_wrong_math=on_wrong_math)


def code(slots: str | dict[str, Any], *, on_wrong_math: str = "correct", look: dict[str, Any] | None = None) -> str:
    """The Manim program of a slot object, formatted and self-contained; `look` changes its presentation."""
    return code_text(slots, on_wrong_math=on_wrong_math, look=look)[0]


def code_text(
    slots: str | dict[str, Any], *, on_wrong_math: str = "correct", look: dict[str, Any] | None = None
) -> tuple[str, tuple[str, ...]]:
    """The program of a slot object, and what was replaced in the object before it was written."""
    from derivanim.templates import fill

    checked = _looking(check(slots, on_wrong_math=on_wrong_math), look)
    return fill(checked.slots), checked.replaced


def _looking(checked: Checked, look: dict[str, Any] | None) -> Checked:
    """Checked slots with other presentation fields; SlotError for one that its schema does not allow."""
    from derivanim.slots.registry import load

    return replace(checked, slots=load(checked.slots.as_dict() | look)) if look else checked


def differentiate(expression: str, *, variable: str | None = None, order: int = 1) -> Derived:
    """Read an expression in any notation and differentiate it, rule by rule.

    `order` is 1 to 10. Raises ExpressionError, UnclearError for text with several readings, and BudgetError.
    """
    from derivanim.calculus import budget

    budget.start()  # its worker loads SymPy while this process does
    from derivanim.calculus.derive import derive

    source, reading, derivation = budget.call(derive, expression, variable, order, seconds=20.0)
    return Derived(source, reading, derivation)


def animate(
    request: str,
    output: Path | str | None = None,
    *,
    model: str | Backend = "embedded",
    seed: int = 0,
    on_wrong_math: str = "correct",
    look: dict[str, Any] | None = None,
    progress: Report = quiet,
    **options: Any,
) -> Animation:
    """Turn a request into a video; the slots, the program and the captions are written beside it.

    `output` is the video's path or a folder for it; without one the video is named after its template and stands in
    the working folder. `look` holds presentation fields (theme, aspect, ...); `options` are those of `render`. Raises
    UnsupportedError or UnclearError with a sentence for what has no video, and leaves nothing behind then.
    """
    from derivanim.render import warm_up

    # The renderer starts while the model reads: on two cores the one hides behind the other.
    warm_up()
    progress("reading the request", 0, 0)
    answered = slots(request, model=model, seed=seed, on_wrong_math=on_wrong_math)
    if answered.status == "unsupported":
        raise UnsupportedError(str(answered.slots["reason"]))
    if answered.status == "unclear":
        raise UnclearError(str(answered.slots["question"]))
    assert answered.checked is not None
    checked = _looking(answered.checked, look)
    return _render_checked(checked, output, progress=progress, notes=answered.notes, **options)


def render(source: str | dict[str, Any] | Path, output: Path | str | None = None, **options: Any) -> Animation:
    """Render a slot object (dict or JSON), a Manim program, or a file of either.

    Options: quality ("l" 480p15, "m" 720p30, "h", "p", "k"), fps, format (mp4, gif, webm, mov, png), transparent,
    use_cache, on_wrong_math, look (presentation fields, for slots only), progress.
    """
    if isinstance(source, Path):
        return render_text(source.read_text("utf-8"), source.stem, output, **options)
    return render_text(source if isinstance(source, str) else json.dumps(source), "animation", output, **options)


def render_text(
    text: str,
    name: str,
    output: Path | str | None,
    *,
    on_wrong_math: str = "correct",
    look: dict[str, Any] | None = None,
    progress: Report = quiet,
    **options: Any,
) -> Animation:
    """Render the text of a slot object or of a program; `name` names the video where `output` does not."""
    if text.lstrip().startswith("{"):
        checked = _looking(check(text, on_wrong_math=on_wrong_math), look)
        return _render_checked(checked, output, name=name, progress=progress, notes=checked.replaced, **options)
    if look:
        raise DerivanimError(
            f"a program has its look already; {', '.join(look)} can be chosen for slots only.", "Give the .json of it."
        )
    return _render_program(text, _place(output, name, options.get("format")), progress=progress, **options)


def _render_checked(
    checked: Checked,
    output: Path | str | None,
    *,
    progress: Report,
    notes: tuple[str, ...],
    name: str | None = None,
    **options: Any,
) -> Animation:
    from derivanim.templates import fill

    progress("writing the program", 0, 0)
    program = fill(checked.slots)
    video = _place(output, name or checked.slots.template, options.get("format"))
    slots_text = json.dumps(checked.slots.as_dict(), ensure_ascii=False, indent=2) + "\n"
    beside = {video.with_suffix(".json"): slots_text, video.with_suffix(".py"): program}
    typesetter = {"processes": True} if _needs_latex(checked) else {}
    done = _render_program(program, video, progress=progress, **typesetter, **options)
    for path, text in beside.items():
        _write(path, text)
    return Animation(
        video, video.with_suffix(".json"), video.with_suffix(".py"), done.captions, done.frames, done.seconds, notes
    )


def _needs_latex(checked: Checked) -> bool:
    """Whether LaTeX sets the formulas; MissingError where it is asked for and not there."""
    if checked.slots.model_dump().get("math") != "latex":
        return False
    if missing := [name for name in ("latex", "dvisvgm") if shutil.which(name) is None]:
        raise MissingError(
            f"LaTeX is asked for, and there is no {' and no '.join(missing)} here.",
            "Debian: apt-get install texlive-latex-extra texlive-fonts-recommended dvisvgm; or use --math typst.",
        )
    return True


def _render_program(program: str, video: Path, *, progress: Report, **options: Any) -> Animation:
    from derivanim.render import render as render_program

    progress("rendering", 0, 0)
    done = render_program(program, video, progress=lambda n, total: progress("rendering", n, total), **options)
    return Animation(done.path, None, None, done.captions, done.frames, done.seconds)


def _place(output: Path | str | None, name: str, format_: str | None) -> Path:
    """Where the video goes; its folder is made."""
    suffix = "." + (format_ or "mp4")
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-") or "animation"
    path = Path(output) if output is not None else Path(stem + suffix)
    if path.is_dir() or str(output or "").endswith("/"):
        path = path / (stem + suffix)
    elif not path.suffix:
        path = path.with_name(path.name + suffix)
    if path.suffix in (".json", ".py", ".srt"):
        raise DerivanimError(
            f"{path.name!r} is no name for a video: its slots, program and captions take {path.suffix}.",
            "Name an .mp4, .gif, .webm, .mov or .png.",
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _write(path: Path, text: str) -> None:
    """Write a whole file or nothing: beside it first, then renamed."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        file.write(text)
    umask = os.umask(0)
    os.umask(umask)
    Path(file.name).chmod(0o666 & ~umask)
    Path(file.name).replace(path)


def preview(path: Path) -> None:
    """Open a file in the viewer of this desktop; MissingError where there is none."""
    from derivanim.render import preview as open_file

    if shutil.which("xdg-open") is None and shutil.which("open") is None:
        raise MissingError("there is no program here that opens a video.", f"The video is {path}.")
    open_file(path)
