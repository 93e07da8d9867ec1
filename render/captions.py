"""Captions beside a video: what `play(subcaption=...)` and `add_subcaption` said, as an .srt file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import srt


def compose(captions: Iterable[Any], duration: float) -> str:
    """SRT text of `[start, end, text]` items from a worker; what is not such an item, or is empty, is left out."""
    subtitles = []
    for item in captions:
        if not (isinstance(item, list) and len(item) == 3 and isinstance(item[2], str)):
            continue
        start, end, text = item
        if not all(isinstance(t, int | float) and abs(t) < 1e6 for t in (start, end)):
            continue
        start, end = max(0.0, float(start)), min(float(end), duration)
        text = "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
        if text and end > start:
            subtitles.append(srt.Subtitle(0, timedelta(seconds=start), timedelta(seconds=end), text))
    composed: str = srt.compose(subtitles)
    return composed


def beside(video: Path) -> Path:
    """Where the captions of a video are."""
    return video.with_suffix(".srt")
