"""`schoolgate pack` and the command itself."""

import pytest

from schoolgate.cli.main import COMMANDS, main
from schoolgate.kernel.packs import PACK_IDS, PACKS_FOLDER
from tests.cli.asking import run_command


def test_the_packs_are_listed_with_their_titles():
    status, printed = run_command("pack", "list")
    assert status == 0
    assert [line.split()[0] for line in printed.splitlines()] == list(PACK_IDS)


def test_every_pack_that_ships_passes_its_own_check():
    files = [str(PACKS_FOLDER / f"{pack}.toml") for pack in PACK_IDS]
    status, printed = run_command("pack", "check", *files)
    assert status == 0
    assert printed.count("no fault") == len(PACK_IDS)


def test_a_fault_says_file_key_found_allowed_and_what_to_do(tmp_path):
    text = (PACKS_FOLDER / "primary.toml").read_text()
    mine = tmp_path / "primary.toml"
    mine.write_text(text.replace('concern = "general"', 'concern = "genral"'))

    status, printed = run_command("pack", "check", str(mine))

    assert status == 2
    assert printed == (
        f'{mine}: route[0].concern: found "genral";'
        f" allowed: general, academic, pastoral, sen. Correct the value.\n"
    )


def test_help_names_every_command(capsys):
    assert main(["--help"]) == 0
    printed = capsys.readouterr().out
    assert all(f"\n  {name} " in printed for name in COMMANDS)
    assert "  backup   Make an encrypted backup while the site runs" in printed
    assert main([]) == 2


def test_an_unknown_command_is_told_which_there_are(capsys):
    assert main(["explian"]) == 2
    assert "found 'explian'; allowed: explain, pack" in capsys.readouterr().err


@pytest.mark.parametrize("argv", [["explain"], ["explain", "weather"], ["pack"]])
def test_a_command_used_wrongly_exits_as_shells_expect(argv):
    with pytest.raises(SystemExit) as stopped:
        main(argv)
    assert stopped.value.code == 2


def test_an_interrupt_ends_quietly(monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("schoolgate.cli.pack.run", interrupted)
    assert main(["pack", "list"]) == 130
