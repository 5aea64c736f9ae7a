"""What xlwings' RunPython does at the press of a button, with LibreOffice in the place of Excel: the program it starts.

python -m tests.calc.press PIPE ANSWERS TOLD COMMAND: runs the command of the macro, answers its input boxes with those of
the JSON file ANSWERS (heading → text; else what the box proposes), and leaves in TOLD, as JSON, what the person was told.
"""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import xlwings as xw

from tests.calc.office import Office, start


def main(pipe, answers, told, command):
    known = json.loads(Path(answers).read_text("utf-8"))
    app = start(Office(pipe))

    def box(question, title, default, Type):  # noqa: N803 - as Excel names it
        return next((text for heading, text in known.items() if question.startswith(heading)), default)

    type(app).api = SimpleNamespace(InputBox=box)
    xw.Book(impl=app.books.active).set_mock_caller()
    exec(command)
    Path(told).with_suffix(".part").write_text(json.dumps(app.alerts), "utf-8")
    Path(told).with_suffix(".part").replace(told)


if __name__ == "__main__":
    main(*sys.argv[1:])
