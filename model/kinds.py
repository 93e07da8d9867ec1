"""The words of an edit that name another kind of animation, and those that name nothing.

The words must be those of a schema's name or summary before a model is asked, and the model's answer must be a template
that has one of them: a model never decides what a word means that no template knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from derivanim.calculus.span_words import words
from derivanim.calculus.spans import find_spans
from derivanim.errors import UnclearError
from derivanim.model.choice import together
from derivanim.slots.registry import templates

REFUSALS = ("unsupported", "unclear")
_FILLERS = words(
    "same but now the a an it its it's this that these please pls with at for on in and then of to as make use take "
    "show me change set put let let's be is are should shall would could can you i we want like need have just instead "
    "animation video clip everything else keep leave rest unchanged again do give thanks thank ok okay hi hey by from "
    "into turn go try so well apply edit update modify adjust switch redo repeat our my new different another stays "
    "stay i'd rather see here move"
)
_JOINS = frozenset(",;.:!?()-–—&+")
_KINDS_TOO = {
    "optimization": "max min maximum minimum extrema extremum extreme values largest smallest optimisation",
    "derivative_graph": "plot graphs",
    "motion": "velocity position acceleration movement",
    "mean_value_theorem": "mvt",
    "concavity": "inflection concave convex",
    "newton_method": "newton newton's iteration",
    "taylor_polynomial": "taylor maclaurin expansion",
    "linear_approximation": "linearization linearisation",
    "local_linearity": "zoom zooming",
    "normal_line": "perpendicular",
    "secant_limit": "secants first principles definition quotient",
    "higher_derivatives": "second third fourth fifth",
    "increasing_and_decreasing": "monotonicity rising falling",
    "derivative_overview": "steps",
}
# Words of so many summaries that they name none of them by themselves
_COMMON = frozenset(
    (
        "line",
        "graph",
        "point",
        "derivative",
        "function",
        "rule",
        "curve",
        "slope",
        "value",
        "second",
        "interval",
        "step",
    )
)


def joins(token: str) -> bool:
    """Whether a word or a sign only joins others."""
    return token in _JOINS or token.lower() in _FILLERS


def unknown(words: list[str]) -> str:
    """A sentence that names the words which are not understood."""
    return f"I do not know what is meant by {' '.join(words)!r}."


def _vocabulary(name: str) -> frozenset[str]:
    """The words that name a kind of animation: its name, and what its summary and its other names say."""
    text = f"{name.replace('_', ' ')} {templates()[name].SUMMARY} {_KINDS_TOO.get(name, '')}"
    return frozenset(_stem(word) for word in re.findall(r"[a-z'-]{3,}", text.lower())) - _FILLERS


def _stem(word: str) -> str:
    word = word.lower().replace("’", "'").removesuffix("'s")
    return word[:-1] if word.endswith("s") and len(word) > 4 and not word.endswith("ss") else word


def kind_named(words: list[str], old: Mapping[str, Any], backend: Any, seed: int) -> tuple[str, list[str]]:
    """The template that the words name, and the words that named none; UnclearError for unknown words."""
    now = str(old["template"])
    if not words:
        return now, []
    known = {name: _vocabulary(name) for name in templates() if name not in REFUSALS}
    every = frozenset().union(*known.values())
    if strange := [word for word in words if _stem(word) not in every]:
        raise UnclearError(f"{unknown(strange)} What shall be changed?")
    said = {_stem(word) for word in words}
    if said <= {_stem(word) for word in now.split("_")}:
        return now, words
    if named := [name for name in known if said == {_stem(word) for word in name.split("_")}]:
        return named[0], []
    telling = said - _COMMON
    if not telling:
        raise UnclearError(f"{unknown(words)} What shall be changed?")
    for about in _sentences(words, old):
        for name, sure in _proposed(about, backend, seed):
            if telling & known.get(name, frozenset()):
                if name == now:
                    return now, words
                if sure:
                    return name, []
                break
    raise UnclearError(
        f"Which kind of animation is meant by {' '.join(words)!r}? {now.replace('_', ' ')} is shown now."
    )


def _sentences(words: list[str], old: Mapping[str, Any]) -> list[str]:
    """Requests for another kind of animation of what is shown, with all that is known and with the function alone."""
    what = str(old.get("function") or old.get("equation") or f"({old.get('x')}, {old.get('y')})")
    places = f" at {old.get('variable', 'x')} = {old['point']}" if isinstance(old.get("point"), str) else ""
    interval = f" on [{', '.join(old['interval'])}]" if old.get("interval") else ""
    kind = " ".join(words)
    return list(dict.fromkeys([f"show the {kind} of {what}{places}{interval}", f"show the {kind} of {what}"]))


def _proposed(text: str, backend: Any, seed: int) -> list[tuple[str, bool]]:
    """The templates that a model reads in a text, likeliest first, and whether it is sure enough of each."""
    from derivanim.model.backend import load as load_model

    model = load_model(backend) if isinstance(backend, str) else backend
    candidates = [(c.target.get("template"), c.probability) for c in model.propose(find_spans(text), 4, seed)]
    ranked = together((name, name, probability) for name, probability in candidates)
    return [(str(name), probability >= model.threshold) for name, probability in ranked if name]
