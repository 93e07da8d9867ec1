"""The flag that writes the goldens anew, and the examples over which the contract runs."""

from pathlib import Path

import pytest

from derivanim.slots.registry import load, templates


def pytest_addoption(parser):
    """`pytest tests/templates --regenerate` writes the goldens in place of comparing with them."""
    parser.addoption("--regenerate", action="store_true", help="write the goldens of tests/goldens anew")


@pytest.fixture
def regenerate(request):
    """Whether goldens are written in place of compared."""
    return request.config.getoption("--regenerate", default=False)


@pytest.fixture
def goldens():
    """The folder of stored programs and frames."""
    return Path(__file__).parent.parent / "goldens"


def pytest_generate_tests(metafunc):
    """`template`: each template that draws; `example`: each of its examples, as loaded slots."""
    drawing = {name: schema for name, schema in templates().items() if schema.DRAWS}
    if "template" in metafunc.fixturenames:
        metafunc.parametrize("template", list(drawing))
    if "example" in metafunc.fixturenames:
        examples = [load(data) for schema in drawing.values() for data in schema.EXAMPLES]
        ids = [f"{slots.template}-{index}" for index, slots in enumerate(examples)]
        metafunc.parametrize("example", examples, ids=ids)
