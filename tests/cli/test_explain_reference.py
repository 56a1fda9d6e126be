"""The reference page says what the code does."""

from pathlib import Path

from schoolgate.cli.explain.reference import reference

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "explain.md"


def test_the_reference_is_fresh():
    made_by = "python -m schoolgate.cli.explain.reference > docs/reference/explain.md"
    assert PAGE.read_text() == reference(), f"out of date; run: {made_by}"


def test_every_word_has_its_sentence():
    for line in reference().splitlines():
        if line.startswith("| `") and line.count("|") == 3:
            assert line.endswith(". |"), line
