"""Ways in which people write the same request: typing slips, letter case, fillers, synonyms, greetings and wishes.

Nothing here touches a marker (E1, N1, ...), a name of a variable, a number or a small word that ties them together, and
nothing changes what the request asks for, apart from `wished`, which adds a wish about how it looks together with the
slot that answers it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

TOKEN = re.compile(r"\b[EFQCNIPT][1-9]\b|[A-Za-z]+(?:['’-][A-Za-z]+)*|\s+|.", re.DOTALL)
_MARKER = re.compile(r"[EFQCNIPT][1-9]")
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NEIGHBOURS = {
    "q": "wa", "w": "qes", "e": "wrd", "r": "etf", "t": "ryg", "y": "tuh", "u": "yij", "i": "uok", "o": "ipl",
    "p": "ol", "a": "qsz", "s": "awdx", "d": "sefc", "f": "drgv", "g": "fthb", "h": "gyjn", "j": "hukm", "k": "jil",
    "l": "kop",
    "z": "asx", "x": "zsdc", "c": "xdfv", "v": "cfgb", "b": "vghn", "n": "bhjm", "m": "njk",
}  # fmt: skip

_SLIP_FROM = 6
# Names of variables and of derivatives keep their letter case.
_SYMBOL = re.compile(r"(?![aAI]\b)[A-Za-z]|d[a-z]")
# A turn of phrase that ends in one of these wants a noun after it.
_WANTS_NOUN = re.compile(r"\b(?:of|on|to)$")
_NOUN = re.compile(r" (?:the|a|an|this|that|my|our|its|[EFQCP][1-9])\b")
# Articles that may be left out: not those that count, nor the one of "the more, the better".
_ARTICLE = re.compile(
    r"\b(?:the|a|an) (?!lot |few |bit |little |second |minute |hour |day |week |month |year |unit |single |[EFQCNIP]\d"
    r"|more |less |same |other |\w+er\b)"
)

# What people wish for, the usual things three times as often as the rest.
_WISHES = ("pace", "color", "title") * 3 + ("theme", "aspect", "steps")
COLORS = ("blue", "red", "orange", "yellow", "green", "teal", "purple", "pink", "white")


@cache
def wording() -> dict[str, Any]:
    """The lists of `wording.yaml`."""
    loaded: dict[str, Any] = yaml.safe_load(
        files("derivanim.dataset").joinpath("wording.yaml").read_text(encoding="utf-8")
    )
    return loaded


@cache
def synonym_groups() -> tuple[tuple[str, ...], ...]:
    """The groups of synonyms, in the order of the file."""
    return tuple(tuple(line.split(" | ")) for line in wording()["groups"])


@cache
def _synonyms() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """A pattern of every member, longest first, and for each member the others of its groups."""
    others: dict[str, tuple[str, ...]] = {}
    for group in synonym_groups():
        for member in group:
            others[member] = others.get(member, ()) + tuple(word for word in group if word != member)
    names = sorted(others, key=lambda name: (-len(name), name))
    return re.compile(r"(?<![\w'-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w'-])", re.IGNORECASE), others


def with_synonyms(text: str, rng: random.Random, share: float) -> str:
    """Replace words and turns of phrase by synonyms, each with probability `share`."""
    pattern, others = _synonyms()

    def replace(match: re.Match[str]) -> str:
        found = match.group()
        if rng.random() >= share:
            return found
        chosen = rng.choice(others[found.lower()])
        if _WANTS_NOUN.search(chosen) and not _WANTS_NOUN.search(found) and not _NOUN.match(text, match.end()):
            return found
        begins = not re.search(r"[^.?!:\s]\s*$", text[: match.start()])
        return chosen[:1].upper() + chosen[1:] if found[:1].isupper() and begins else chosen

    return pattern.sub(replace, text)


def misspelt(text: str, rng: random.Random, share: float) -> str:
    """Put one slip of the keyboard into each word of six letters or more with probability `share`."""
    spelt = wording()["spelt_right"]
    tokens = TOKEN.findall(text)
    for index, token in enumerate(tokens):
        if len(token) >= _SLIP_FROM and token.isalpha() and token.lower() not in spelt and rng.random() < share:
            tokens[index] = _slip(token, rng)
    return "".join(tokens)


def _slip(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(word) - 1)
    letter = word[place]
    kind = rng.randrange(5)
    if kind == 0:
        return word[:place] + word[place + 1] + letter + word[place + 2 :]
    if kind == 1:
        return word[:place] + word[place + 1 :]
    if kind == 2:
        return word[:place] + letter + word[place:]
    if kind == 3:
        return word[:place] + rng.choice(_NEIGHBOURS.get(letter.lower(), _LETTERS)) + word[place + 1 :]
    return word[:place] + rng.choice(_LETTERS) + word[place:]


def without_words(text: str, rng: random.Random, share: float) -> str:
    """Leave out articles, as people do who write in a hurry."""
    return _ARTICLE.sub(lambda match: "" if rng.random() < share else match.group(), text)


def repunctuated(text: str, rng: random.Random) -> str:
    """Other letter case, another end, commas between words gone or spaces around equals signs changed."""
    kind = rng.randrange(8)
    if kind == 0:
        text = _recased(text, str.upper)
    elif kind <= 3:
        text = _recased(text, str.lower)
    kind = rng.randrange(8)
    asks = text.rstrip().endswith("?")
    bare = text.rstrip(".?! ")
    if kind == 0:
        text = bare
    elif kind == 1 and not text.rstrip().endswith(("=", ":")):
        # An exclamation mark behind a number is a factorial.
        ends = ("?", "??", " ?") if asks else (".", "...", " .")
        text = bare + rng.choice(ends if asks or _ends_in_mathematics(bare) else (*ends, "!", "!!"))
    elif kind == 2:
        text = re.sub(r"(?<=[a-z]),(?= [a-z])", "", text)
    elif kind == 3:
        text = re.sub(r" ?= ?", rng.choice(("=", " = ", "= ")), text)
    return text


def _ends_in_mathematics(text: str) -> bool:
    return not text[-1:].isalpha()


def _recased(text: str, change: Callable[[str], str]) -> str:
    return "".join(
        token if _MARKER.fullmatch(token) or _SYMBOL.fullmatch(token) else change(token)
        for token in TOKEN.findall(text)
    )


def surrounded(text: str, rng: random.Random, share: float) -> str:
    """Put a greeting or a context before the request or after it."""
    if rng.random() < share:
        verb = re.match(r"[A-Za-z]+(?= )", text)
        asked = verb is not None and verb.group().lower() in wording()["verbs"]
        if asked and rng.random() < 0.5:
            text = f"{rng.choice(wording()['verb_prefixes'])} {lower_first(text)}"
        else:
            text = f"{rng.choice(wording()['prefixes'])} {text if rng.random() < 0.5 else lower_first(text)}"
    if rng.random() < share:
        text = _followed(text, rng.choice(wording()["suffixes"]), rng)
    return text


def _followed(text: str, suffix: str, rng: random.Random) -> str:
    """The text with some more words behind it, after one mark of punctuation at most."""
    text = text.rstrip()
    if not suffix[0].isalpha():
        if suffix[0] in "!?." and (_ends_in_mathematics(text) or text.endswith((".", "?", "!"))):
            return text
        return f"{text} {suffix}" if suffix[0] in "-:" else text + suffix
    if text.endswith((".", "?", "!", ",", ":", ";", "=")):
        return f"{text} {suffix}"
    return f"{text}{rng.choice((' ', ', ', ', ', '. '))}{suffix}"


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it starts with a marker."""
    return text if _MARKER.match(text) or re.match(r"I\b", text) else text[:1].lower() + text[1:]


def wished(text: str, rng: random.Random, taken: set[str]) -> tuple[str, dict[str, str]]:
    """Add one wish about a slot that is not `taken`: the longer text, and the slot with its value."""
    free = [name for name in _WISHES if name not in taken]
    if not free:
        return text, {}
    name = rng.choice(free)
    if name in ("pace", "color") and rng.random() < 0.3:
        return _adjective(text, rng, name)
    if f"{name}s" in wording():
        value = rng.choice(sorted(wording()[f"{name}s"]))
        wish = rng.choice(wording()[f"{name}s"][value])
    elif name == "steps":
        value = "false"
        wish = rng.choice(wording()["no_steps"])
    elif name == "color":
        value = rng.choice(COLORS)
        wish = rng.choice(wording()["color_wishes"]).format(value)
    else:
        value = "T1"
        wish = rng.choice(wording()["title_wishes"]).format(value)
    if rng.random() < 0.25:
        return f"{wish}{rng.choice((': ', ', ', '. ', ' - '))}{text}", {name: value}
    bare = text.rstrip(". ")
    joined = (" ", " - ") if bare.endswith(("?", "!", ",", ":", "=")) else (", ", ", ", ". ", " - ")
    return f"{bare}{rng.choice(joined)}{wish}", {name: value}


def _adjective(text: str, rng: random.Random, name: str) -> tuple[str, dict[str, str]]:
    """A wish about pace or colour in one word: "a quick animation: ...", "the tangent to the red curve E1"."""
    if name == "pace":
        value = rng.choice(("slow", "fast"))
        word = rng.choice(wording()["pace_adjectives"][value])
        start = rng.choice(("{} {}: ", "a {} {}: ", "{} {}, ", "make a {} {}: ", "{} {} - ", "{}: ")).replace(
            "{}", word, 1
        )
        return start.replace("{}", rng.choice(("animation", "video", "clip", "demo", "version"))) + text, {name: value}
    value = rng.choice(COLORS)
    place = re.search(r"\b(?:(?:graph|curve|function|plot|line) (?:of )?)?[EQ]1\b", text)
    if place is None:
        return text, {}
    noun = rng.choice(("", "", "curve ", "graph of ", "graph ")) if len(place.group()) == 2 else ""
    return f"{text[: place.start()]}{value} {noun}{text[place.start() :]}", {name: value}


def noisy(text: str, rng: random.Random, slips: bool = True) -> str:
    """One of the many ways to write the request; a quarter of all requests stay as they are."""
    if rng.random() < 0.25:
        return text
    if rng.random() < 0.6:
        text = with_synonyms(text, rng, rng.choice((0.2, 0.4, 0.7)))
    if rng.random() < 0.25:
        text = without_words(text, rng, 0.5)
    if rng.random() < 0.4:
        text = surrounded(text, rng, 0.6)
    if rng.random() < 0.25 and slips:
        text = misspelt(text, rng, rng.choice((0.1, 0.25)))
    if rng.random() < 0.6:
        text = repunctuated(text, rng)
    return text
