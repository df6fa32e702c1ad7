"""Starting a process and what it took: CPU time and wall time.

Owns: posix_spawn and wait4. Knows nothing of compilers, variants or programs.
"""

import dataclasses
import os
import signal
import time


class Failure(Exception):
    """What ends the benchmark: printed as it is."""
    exit_code = 1


class UsageError(Failure):
    exit_code = 2


@dataclasses.dataclass
class Run:
    status: int       # exit code, or -signal
    cpu: float        # user + system, seconds
    wall: float       # seconds
    begin: int        # CLOCK_MONOTONIC before the start, ns
    end: int          # the same after the end


def _timeout(_signal, _frame):
    raise TimeoutError


def spawn(argv, env, stdout, stderr, limit=1800):
    """Runs argv to its end with output into two files; wait4 gives this child's usage alone."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    actions = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
               (os.POSIX_SPAWN_OPEN, 1, stdout, flags, 0o666),
               (os.POSIX_SPAWN_OPEN, 2, stderr, flags, 0o666)]
    begin = time.monotonic_ns()
    try:
        pid = os.posix_spawnp(argv[0], argv, env, file_actions=actions)
    except OSError as error:
        raise Failure(f"cannot run {argv[0]}: {error.strerror}") from error
    signal.signal(signal.SIGALRM, _timeout)
    signal.alarm(limit)
    try:
        _, status, usage = os.wait4(pid, 0)
        end = time.monotonic_ns()
    except BaseException as error:  # the limit or Ctrl-C: leave no child behind
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        if isinstance(error, TimeoutError):
            raise Failure(f"no end within {limit} s: {' '.join(argv)}") from error
        raise
    finally:
        signal.alarm(0)
    return Run(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime,
               (end - begin) / 1e9, begin, end)


def checked(argv, env, folder, what):
    """Like spawn; a failure is reported with the command and its first lines of stderr."""
    stdout, stderr = os.path.join(folder, "stdout"), os.path.join(folder, "stderr")
    run = spawn(argv, env, stdout, stderr)
    if run.status != 0:
        with open(stderr, errors="replace") as file:
            said = "".join(file.readlines()[:20])
        ended = f"exit code {run.status}" if run.status > 0 else f"signal {-run.status}"
        raise Failure(f"{what} failed with {ended}: {' '.join(argv)}\n{said}".rstrip())
    return run
