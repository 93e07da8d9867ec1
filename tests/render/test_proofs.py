"""Dry runs find what is wrong with a program without drawing it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

from derivanim.render import layers, prove

pytestmark = pytest.mark.skipif(not layers()["enough"], reason="no sandbox on this machine")


def test_sound_program(moving: str) -> None:
    """A good program: its name, duration and captions, and nothing to complain about."""
    proof = next(prove([moving]))
    assert (True, "", "Sample", 2.5) == (proof.ok, proof.error, proof.scene, pytest.approx(proof.duration))
    assert ("The function", "The point moves") == proof.texts
    assert (True, True, (), ()) == (proof.finite, proof.visible, proof.outside, proof.overlapping)


@pytest.mark.parametrize(
    "body, field, expected",
    [
        ("self.wait(1)", "visible", False),
        ("self.add(Dot())\nself.wait(1)", "visible", True),
        ("self.add(Line(ORIGIN, [np.nan, 0, 0]))\nself.wait(1)", "finite", False),
        ("self.add(Dot().shift(9 * RIGHT))\nself.wait(1)", "outside", ("Dot",)),
        ('self.play(FadeIn(MathTypst("x^2").shift(4 * UP)))', "outside", ("MathTypst x^2",)),
        ("d = Dot().shift(9 * LEFT)\nself.play(d.animate.move_to(ORIGIN))", "outside", ()),
        (
            'self.add(MathTypst("x + 1"), MathTypst("y + 12345"))\nself.wait(1)',
            "overlapping",
            (("MathTypst x + 1", "MathTypst y + 12345"),),
        ),
        ('self.add(MathTypst("x"), MathTypst("y").shift(UP))\nself.wait(1)', "overlapping", ()),
    ],
)
def test_what_is_seen(body: str, field: str, expected: object, scene: Callable[..., str]) -> None:
    """Points that are not numbers, things outside of the frame, texts over each other, nothing at all."""
    proof = next(prove([scene(body, "import numpy as np")]))
    assert (True, expected) == (proof.ok, getattr(proof, field))


def test_not_finite_in_the_middle_is_found(scene: Callable[..., str]) -> None:
    """Moments inside of a play are looked at, not only its ends."""
    body = """
    t = ValueTracker(0)
    d = Dot().add_updater(lambda m: m.move_to([np.inf if 0.2 < t.get_value() < 0.8 else 0, 0, 0]))
    self.add(d)
    self.play(t.animate.set_value(1), rate_func=linear)
    """
    assert not next(prove([scene(body, "import numpy as np")])).finite


def test_many_in_order(scene: Callable[..., str]) -> None:
    """Proofs come in the order of the programs, bad ones as failures among the others."""
    programs = [scene(f'self.wait({n + 1}, )\nif {n} == 2: raise ValueError("no")') for n in range(6)]
    proofs = list(prove(programs, workers=3))
    assert [True, True, False, True, True, True] == [p.ok for p in proofs]
    assert [1, 2, 0, 4, 5, 6] == [round(p.duration) for p in proofs]
    assert "ValueError: no (line 8 of the program)" == proofs[2].error


def test_slow_one_is_ended_alone(scene: Callable[..., str]) -> None:
    """A program that hangs is a failure; its neighbours are not."""
    good, bad = scene("self.wait(1)"), scene("while True: pass")
    proofs = list(prove([good, bad, good, good], workers=2, seconds=2))
    assert [True, False, True, True] == [p.ok for p in proofs]
    assert "longer than 2 s" in proofs[1].error


def test_programs_are_taken_lazily(scene: Callable[..., str]) -> None:
    """An endless source of programs is read only as far as it is needed."""
    taken = 0

    def source() -> Iterator[str]:
        nonlocal taken
        for _ in itertools.count():
            taken += 1
            yield scene("self.wait(1)")

    proofs = prove(source(), workers=2)
    assert [True, True, True] == [p.ok for p in itertools.islice(proofs, 3)]
    proofs.close()
    assert 20 > taken


def test_nothing_to_prove() -> None:
    """No programs, no proofs."""
    assert [] == list(prove([]))


def test_text_of_several_pages_is_not_waited_for(scene: Callable[..., str]) -> None:
    """Typst lays pages out in threads, which a forked process starts for itself: Manim then refuses the pages."""
    (proof,) = prove([scene('Typst("a #pagebreak() b")')], seconds=30)
    assert (False, True) == (proof.ok, "bytes-like" in proof.error)
