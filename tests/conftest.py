"""What all tests share."""

import pytest


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory, monkeypatch):
    """No test reads or fills the cache of the person who runs it."""
    monkeypatch.setenv("DERIVANIM_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
