"""What stands in deploy/ names commands, options and settings that there are."""

import re
import shutil
import subprocess
from argparse import ArgumentParser
from importlib import import_module
from pathlib import Path

import pytest

from schoolgate.cli.deploy.machine import WANTED_UNITS
from schoolgate.cli.main import COMMANDS
from schoolgate.config.environment import VARIABLES
from tests.architecture.tree import ROOT, name_of

DEPLOY = ROOT / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))
PROGRAM = "/opt/schoolgate/.venv/bin/schoolgate"
ANALYZE = "/usr/bin/systemd-analyze"
HARDENED = {
    "NoNewPrivileges=yes",
    "ProtectSystem=strict",
    "ProtectHome=yes",
    "PrivateTmp=yes",
    "CapabilityBoundingSet=",
    "StateDirectoryMode=0700",
    "UMask=0077",
}


def command_of(service: Path) -> list[str]:
    lines = service.read_text().splitlines()
    [start] = [line for line in lines if line.startswith("ExecStart=")]
    program, *arguments = start.removeprefix("ExecStart=").split()
    assert program == PROGRAM
    return arguments


@pytest.mark.parametrize("service", SERVICES, ids=name_of)
def test_a_unit_starts_a_command_that_exists_with_options_it_has(
    service: Path,
) -> None:
    name, *options = command_of(service)
    command = import_module(COMMANDS[name])
    parser = ArgumentParser()
    command.configure(parser)

    parser.parse_args(options)  # ends the test if there is no such option


@pytest.mark.parametrize("service", SERVICES, ids=name_of)
def test_a_unit_is_locked_in(service: Path) -> None:
    lines = set(service.read_text().splitlines())

    assert lines >= HARDENED


def test_the_units_that_check_deploy_looks_for_are_there() -> None:
    assert {DEPLOY / name for name in WANTED_UNITS} <= set(DEPLOY.iterdir())


def test_the_settings_are_ones_that_are_read() -> None:
    text = (DEPLOY / "environment").read_text()

    named = set(re.findall(r"^(?:# )?([A-Z_]+)=", text, re.MULTILINE))

    assert named <= {each.name for each in VARIABLES}
    assert {"BASE_URL", "ALLOWED_HOSTS", "MAIL_RELAY", "DATABASE_URL"} <= named


@pytest.mark.skipif(not shutil.which(ANALYZE), reason="no systemd here")
def test_systemd_understands_the_units(tmp_path: Path) -> None:
    for unit in (*SERVICES, *DEPLOY.glob("*.timer")):
        text = unit.read_text().replace(PROGRAM, "/bin/true")
        (tmp_path / unit.name).write_text(text)

    units = [str(unit) for unit in sorted(tmp_path.iterdir())]
    done = subprocess.run(
        [ANALYZE, "verify", "--man=no", *units],
        capture_output=True,
        text=True,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if "schoolgate" in line]

    assert ours == []
    (tmp_path / "schoolgate-web.service").write_text("[Service]\nExecStrat=/bin/true\n")
    wrong = subprocess.run(
        [ANALYZE, "verify", "--man=no", units[2]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "schoolgate" in wrong.stderr  # the control
