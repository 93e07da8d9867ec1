"""The data card: a header that the Hub reads, and what a person has to know."""

import yaml

from derivanim.dataset.card import card
from derivanim.dataset.finished import finished


def test_the_card_names_splits_licence_origin_and_limits(data_set):
    """The header parses; every table has its rows below it."""
    text = card(finished(data_set), target="slots", instruction="one", subset=20, order="curriculum")
    _, header, page = text.split("---\n", 2)
    said = yaml.safe_load(header)

    assert ("mit", ["n<1K"]) == (said["license"], said["size_categories"])
    assert 6 == len(said["configs"][0]["data_files"])
    parts = (
        "| train | 40 |",
        "--size 80 --seed 1",
        "## Known limits",
        "first 20",
        "the easiest first",
        "| tangent_line | 35 |",
    )
    for part in parts:
        assert part in page, part
    assert "\n\n\n" not in page
