"""A sample to look at: seeded, with a small still of each animation, and resumable."""

import pytest
from PIL import Image

from derivanim.dataset import sample as module
from derivanim.dataset.rows import read
from derivanim.errors import DerivanimError, RenderError


def quiet(stage, done, total):
    """Report nothing."""


def draw(program, file):
    """A still without Manim."""
    Image.new("RGB", (32, 18)).save(file)


def test_the_same_seed_gives_the_same_page(data_set, tmp_path, monkeypatch):
    """Requests, slots and pictures; a refusal shows its sentence."""
    monkeypatch.setattr(module, "still", draw)
    one, failed = module.sample(data_set, tmp_path / "one", 30, 3, quiet)
    other, _ = module.sample(data_set, tmp_path / "other", 30, 3, quiet)

    assert {} == failed
    assert one.read_bytes() == other.read_bytes()
    rows = list(read(tmp_path / "one" / "sample.jsonl"))
    assert 30 == len({row.id for row in rows})
    assert "Integrals are outside." in one.read_text("utf-8")
    with pytest.raises(DerivanimError, match="finished sample"):
        module.sample(data_set, tmp_path / "one", 30, 3, quiet)


def test_an_interrupted_sample_goes_on(data_set, tmp_path, monkeypatch):
    """Other rows are refused; a program that fails is named and stops nothing."""

    def stop(program, file):
        raise KeyboardInterrupt

    def fail(program, file):
        raise RenderError("no picture")

    monkeypatch.setattr(module, "still", stop)
    with pytest.raises(KeyboardInterrupt):
        module.sample(data_set, tmp_path / "out", 5, 3, quiet)
    with pytest.raises(DerivanimError, match="begun with other rows"):
        module.sample(data_set, tmp_path / "out", 6, 3, quiet)
    monkeypatch.setattr(module, "still", fail)
    page, failed = module.sample(data_set, tmp_path / "out", 5, 3, quiet)
    assert page.exists()
    assert {"no picture"} == set(failed.values())


@pytest.mark.slow
def test_a_still_is_small(tmp_path):
    """A real program, once; a picture that is there is kept."""
    program = "from manim import *\n\n\nclass S(Scene):\n    def construct(self):\n        self.add(Circle())\n"
    module.still(program, tmp_path / "a.webp")
    module.still("nonsense", tmp_path / "a.webp")
    with Image.open(tmp_path / "a.webp") as picture:
        assert ((320, 180), "WEBP") == (picture.size, picture.format)
