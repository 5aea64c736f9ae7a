"""Jobs for the pool: a worker imports them by name, so they live in a module of their own."""

import os
import signal
import time
from pathlib import Path


def double(number: int) -> int:
    return 2 * number


def double_unless_killed(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(60)
    return 2 * number


def die(number: int) -> int:
    os._exit(9)


def write_slowly(path: str) -> str:
    with Path(path).open("w") as file:
        file.write("begun")
        file.flush()
        time.sleep(1)
        file.write(" and ended")
    return path
