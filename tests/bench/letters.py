"""`python -m tests.bench.letters [COUNT …]`: letters of one page with six invoices, each a file of its own.

Every contender is a process of its own in the same run, and writes the same letters; wall and CPU seconds and peak memory
are the kernel's figures for that process, start-up included. A contender whose library is not here is left out, and said.
"""

import argparse
import os
import platform
import sys
import tempfile
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

from tests.bench.__main__ import cost
from tests.outbox.letters import invoices, reminder

NEEDED = {"ours": "typst", "ours-word": "docx", "docxtpl": "docxtpl", "weasyprint": "weasyprint"}
NAMES = {
    "ours": "cobranza, PDF",
    "ours-word": "cobranza, Word",
    "docxtpl": "docxtpl, Word",
    "weasyprint": "weasyprint, PDF",
}


def letter(number: int):
    """No two alike, as in a batch."""
    return reminder(
        invoices(6), contact=f"Rosa {number}", addressee=(f"Ferretería {number}, S. A.", "Calle 60", "97000 Mérida")
    )


def by_ours(count: int, kind: str = "pdf") -> int:
    from xl_cobranza.adapters.outbox.writers import write

    return sum(len(write(letter(number), kind)) for number in range(count))


def by_ours_in_word(count: int) -> int:
    return by_ours(count, "docx")


def by_docxtpl(count: int) -> int:
    """As its documentation does it: the template is opened, rendered and saved for each letter."""
    from docxtpl import DocxTemplate

    template, size = _word_template(), 0
    for number in range(count):
        made, saved = DocxTemplate(BytesIO(template)), BytesIO()
        document = letter(number)
        made.render(
            {"addressee": document.addressee, "contact": f"Rosa {number}", "rows": invoices(6).rows}, autoescape=True
        )
        made.save(saved)
        size += len(saved.getvalue())
    return size


def _word_template() -> bytes:
    """The same letter in Word, its fields in place of what changes and its rows repeated by a loop."""
    from xl_cobranza.adapters.outbox.writers import write

    six = invoices(6)
    row = tuple(f"{{{{ row[{column}] }}}}" for column in range(len(six.headings)))
    blanks = ("",) * (len(six.headings) - 1)
    table = six._replace(rows=(("{%tr for row in rows %}", *blanks), row, ("{%tr endfor %}", *blanks)))
    addressee = ("{{ addressee[0] }}", "{{ addressee[1] }}", "{{ addressee[2] }}")
    return write(reminder(table, contact="{{ contact }}", addressee=addressee), "docx")


def by_weasyprint(count: int) -> int:
    from weasyprint import HTML

    from xl_cobranza.adapters.outbox.web import as_page

    return sum(len(HTML(string=as_page(letter(number))).write_pdf()) for number in range(count))


CONTENDERS = {"ours": by_ours, "ours-word": by_ours_in_word, "docxtpl": by_docxtpl, "weasyprint": by_weasyprint}


def run(count: int, rounds: int, bytecode: Path) -> None:
    """In turns, so that all meet the same moments of a busy machine; the quickest turn of each counts."""
    print(f"\n{count:,} letters of one page, six invoices each, quickest of {rounds} in turns")
    print(f"{'':20}{'wall s':>9}{'CPU s':>9}{'a CPU second':>15}{'peak MiB':>10}   CPU ÷ ours")
    here = [name for name in CONTENDERS if find_spec(NEEDED[name])]
    turns = [
        {
            name: cost([sys.executable, "-m", "tests.bench.letters", "--child", name, str(count)], bytecode)
            for name in here
        }
        for _ in range(rounds)
    ]
    quickest = {name: min((turn[name] for turn in turns), key=lambda used: used.cpu) for name in here}
    for name, words in NAMES.items():
        if name not in quickest:
            print(f"{words:20}   {NEEDED[name]} is not installed")
            continue
        used, ratio = quickest[name], quickest[name].cpu / quickest["ours"].cpu
        print(f"{words:20}{used.wall:9.2f}{used.cpu:9.2f}{count / used.cpu:15.0f}{used.peak:10.0f}{ratio:13.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.letters", description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[1_000])
    parser.add_argument("--child", choices=CONTENDERS, help="only write, for the kernel to measure")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if options.child:
        CONTENDERS[options.child](options.counts[0])
        return
    print(f"Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        for name in CONTENDERS:  # so that the bytecode is there
            if find_spec(NEEDED[name]):
                cost([sys.executable, "-m", "tests.bench.letters", "--child", name, "2"], Path(folder))
        for count in options.counts:
            run(count, options.rounds, Path(folder))


if __name__ == "__main__":
    main()
