"""Frames become video segments, in a thread beside the drawing one. Runs in a job's process."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

import av
import numpy as np
from av.video.reformatter import VideoReformatter

_BUFFERS = 6


class Writer:
    """Encodes frames into segments named by their first frame; frames that follow each other share a segment.

    The thread's work is done in libraries that hold no lock. Pixel buffers go round between the two threads: on first
    touch each page of a new one costs more than copying a picture into an old one.
    """

    def __init__(self, folder: Path, count: Callable[[int], None]) -> None:
        self.folder = folder
        self.count = count
        self._next_frame = -1
        self._error: BaseException | None = None
        self._filled: Queue[tuple[int, Any, int, Any] | None] = Queue()
        self._free: Queue[Any] = Queue()
        for _ in range(_BUFFERS):
            self._free.put(None)
        self._thread = Thread(target=self._run, daemon=True)
        self._thread.start()

    def put(self, first: int, pixels: Any, repeat: int, spec: Any) -> None:
        """Copy `pixels` as the frames from number `first` on, `repeat` times; waits while the encoder is behind."""
        buffer = self._free.get()
        if self._error is not None:
            raise self._error
        if buffer is None or buffer.shape != pixels.shape:
            buffer = np.empty(pixels.shape, np.uint8)
        np.copyto(buffer, pixels)
        self._filled.put((first, buffer, repeat, spec))

    def close(self) -> None:
        """Wait until everything is encoded; raises what the encoder raised."""
        self._filled.put(None)
        self._thread.join()
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        segment: _Segment | None = None
        try:
            while (item := self._filled.get()) is not None:
                first, pixels, repeat, spec = item
                if segment is None or first != self._next_frame:
                    if segment is not None:
                        segment.close()
                    segment = _Segment(self.folder / f"{first:08d}.{spec.container_format}", spec)
                segment.write(pixels, repeat)
                self._free.put(pixels)
                self._next_frame = first + repeat
                self.count(repeat)
            if segment is not None:
                segment.close()
        except BaseException as error:  # It belongs to the drawing thread, which must not wait for a buffer for ever.
            self._error = error
            self._free.put(None)


class _Segment:
    """One file of frames, encoded as Manim would with the same settings."""

    def __init__(self, target: Path, spec: Any) -> None:
        self.container: Any = av.open(str(target), "w", format=spec.container_format)
        self.stream: Any = self.container.add_stream(spec.codec, rate=spec.frame_rate, options=dict(spec.options))
        self.stream.pix_fmt = spec.pixel_format
        self.stream.width, self.stream.height = spec.width, spec.height
        self.time_base = 1 / Fraction(spec.frame_rate)
        self.format = spec.pixel_format
        self.reformatter = VideoReformatter()
        self.frames = 0

    def write(self, pixels: Any, repeat: int) -> None:
        """Convert RGBA pixels once, and encode them `repeat` times."""
        picture = av.VideoFrame.from_numpy_buffer(pixels, format="rgba")
        frame = self.reformatter.reformat(picture, format=self.format)
        for _ in range(repeat):
            frame.pts = self.frames
            frame.time_base = self.time_base
            self.frames += 1
            for packet in self.stream.encode(frame):
                self.container.mux(packet)

    def close(self) -> None:
        """Encode what the encoder still holds, and close the file."""
        for packet in self.stream.encode():
            self.container.mux(packet)
        self.container.close()
