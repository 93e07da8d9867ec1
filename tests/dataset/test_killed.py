"""A build and a check that are killed again and again end with the same bytes as undisturbed ones."""

import random
import subprocess
import sys
import time

import pytest

KILLS = 10


def _run(*arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "derivanim.cli", "dataset", *arguments, "--workers", "2"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def _killed(rng, *arguments):
    """Kill the command ten times, a few seconds into its work, and let it end then; how often it was killed."""
    kills = 0
    for _ in range(KILLS):
        process = _run(*arguments)
        try:
            process.wait(rng.uniform(4, 25))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            kills += 1
            time.sleep(0.5)
        else:
            break
    assert _run(*arguments).wait() in (0, 1) or kills < KILLS
    return kills


def _bytes(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.slow
@pytest.mark.timeout(3000)
def test_kill_minus_nine_changes_no_byte(tmp_path):
    """Nothing is lost, nothing repeated, nothing left behind."""
    rng = random.Random(4)
    calm, stormy = tmp_path / "calm", tmp_path / "stormy"
    options = ("--size", "50", "--seed", "4", "--output")
    assert 0 == _run("build", *options, str(calm)).wait()
    assert _killed(rng, "build", *options, str(stormy)) > 0
    assert _bytes(calm) == _bytes(stormy)

    assert 0 == _run("check", str(calm)).wait()
    assert _killed(rng, "check", str(stormy)) > 0
    assert _bytes(calm) == _bytes(stormy)
