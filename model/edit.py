"""A slot object changed by words: "same, at x = 2, in blue" changes the point and the colour, and nothing else.

Every word has to be understood: as a wish about the picture, as mathematics with its place in the template, as the name
of another kind of animation, or as one that only joins the others. What is left over is asked about and never passed
over, so that an edit is whole or is none. Only the name of another kind of animation is a matter for the model.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import sympy

from derivanim.calculus.reader import read_expression, read_number
from derivanim.calculus.span_readings import EquationReading, FunctionReading
from derivanim.calculus.spans import Request, Span, find_spans
from derivanim.errors import DerivanimError, SlotError, UnclearError
from derivanim.model.kinds import joins, kind_named, unknown
from derivanim.model.references import MARK, Item, References, literal_numbers, references
from derivanim.model.wishes import wishes
from derivanim.pointing.expand import expand
from derivanim.pointing.form import TOGETHER, Field, fields
from derivanim.slots.base import PRESENTATION
from derivanim.slots.registry import load, templates

REFUSALS = ("unsupported", "unclear")
_MOVES = frozenset({"change", "set", "move", "put", "go", "turn", "switch", "make", "adjust"})
# What means nothing without the field that it belongs to: SymPy or the schema find it again.
_FOLLOWS = {
    "function": ("derivative", "variable", "variables"),
    "equation": ("derivative", "independent", "dependent"),
    "curve": ("parameter",),
}


@dataclass(frozen=True)
class Edited:
    """The slots after an edit, the fields that it named, and notes on how its mathematics was read.

    `slots` holds every field that was not named as it was given. An `unclear` object where the words left a question.
    """

    slots: dict[str, Any]
    named: frozenset[str]
    notes: tuple[str, ...] = ()


def edit(slots: Mapping[str, Any], text: str, backend: Any = "embedded", seed: int = 0) -> Edited:
    """Change what a text names in a slot object; `unclear` with a question where it is not sure what that is.

    SlotError for slots that are malformed or hold no animation, ExpressionError for a text that is too long.
    """
    old = load(dict(slots))
    if old.template in REFUSALS:
        raise SlotError(f"an object of template {old.template!r} has no animation to change")
    request = find_spans(_shapes(text))
    try:
        changed, named = _change(dict(slots), old.model_dump(exclude_none=True), request, backend, seed)
    except UnclearError as error:
        question = load({"template": "unclear", "question": str(error)[:400]}).as_dict()
        return Edited(question, frozenset(), request.notes)
    return Edited(changed, named, request.notes)


def _shapes(text: str) -> str:
    """Ratios of a picture in words: the reader would take 16:9 for two numbers."""
    words = {"9:16": " vertical format ", "16:9": " widescreen ", "1:1": " square format "}
    ratio = re.compile(r"(\"[^\"]*\"|“[^”]*”|(?<!\w)'[^']*'(?!\w))|(?<![\d.:=])(9 ?: ?16|16 ?: ?9|1 ?: ?1)(?![\d.:])")
    text = ratio.sub(lambda match: match[1] or words[match[2].replace(" ", "")], text)
    return re.sub(r"(?:in |as )?(?:the |an? )?(vertical format|widescreen|square format) +"
                  r"(?:format|aspect(?: ratio)?|video|ratio)\b", r"\1 ", text)  # fmt: skip


def _change(
    given: dict[str, Any], old: dict[str, Any], request: Request, backend: Any, seed: int
) -> tuple[dict[str, Any], frozenset[str]]:
    if request.unreadable:
        bad = request.unreadable[0]
        raise UnclearError(f"How is {bad.text!r} meant? {bad.error.message[:1].upper()}{bad.error.message[1:]}.")
    request = literal_numbers(request)
    found = wishes(request.delexicalised, old)
    _title(found, request)
    _choices(found, old)
    _instead(found, old)
    kept = _kept(found)
    named = references(request, found, old)
    words = _left(found.text, named, str(old["template"]))
    template, used = kind_named(words, old, backend, seed)
    changes = found.changes | _mathematics(named, template, old)
    if template != old["template"]:
        changes |= {"template": template}
    if both := kept & changes.keys():
        raise UnclearError(f"Shall the {' and the '.join(sorted(both))} change or stay the same?")
    if not changes:
        raise UnclearError(
            f"What shall be changed? {unknown(used) if used else 'The words name nothing that the slots could hold.'}"
        )
    return _assembled(given, changes, template)


def _title(found: Any, request: Request) -> None:
    titles = sorted({span.marker for span in request.spans if span.kind == "T"})
    if len(titles) > 1:
        raise UnclearError(f"Which title is meant: {' or '.join(str(request.lookup(t).reading) for t in titles)}?")
    named = r"(?:(?:change|set|make|use|put|give it|with|and|the|a|new|name|call|called)\b[ ,]*)*"
    noun = r"title|titled|entitled|heading|headline|caption"
    about = rf"(?:(?:it|this|the animation|the video|{noun}|to|is|be|should|:)[ ,]*)*"
    after = r"(?: (?:on top|as (?:the |its |a )?(?:title|heading|headline|caption)))?"
    found.take(
        rf"{named}{about}(T\d){after}", lambda match: found.wish("title", str(request.lookup(match[1].upper()).reading))
    )
    if re.search(r"\b(?:titled?|heading|headline|entitled|call(?:ed)? (?:it|this))\b", found.text, re.I):
        raise UnclearError("What is the title? Please put it in quotation marks, or say: without the title.")


def _choices(found: Any, old: Mapping[str, Any]) -> None:
    """The words of the fields that are a choice: the goal, the quantity, the name of the function."""
    lead = r"(?:(?:only|just|the|its|show|find|for|look|search|mark) )*"
    members = templates()[str(old["template"])].model_fields
    if "goal" in members:
        most, least = (
            r"max(?:imum|ima)?|largest(?: value)?|highest(?: value)?",
            r"min(?:imum|ima)?|smallest(?: value)?|lowest(?: value)?",
        )
        found.take(rf"{lead}(?:both|(?:{most}) and {lead}(?:{least})|(?:{least}) and {lead}(?:{most}))(?: extrema)?",
                   lambda _: found.wish("goal", None))  # fmt: skip
        found.take(rf"{lead}(?:{most})(?: only)?", lambda _: found.wish("goal", "maximum"))
        found.take(rf"{lead}(?:{least})(?: only)?", lambda _: found.wish("goal", "minimum"))
    if "quantity" in members:
        found.take(r"(?:instead of|not|rather than) (?:the )?(?:cost|revenue|profit)", lambda _: None)
        found.take(
            rf"{lead}(?:quantity (?:is )?)?(?:marginal )?(cost|revenue|profit)",
            lambda m: found.wish("quantity", m[1].lower()),
        )
    if "function_name" in members:
        lead = r"(?:call|name|rename) (?:the |its )?function(?: to| as)?"
        found.take(rf"{lead} ([A-Za-z]{{1,7}})", lambda match: found.wish("function_name", match[1]))
    if "situation" in members:
        # What the situation is about may be mentioned: "the ladder is 5 m long"
        found.text = re.sub(rf"\b(?:the |a )?{old['situation'].rstrip('s')}s?\b(?! length| N)", "it", found.text)
        found.text = re.sub(r"(?: away)? from the wall\b", " away", found.text)


def _instead(found: Any, old: Mapping[str, Any]) -> None:
    """The kind of animation that goes: "rather than the normal"."""
    name = "|".join(f"{word}s?" for word in str(old["template"]).split("_"))
    found.take(
        rf"(?:instead of|rather than|in place of|than|not) (?:(?:the|a|an) )?(?:{name})(?: (?:{name}))*", lambda _: None
    )


def _kept(found: Any) -> set[str]:
    """The fields that are to stay: "same point", "keep the colour"."""
    nouns = {
        "title": "title", "colou?rs?": "color", "pace|speed": "pace", "theme": "theme", "points?": "point",
        "interval": "interval", "function": "function", "equation": "equation", "order|degree": "order",
    }  # fmt: skip
    kept: set[str] = set()
    said = rf"(?:{'|'.join(nouns)})"

    def keep(match: re.Match[str]) -> None:
        for noun, name in nouns.items():
            if re.search(rf"\b(?:{noun})\b", match[0], re.I):
                kept.add(name)

    lead = r"(?:at |with |for |on |of )?(?:the )?(?:keep(?:ing)?|leave|same)(?: the| its)?(?: same)?"
    found.take(
        rf"{lead} {said}(?: ?(?:,|and) (?:the |same )*{said})*(?: (?:unchanged|as (?:it )?(?:is|was)|as before))?", keep
    )
    return kept


def _left(text: str, named: References, template: str) -> list[str]:
    """The words that say neither a wish nor a field; markers among them become items without a field."""
    tokens = re.findall(rf"{MARK}(?!\w)|[^\W\d_][\w'’-]*|\d\S*|\S", text)
    words: list[str] = []
    for place, token in enumerate(tokens):
        if re.fullmatch(MARK, token):
            if reason := _dangling(tokens[:place], template) if named.request.lookup(token).kind == "N" else "":
                raise UnclearError(f"What is meant by {reason} {named.said((token,))}?")
            around = [tokens[at] for at in (place - 1, place + 1) if 0 <= at < len(tokens)]
            if not all(joins(word) for word in around):
                raise UnclearError(f"What shall happen with {named.said((token,))}?")
            named.items.append(Item((token,)))
        elif not joins(token):
            words.append(token)
    return words


def _dangling(before: list[str], template: str) -> str:
    """The word before a number that says no place for it: "by 2" is a change of some size, "from 2" a beginning."""
    said = [token.lower() for token in before if token.lower() not in ("the", "a", "an")]
    last = said[-1] if said else ""
    # "move it to 2" says what is done, "to 2" alone may be an end of something.
    if last == "to" and _MOVES.intersection(said):
        return ""
    if last == "from" and template == "newton_method":
        return ""
    return last if last in ("from", "to", "by", "into", "in", "on") else ""


def _mathematics(named: References, template: str, old: dict[str, Any]) -> dict[str, Any]:
    """The fields of the slots that the items fill."""
    members = {member.name: member for member in fields()[template]}
    target: dict[str, Any] = {}
    for item in named.items:
        name = _field(item, members, named, template, old)
        value = item.markers[0] if len(item.markers) == 1 else list(item.markers)
        if name in target and target[name] != value:
            said = " or ".join(named.said(tuple(v) if isinstance(v, list) else (v,)) for v in (target[name], value))
            raise UnclearError(f"Which {name} is meant: {said}?")
        target[name] = value
    if not target:
        return {}
    whole, request = _with_old(target, members, named.request, old)
    slots = expand({"template": template, **whole}, request)
    if slots.pop("template") != template:
        raise UnclearError(f"{named.said((str(target['outside']),))} lies on the curve. Where shall the point lie?")
    owned = {part for name in target for part in TOGETHER.get(name, (name,))}
    owned |= {
        part
        for name in target
        for part in (*_FOLLOWS.get(name, ()), *(("function_name",) if name == "function" else ()))
    }
    kept = {name: value for name, value in slots.items() if name in owned}
    gone = {part: None for name in target for part in _FOLLOWS.get(name, ())}
    if "target" in target and "target" not in kept:
        raise UnclearError(f"What shall happen with {named.said((str(target['target']),))}?")
    constant = "function" in kept and not read_expression(kept["function"]).expression.free_symbols
    if constant and "variable" in old:
        gone.pop("variable", None)
    return gone | kept


def _field(item: Item, members: Mapping[str, Field], named: References, template: str, old: Mapping[str, Any]) -> str:
    """The field of an item; UnclearError where the template has none for it, or several."""
    said = named.said(item.markers)
    kind = "".join(named.request.lookup(marker).kind for marker in item.markers)
    holding = [name for name, member in members.items() if kind in member.kinds]
    if item.field in holding:
        return str(item.field)
    if item.sure and item.field not in ("function", "point", "direction", "value", "target", "start"):
        raise UnclearError(f"What shall happen with {said}? There is no {item.field} in {template}.")
    if item.field in members and item.sure:
        wanted = "two numbers" if "N" not in members[str(item.field)].kinds else "one number"
        raise UnclearError(f"{said} does not fit: the {item.field} takes {wanted}. What is meant?")
    if len(holding) > 1 and len(mentioned := [name for name in holding if name in named.mentioned]) == 1:
        return mentioned[0]
    if len(holding) == 1 and (item.field in (None, "point") or holding[0] == "function"):
        return holding[0]
    if not holding:
        raise UnclearError(f"What shall happen with {said}? The template {template} has no place for it.")
    likely = [name for name in holding if name in old or members[name].required]
    likely = likely if len(likely) > 1 else holding
    raise UnclearError(f"What is {said}: the {' or the '.join(name.replace('_', ' ') for name in likely)}?")


def _with_old(
    target: dict[str, Any], members: Mapping[str, Field], request: Request, old: dict[str, Any]
) -> tuple[dict[str, Any], Request]:
    """The target with the old function, equation and point, which say how a new point is meant."""
    spans, whole = list(request.spans), dict(target)
    if "function" in members and "function" not in target and "function" in old:
        expression = read_expression(old["function"], variable=old.get("variable")).expression
        kind = "F" if "variables" in old else "E"
        spans.append(
            Span(kind, f"{kind}90", old["function"], 0, 0, FunctionReading(None, old.get("variable", "x"), expression))
        )
        whole["function"] = f"{kind}90"
    if "target" in target and "point" in members and "point" not in target and isinstance(old.get("point"), str):
        spans.append(Span("N", "N90", old["point"], 0, 0, read_number(old["point"])))
        whole["point"] = "N90"
    if "point" in target and "equation" in members and "equation" not in target:
        left, right = (read_expression(side).expression for side in str(old["equation"]).split("="))
        reading = EquationReading(sympy.Eq(left, right, evaluate=False), ("x", "y"))
        spans.append(Span("Q", "Q90", str(old["equation"]), 0, 0, reading))
        whole["equation"] = "Q90"
    return whole, replace(request, spans=tuple(spans))


def _assembled(given: dict[str, Any], changes: dict[str, Any], template: str) -> tuple[dict[str, Any], frozenset[str]]:
    """The new object, in the order of the old one; UnclearError where its schema refuses it."""
    schema = templates()[template]
    members = schema.model_fields
    for name, value in changes.items():
        if name not in members and value is not None:
            raise UnclearError(f"There is no {name} in {template}. What shall be changed?")
        if name in members and value is None and members[name].is_required():
            raise UnclearError(f"The {name} cannot be left out of {template}. What shall it be?")
    result = given | {name: value for name, value in changes.items() if value is not None}
    dropped = {name for name, value in changes.items() if value is None} | (set(given) - set(members))
    if changes.get("template"):
        dropped |= {"derivative"}
    result = {name: value for name, value in result.items() if name not in dropped}
    last = {name: result.pop(name) for name in PRESENTATION if name in result}
    result |= last
    try:
        canonical = load(result).model_dump(mode="json")
    except DerivanimError as error:
        raise UnclearError(f"That cannot be shown as it stands: {error}. What shall be changed?") from error
    result = {name: canonical[name] if name in changes else value for name, value in result.items()}
    usual = {name for name in changes if name in members and canonical[name] == members[name].get_default()}
    result = {name: value for name, value in result.items() if name not in usual - {"template"}}
    if result == given:
        raise UnclearError("That is how it is already. What shall be changed?")
    return result, frozenset(changes)
