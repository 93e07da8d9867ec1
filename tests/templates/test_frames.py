"""The last frame of each template's first example against the stored one."""

import numpy as np
import pytest
from PIL import Image

from derivanim.render.video import render
from derivanim.slots.registry import load, templates
from derivanim.templates.fill import fill

SMALL = (214, 120)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_last_frame_is_as_stored(template, goldens, regenerate, tmp_path):
    """The last frame differs from the stored one by less than what another rasteriser would."""
    program = fill(load(templates()[template].EXAMPLES[0]))
    drawn = render(program, tmp_path / "frame.png", quality="l", format="png", captions=False, use_cache=False)
    frame = Image.open(drawn.path).convert("RGB").resize(SMALL, Image.Resampling.BOX)
    path = goldens / f"{template}.png"
    if regenerate:
        frame.save(path, optimize=True)
    difference = np.abs(np.asarray(Image.open(path), dtype=int) - np.asarray(frame, dtype=int))
    assert difference.mean() < 1.0
    assert np.quantile(difference, 0.999) < 60
