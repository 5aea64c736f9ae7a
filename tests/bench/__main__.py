"""`python -m tests.bench [SIZE …] [--only-ours] [--keep FOLDER]`: one table per size, everything in one run.

Each contender is a process of its own; wall and CPU seconds and peak memory are the kernel's figures
for that process. Figures of different runs or machines do not compare; the ratios do. Ours runs from bytecode,
as pip leaves what it installs, openpyxl too.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent.parent
CHILD = [sys.executable, "-m", "tests.bench.contenders"]
QUICKEST_OF = 3


class Cost(NamedTuple):
    """What one process used: seconds and MiB."""

    wall: float
    cpu: float
    peak: float


def cost(command: list[str], bytecode: Path) -> Cost:
    """Run a command and ask the kernel what it used. An exit code of 1 means that a person should look at the data."""
    started = time.perf_counter()
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env=os.environ | _bytecode(bytecode))
    _, status, usage = os.wait4(child.pid, 0)
    wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in {0, 1}:
        raise SystemExit(f"exit {child.returncode}: {' '.join(command)}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _bytecode(folder: Path) -> dict[str, str]:
    """Where Python finds and leaves it, also where the environment says that it must not be written."""
    return {"PYTHONPYCACHEPREFIX": str(folder), "PYTHONDONTWRITEBYTECODE": ""}


def contenders(book: Path, folder: Path) -> dict[str, list[str]]:
    """Name → command; each leaves `book` as it was."""
    result = str(folder / "result.xlsx")
    ours = [
        sys.executable,
        "-m",
        "xl_cobranza",
        "recalcular",
        str(book),
        "--fecha",
        "2026-11-20",
        "--salida",
        result,
    ]
    return {
        "cobranza recalcular": ours,
        "openpyxl load + same cells + save": [*CHILD, "openpyxl", str(book), result],
        "our patching alone": [*CHILD, "patching", str(book), result],
        "floor: inflate + deflate, our codec": [*CHILD, "floor", str(book), result],
        "floor: inflate + deflate, plain zlib": [*CHILD, "floor-zlib", str(book), result],
        "an empty Python process": [sys.executable, "-c", ""],
    }


def ledger(size: int, folder: Path) -> Path:
    book = folder / f"ledger-{size}.xlsx"
    if not book.exists():  # in a process of its own: a child's peak counts that of the parent it was forked from
        subprocess.run([sys.executable, "-m", "tests.bench.ledgers", book, str(size)], cwd=ROOT, check=True)
    return book


def warm_up(folder: Path) -> None:
    """Run each contender on a few rows, so that its bytecode is there."""
    for command in contenders(ledger(10, folder), folder).values():
        cost(command, folder / "bytecode")


def run(size: int, folder: Path, *, only_ours: bool) -> None:
    book = ledger(size, folder)
    print(f"\n{size:,} invoices × 12 columns, {book.stat().st_size / 1e6:.1f} MB, quickest of {times(size)}")
    print(f"{'':40}{'wall s':>9}{'CPU s':>9}{'peak MiB':>10}   openpyxl ÷ this: wall, CPU, peak")
    commands = contenders(book, folder)
    if only_ours:
        commands = {name: command for name, command in commands.items() if "openpyxl" not in name}
    costs: dict[str, Cost] = {}
    for name, command in commands.items():
        (folder / "result.xlsx").unlink(missing_ok=True)
        costs[name] = min(cost(command, folder / "bytecode") for _ in range(times(size)))
    theirs = next((used for name, used in costs.items() if "openpyxl" in name), None)
    for name, used in costs.items():
        ratio = "".join(f"{them / us:9.1f}" for them, us in zip(theirs, used, strict=True)) if theirs else ""
        print(f"{name:40}{used.wall:9.2f}{used.cpu:9.2f}{used.peak:10.0f}  {ratio}")


def times(size: int) -> int:
    return QUICKEST_OF if size <= 100_000 else 1


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000, 500_000])
    parser.add_argument("--only-ours", action="store_true", help="leave openpyxl out, for sizes it cannot hold")
    parser.add_argument("--keep", type=Path, help="a folder for the ledgers, to make them only once")
    options = parser.parse_args()
    print(f"Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(exist_ok=True)
        warm_up(folder)
        for size in options.sizes:
            run(size, folder, only_ours=options.only_ours)


if __name__ == "__main__":
    main()
