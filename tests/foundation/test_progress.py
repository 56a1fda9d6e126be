"""What is told of a long step while it lasts, and that telling never stops it."""

from pathlib import Path

from schoolgate.foundation.progress import ProgressFile


def test_what_was_told_last_is_read_by_another(tmp_path: Path) -> None:
    told = ProgressFile(tmp_path, "one")
    told.tell("writing", 200, 900)
    told.tell("writing", 400, 900)

    assert ProgressFile(tmp_path, "one").read() == ("writing", 400, 900)
    assert ProgressFile(tmp_path, "other").read() is None


def test_nothing_stands_there_once_it_is_over(tmp_path: Path) -> None:
    with ProgressFile(tmp_path, "one").while_it_lasts() as told:
        told.tell("writing", 1, 2)

    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    told = ProgressFile(tmp_path / "not-there", "one")

    told.tell("writing", 1, 2)

    assert told.read() is None


def test_what_cannot_be_read_says_nothing(tmp_path: Path) -> None:
    told = ProgressFile(tmp_path, "one")
    told.path.write_text('["writing", 1', encoding="utf-8")

    assert told.read() is None
