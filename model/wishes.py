"""The words with which an edit says how a picture looks: colour, pace, theme, shape, language, steps and their removal.

Each wish is taken out of the text, so that what is left is about the mathematics, or is not understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from derivanim.errors import UnclearError
from derivanim.slots.words import languages

GONE = " ; "  # what stands in a text where a wish was
REMOVED = None
"""The value of a field that goes back to its default."""

_COLORS = "blue|red|orange|yellow|green|teal|purple|pink|white"
_OTHER_COLORS = "black|brown|gr[ae]y|cyan|magenta|violet|turquoise|gold(?:en)?|silver|beige|indigo|lime|navy|maroon"
_OF_CURVE = r"(?:(?:the |its )?(?:curve|graph|function|plot|colou?r)(?: of the (?:curve|graph|function|plot))?)"
_ELSEWHERE = (
    r"(?:tangents?|secants?|chords?|normals?|lines?|points?|dots?|background|axis|axes|title|text|labels?|captions?"
    r"|derivatives?|grid|planes?|arrows?|slopes?|rectangles?|polynomial|everything|all)"
)
_PACES = ("fast", "normal", "slow")
_LANGUAGES = {
    "en": "english|englisch",
    "de": "german|deutsch",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "nl": "dutch",
    "pl": "polish",
    "ru": "russian",
    "zh": "chinese",
    "ja": "japanese",
    "tr": "turkish",
}
_NO = r"(?:without|no|remove|drop|delete|leave out|skip|hide|omit|get rid of|don'?t show|do not show|take away)"
_ALL = r"(?: (?:it|this|that|everything|(?:the )?(?:whole |entire )?(?:thing|animation|video|clip)))?"
_ITS = r"(?: (?:the|its|a|any|all|that|this|own|showing|intermediate))*"
_USUAL = r"(?:default|usual|original|standard|normal|automatic|ordinary)"
_NAMES = {
    "title": r"title|heading|headline",
    "color": r"colou?rs?",
    "pace": r"pace|speed|tempo",
    "theme": r"theme|background",
    "aspect": r"aspect(?: ratio)?|format|shape",
    "language": r"language",
    "interval": r"interval|window|range|domain",
    "point": r"point",
    "unit": r"units?",
    "goal": r"goal",
    "order": r"order|degree",
}
_OFF_STEPS = (
    rf"{_NO}{_ITS} (?:steps?|derivation|working|work)(?!\s*by\b)|(?:just|only)(?: the)?(?: final)? results?"
    r"|results? only|steps? off"
)
_ON_STEPS = (
    r"(?:with|show|include|add|bring back)(?: me)?(?: the| all| its| every)* (?:steps?|derivation|working)(?: again)?"
    r"|step[- ]by[- ]step|steps? on"
)
_TALL = (
    r"(?:in |as )?(?:an? )?(?:vertical|portrait|upright|tall)(?: (?:format|mode|video|picture|screen))?"
    r"|for (?:my |a |the )?(?:phone|tiktok|(?:instagram )?reels?|(?:youtube )?shorts?)(?: screen)?"
)
_SQUARE = (
    r"(?:in |as )?(?:an? )?square (?:format|video|picture|frame|shape)|(?:make it|be) square(?: format| video)?"
    r"|^\W*square\W*$"
)
_WIDE = (
    r"(?:in |as )?(?:an? )?(?:wide ?screen|landscape|horizontal|wide)(?: (?:format|mode|video|picture))?"
    r"|for (?:a |the )?(?:projector|tv)"
)
_SHADE = r"(?: (?:theme|mode|background|version|look|style|colou?rs))"
_THEMES = {
    "colorblind": r"(?:in |with |for )?colou?r[- ]?blind(?:ness)?(?:[- ](?:safe|friendly))?"
    r"(?: (?:theme|mode|colou?rs|palette|people|viewers))?",
    "light": rf"(?:in |with |on )?(?:an? |the )?(?:light|bright|white){_SHADE}|on white\b|theme:? (?:to )?light"
    r"|(?:make it|go) (?:light|bright)(?! \w)",
    "dark": rf"(?:in |with |on )?(?:an? |the )?(?:dark|black){_SHADE}|on black\b|theme:? (?:to )?dark"
    r"|(?:make it|go) dark(?! \w)",
}
_SLOWLY = (
    r"(?:make it |go |play it |nice and |at (?:an? )?|in )?(?:slow(?:ly)?|calm|leisurely|unhurried|in slow motion)"
    r"(?: (?:pace|speed|motion|tempo))?|not (?:so|too) (?:fast|quick)(?:ly)?|don'?t rush|take your time"
)
_FASTLY = (
    r"(?:make it |go |play it |at (?:an? )?)?(?:fast|quick(?:ly)?|rapid(?:ly)?|brisk(?:ly)?|snappy|high speed)"
    r"(?: (?:pace|tempo))?|not (?:so|too) slow(?:ly)?|hurry up"
)


@dataclass
class Wishes:
    """What an edit says about the presentation, and the text without it; a value of None removes the field."""

    changes: dict[str, Any] = field(default_factory=dict)
    text: str = ""

    def wish(self, name: str, value: Any) -> None:
        """Note one; UnclearError where the text has already wished for something else."""
        if name in self.changes and self.changes[name] != value:
            raise UnclearError(f"Which {name} is meant: {self.changes[name] or 'none'} or {value or 'none'}?")
        self.changes[name] = value

    def take(self, pattern: str, act: Callable[[re.Match[str]], None]) -> None:
        """Act on each place where the text says this, and take it out."""

        def gone(match: re.Match[str]) -> str:
            act(match)
            return GONE

        self.text = re.sub(rf"(?<![\w-])(?:{pattern})(?!\w)", gone, self.text, flags=re.I)


def wishes(text: str, slots: Mapping[str, Any]) -> Wishes:
    """The wishes of a text with markers about these slots; UnclearError for one that cannot be granted."""
    found = Wishes(text=text)
    found.take(_OFF_STEPS, lambda _: found.wish("steps", False))
    found.take(_ON_STEPS, lambda _: found.wish("steps", True))
    for name, words in _NAMES.items():
        again = rf"{_NO}{_ITS} (?:{words})|(?:the |its |in |at |with |back to )*{_USUAL} (?:{words})(?: again)?"
        reset = rf"reset(?: the| its)? (?:{words})|(?:take|leave)(?: the| its| that)? (?:{words}) (?:away|out|off)"
        found.take(f"{again}|{reset}", lambda _, name=name: found.wish(name, REMOVED))  # type: ignore[misc]
    for theme, words in _THEMES.items():
        found.take(words, lambda _, theme=theme: found.wish("theme", theme))  # type: ignore[misc]
    for aspect, words in (("9:16", _TALL), ("1:1", _SQUARE), ("16:9", _WIDE)):
        found.take(words, lambda _, aspect=aspect: found.wish("aspect", aspect))  # type: ignore[misc]
    _pace(found, str(slots.get("pace", "normal")))
    _color(found)
    _language(found)
    how = r"(?:(?:set|typeset|written|formulas) )?(?:with|in|by|use|using|math:?)"
    found.take(rf"{how} (latex|typst)(?: formulas)?", lambda match: found.wish("math", match[1].lower()))
    return found


def _pace(found: Wishes, now: str) -> None:
    def stepwise(by: int) -> Callable[[re.Match[str]], None]:
        def act(match: re.Match[str]) -> None:
            place = _PACES.index(now) + by
            if not 0 <= place < len(_PACES):
                raise UnclearError(
                    f"The pace is {now} already, and {match[0].strip()!r} does not exist. What is meant?"
                )
            found.wish("pace", _PACES[place])

        return act

    bit = r"(?:(?:make it |go |play it |and )?(?:a (?:bit|little) |slightly |somewhat |much )?)"
    found.take(rf"{bit}(?:slower|more slowly)|slow{_ALL} ?down", stepwise(1))
    found.take(rf"{bit}(?:faster|quicker|more quickly)|speed{_ALL} ?up", stepwise(-1))
    found.take(
        r"(?:at )?(?:an? )?(?:pace|speed|tempo)[: ]+(?:to )?(slow|normal|fast)", lambda m: found.wish("pace", m[1])
    )
    found.take(_SLOWLY, lambda _: found.wish("pace", "slow"))
    found.take(_FASTLY, lambda _: found.wish("pace", "fast"))


def _color(found: Wishes) -> None:
    def elsewhere(match: re.Match[str]) -> None:
        raise UnclearError(f"Only the colour of the function can be chosen. What is meant by {match[0].strip()!r}?")

    def unknown(match: re.Match[str]) -> None:
        raise UnclearError(f"There is no colour {match[1]}. Which one shall it be: {_COLORS.replace('|', ', ')}?")

    every = f"{_COLORS}|{_OTHER_COLORS}"
    link = r"(?: (?:should be|shall be|is|be|to|in|into|with|colou?red|line|graph))*"
    found.take(rf"{_ELSEWHERE}{link} (?:{every})|(?:{every}) {_ELSEWHERE}", elsewhere)
    # The colour that goes: the one that comes is what counts.
    found.take(rf"(?:instead of|rather than|not|from|in place of)(?: in| the)? (?:{every})", lambda _: None)
    found.take(rf"(?:(?:dark|light|pale|bright|deep)[- ]|in |use |colou?r )*({_OTHER_COLORS})", unknown)
    verb = r"(?:should be|shall be|is|be|to|in|into|coloured|colored)"
    around = rf"(?:(?:paint|colou?r|draw|make) )?(?:{_OF_CURVE}(?: {verb})*[: ]+)?"
    ways = r"in|into|to|use|using|with|paint|paint it|colou?r it|colou?red|turn it|make it|colou?r:?"
    lead = rf"(?:(?:{ways}) (?:an? |the )?)*"
    after = r"(?: (?:for|as) (?:the )?(?:curve|graph|function|plot|colou?r)| (?:curve|graph|colou?r|plot))?"
    plain = r"(?<!dark )(?<!light )(?<!pale )(?<!bright )(?<!deep )"
    found.take(rf"{around}{lead}{plain}({_COLORS}){after}", lambda match: found.wish("color", match[1].lower()))


def _language(found: Wishes) -> None:
    for code, names in _LANGUAGES.items():

        def act(match: re.Match[str], code: str = code) -> None:
            if code not in languages():
                raise UnclearError(f"There are no words in {match[1]}. Which language: {', '.join(languages())}?")
            found.wish("language", code)

        around = r"(?:(?:translated? )?(?:in|into|to|auf|with|language:?) )?"
        found.take(rf"{around}({names})(?: (?:captions?|words|titles?|text|language))?", act)
        found.take(rf"language:? (?:to )?({code})", act)
