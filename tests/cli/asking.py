"""Asking the real command in this process, as a person would from a shell."""

import io
import json
import sys
from contextlib import redirect_stdout
from unittest.mock import patch

from schoolgate.cli.main import main


def run_command(*argv, stdin=b""):
    """Run `schoolgate`; return the exit status and what it printed."""
    source = io.TextIOWrapper(io.BytesIO(stdin))
    printed = io.StringIO()
    with patch.object(sys, "stdin", source), redirect_stdout(printed):
        status = main(argv)
    return status, printed.getvalue()


def ask_all(topic, questions):
    """Ask `explain` many questions at once; return the answers in order."""
    lines = "\n".join(json.dumps(question) for question in questions)
    _, printed = run_command("explain", topic, stdin=lines.encode())
    return [json.loads(line) for line in printed.splitlines()]


def ask(topic, question):
    """Ask `explain` one question that it can answer."""
    [answer] = ask_all(topic, [question])
    assert "error" not in answer, answer["error"]
    return answer


def ask_in_vain(topic, question):
    """Ask `explain` a question it cannot answer; return the words of the error."""
    [answer] = ask_all(topic, [question])
    assert list(answer) == ["error"]
    return answer["error"]
