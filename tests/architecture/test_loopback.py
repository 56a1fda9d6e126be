"""The suite reaches nothing beyond this machine."""

import socket

import pytest


def test_a_test_that_wants_to_reach_another_machine_is_stopped():
    with socket.socket() as stray, pytest.raises(AssertionError, match="wanted"):
        stray.connect(("192.0.2.1", 25))


def test_control_this_machine_can_be_reached():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as client:
        client.connect(server.getsockname())
