"""The arm that copies: the answer of the training example whose words are nearest to the request's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from derivanim.compare.arms.arm import Asked, slot_output, timed
from derivanim.compare.output import Output, Target
from derivanim.dataset.rows import Example
from derivanim.errors import DerivanimError
from derivanim.model.repair import REFUSAL

if TYPE_CHECKING:
    import numpy as np

_WORD = re.compile(r"[^\W_]+|[^\w\s]")
_LONGEST = 2  # words of an n-gram


def ngrams(text: str) -> list[str]:
    """The words and signs of a text, lower case, and each two neighbours."""
    words = _WORD.findall(text.lower())
    return [" ".join(words[n : n + size]) for size in range(1, _LONGEST + 1) for n in range(len(words) - size + 1)]


class Index:
    """TF-IDF vectors of texts, of length 1; `nearest` is by their cosine."""

    def __init__(self, texts: Sequence[str]) -> None:
        import numpy as np

        counted = [Counter(ngrams(text)) for text in texts]
        seen = Counter(gram for counts in counted for gram in counts)
        self._columns = {gram: number for number, gram in enumerate(sorted(seen))}
        self._rarity = np.log((1 + len(texts)) / (1 + np.array([seen[gram] for gram in self._columns]))) + 1
        self._vectors = self._matrix(counted)

    def nearest(self, text: str) -> int:
        """The place of the nearest text, the first of those that are equally near."""
        import numpy as np

        likeness = (self._vectors @ self._matrix([Counter(ngrams(text))]).T).toarray().ravel()
        # Sums in another order differ in their last digits; that decides nothing.
        return int(np.argmax(np.round(likeness, 9)))

    def _matrix(self, counted: Sequence[Counter[str]]) -> Any:
        import numpy as np
        from scipy.sparse import csr_matrix

        values: list[float] = []
        columns: list[int] = []
        ends = [0]
        for counts in counted:
            places = [(self._columns[gram], count) for gram, count in counts.items() if gram in self._columns]
            weights: np.ndarray[Any, Any] = np.array([(1 + np.log(c)) * self._rarity[place] for place, c in places])
            values += (weights / (np.linalg.norm(weights) or 1.0)).tolist()
            columns += [place for place, _ in places]
            ends.append(len(values))
        return csr_matrix((values, columns, ends), shape=(len(counted), len(self._columns)))


class Nearest:
    """Copies the slots, or with the target code the program, of the nearest of some examples."""

    def __init__(self, name: str, examples: Sequence[Example], target: Target = "slots") -> None:
        if not examples:
            raise DerivanimError("there is no training example to copy from")
        self.name = name
        self.target = target
        self._examples = list(examples)
        self._index = Index([example.request for example in self._examples])

    def answer(self, row: Asked) -> Output:
        """The answer of the nearest example, as it stands there."""
        with timed() as clock:
            found = self._examples[self._index.nearest(row.request)]
        if self.target == "slots":
            return slot_output(found.slots, clock.seconds)
        refused = REFUSAL.fullmatch(found.program) is not None
        return Output("code", found.program, None, found.program, refused, None, clock.seconds)
