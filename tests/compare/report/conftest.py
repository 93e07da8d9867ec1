"""A small folder of results, written as a comparison writes it."""

import pytest

from derivanim.compare.output import STAGES, Output, Verdict
from derivanim.compare.results import Lines, Result, file_of, start

HOSTILE = "</script><script>alert(1)</script> 50% \\input{secret} & _x_"


@pytest.fixture
def results(tmp_path):
    """Two arms on ten rows of one set: the first fails three rows, the second nine."""
    folder = tmp_path / "results"
    start(folder, {"arms": {"slots": {}, "ru_les": {}}, "test_sets": {"mine": {"rows": 10}}, "settings": {}})
    for arm, failing in (("slots", 3), ("ru_les", 9)):
        with Lines(file_of(folder, arm, "mine")) as lines:
            for number in range(10):
                wrong = number < failing
                stages = dict.fromkeys(STAGES, True) | ({"asked": False} if wrong else {})
                verdict = Verdict(stages, "asked point" if wrong else None, HOSTILE if wrong else "")
                slots = {"template": "tangent_line", "function": "x**2", "point": str(number)}
                lines.add(Result(arm, "mine", str(number), HOSTILE, slots, Output("slots", HOSTILE, slots), verdict))
    return folder
