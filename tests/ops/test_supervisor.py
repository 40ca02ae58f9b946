"""Programs beside us: started again when they die, ended with us."""

import signal
import sys
import threading
import time

import pytest

from ops.program import Program
from ops.supervisor import Life, supervise

SLEEP = "import time; print('ready', flush=True); time.sleep(60)"


def python(tmp_path, code, name="program"):
    command = [sys.executable, "-c", code]
    return Program(name, command, log=tmp_path / f"{name}.log")


def wait_until(condition):
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def said(program):
    return program.log.read_text() if program.log.exists() else ""


def test_programs_end_together(tmp_path):
    programs = [python(tmp_path, SLEEP, name) for name in ("one", "two")]

    with supervise(programs):
        wait_until(lambda: all("ready" in said(program) for program in programs))
        assert [program.is_running() for program in programs] == [True, True]

    assert [program.is_running() for program in programs] == [False, False]


def test_killed_program_is_started_again_after_a_moment(tmp_path, capsys):
    program = python(tmp_path, SLEEP)
    with supervise([program]):
        life = Life(program)
        wait_until(lambda: "ready" in said(program))
        first = program.process.pid
        program.process.kill()
        program.process.wait()

        life.look()

        assert "program was killed by signal 9" in capsys.readouterr().out
        assert not program.is_running()
        life.due = time.monotonic()
        life.look()
        assert program.is_running()
        assert program.process.pid != first


def test_program_that_keeps_dying_waits_longer_each_time(tmp_path):
    life = Life(python(tmp_path, "raise SystemExit(3)"))
    life.program.log.touch()
    delays = []
    for _ in range(7):
        life.plan(now=life.started)
        delays.append(life.delay)

    assert delays == [1, 2, 4, 8, 16, 30, 30]


def test_steady_program_begins_with_the_first_delay_again(tmp_path):
    life = Life(python(tmp_path, SLEEP))
    life.program.log.touch()
    life.delay = 16

    life.plan(now=life.started + 61)

    assert life.delay == 1


def test_program_that_does_not_listen_is_killed_with_its_children(tmp_path):
    deaf = f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); {SLEEP}"
    program = python(tmp_path, deaf)
    program.start()
    wait_until(lambda: "ready" in said(program))

    program.stop(patience=0.2)

    assert program.process.returncode == -signal.SIGKILL


def test_errors_are_shown_and_the_rest_only_logged(tmp_path, capsys):
    program = python(tmp_path, "print('INFO all well'); print('ERROR no disk')")
    others = {*threading.enumerate()}
    program.start()
    program.process.wait()
    wait_until(lambda: "no disk" in said(program))
    for thread in {*threading.enumerate()} - others:
        thread.join(30)

    assert capsys.readouterr().out == "program: ERROR no disk\n"
    assert said(program) == "INFO all well\nERROR no disk\n"


def test_large_log_is_put_aside(tmp_path, monkeypatch):
    monkeypatch.setattr("ops.program.LOG_LIMIT", 10)
    program = python(tmp_path, "print('new')")
    program.log.write_text("old and long enough\n")

    program.start()
    program.process.wait()

    wait_until(lambda: said(program) == "new\n")
    assert program.log.with_suffix(".log.1").read_text() == "old and long enough\n"


@pytest.mark.parametrize("stop_signal", [signal.SIGTERM, signal.SIGINT])
def test_program_dies_with_a_parent_that_was_killed(tmp_path, stop_signal):
    parent = f"""
import signal, time
from pathlib import Path
from ops.program import Program
program = Program("child", {[sys.executable, "-c", SLEEP]!r},
    log=Path({str(tmp_path / "child.log")!r}), stop_signal=signal.{stop_signal.name})
program.start()
print(program.process.pid, flush=True)
time.sleep(60)
"""
    program = python(tmp_path, parent, "parent")
    program.start()
    child_log = tmp_path / "child.log"
    wait_until(lambda: child_log.exists() and "ready" in child_log.read_text())
    child = int(said(program))

    program.process.kill()
    program.process.wait()

    wait_until(lambda: not is_alive(child))


def is_alive(number):
    try:
        with open(f"/proc/{number}/stat") as status:  # noqa: PTH123 -- a kernel's file
            return status.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
