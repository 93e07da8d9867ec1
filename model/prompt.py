"""The one instruction format: a request with markers, in lower case, in words that the model knows.

`<bos> request <answer> JSON <eos>`. Training and answering build the prompt with the same function.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cached_property, lru_cache

from derivanim.pointing.form import MARKER

WORD = re.compile(r"[a-z]{3,}")
LONGEST = 160  # tokens of a request that the model reads; the rest of a long letter is cut from its middle
_SPACE = re.compile(r"\s+")
_EQUALS = re.compile(r"\s*=\s*")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})


def clean(text: str) -> str:
    """Lower case outside of markers, plain quotes and dashes, single spaces, nothing that reads as a special token."""
    text = _SPACE.sub(" ", _EQUALS.sub(" = ", text.translate(_PLAIN).replace("<", "< "))).strip()
    parts, start = [], 0
    for match in MARKER.finditer(text):
        parts += [text[start : match.start()].lower(), match.group()]
        start = match.end()
    return "".join([*parts, text[start:].lower()])


class Speller:
    """Known words stay, slips of the keyboard are corrected, other words become the mask."""

    def __init__(self, words: tuple[str, ...], mask: str) -> None:
        self._words = words
        self._known = frozenset(words)
        self._mask = mask
        self._correct = lru_cache(maxsize=20_000)(self._nearest)

    @cached_property
    def _by_letter(self) -> dict[str, list[str]]:
        """Known words by first letter, most frequent first."""
        groups = defaultdict(list)
        for word in self._words:
            groups[word[0]].append(word)
        return dict(groups)

    def __call__(self, text: str) -> str:
        """The text with every ordinary word known or masked."""
        return WORD.sub(lambda match: self._word(match.group()), text)

    def _word(self, word: str) -> str:
        return word if word in self._known else self._correct(word) or self._split(word) or self._mask

    def _split(self, word: str) -> str | None:
        """Two known words that were written as one: "productrule"."""
        cuts = ((word[:place], word[place:]) for place in range(4, len(word) - 3))
        return next((f"{left} {right}" for left, right in cuts if {left, right} <= self._known), None)

    def _nearest(self, word: str) -> str | None:
        # Short words have too many neighbours: "mine" is no misspelt "line".
        allowed = 2 if len(word) >= 9 else 1 if len(word) >= 5 else 0
        if not allowed:
            return None
        best, best_distance = None, allowed + 1
        # A slip in the first letter is rare; a swap of the first two is found through the second.
        for letter in {word[0], word[1]}:
            for known in self._by_letter.get(letter, ()):
                if abs(len(known) - len(word)) < best_distance and len(known) >= 4:
                    distance = edits(word, known, best_distance)
                    if distance < best_distance:
                        best, best_distance = known, distance
        return best


def edits(left: str, right: str, limit: int) -> int:
    """The number of insertions, deletions, replacements and swaps between two words, or `limit` if not fewer."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        older, before, row = before, row, [i] + [0] * len(right)
        for j, b in enumerate(right, 1):
            row[j] = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                row[j] = min(row[j], older[j - 2] + 1)
        if min(row) >= limit:
            return limit
    return min(row[-1], limit)
