"""Run macros of a workbook in LibreOffice and print what came of it as JSON. Needs `uno`, so Debian's own Python.

/usr/bin/python3 office_macros.py WORKBOOK PROFILE CALLS, where CALLS is a JSON list of [macro, arguments]. Answers
{"returned": [...], "cells": {sheet of each open workbook: {address: text}}} of the first nine rows and columns.
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

ALWAYS_EXECUTE = 4
START_SECONDS, RUN_SECONDS = 90, 150


def connected(pipe):
    import uno  # not in the Python that runs the tests
    from com.sun.star.connection import NoConnectException

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def cells(document):
    sheet = document.Sheets.getByIndex(0)
    area = sheet.getCellRangeByPosition(0, 0, 8, 8)
    texts = {
        f"{'ABCDEFGHI'[column]}{row + 1}": area.getCellByPosition(column, row).String
        for row in range(9)
        for column in range(9)
    }
    return {address: text for address, text in texts.items() if text}


def run(desktop, path, calls):
    from com.sun.star.beans import PropertyValue

    options = [PropertyValue(Name=name, Value=value) for name, value in (("Hidden", True),)]
    options.append(PropertyValue(Name="MacroExecutionMode", Value=ALWAYS_EXECUTE))
    document = desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, tuple(options))
    scripts = document.getScriptProvider()
    returned = []
    for macro, arguments in calls:
        script = scripts.getScript(f"vnd.sun.star.script:{macro}?language=Basic&location=document")
        returned.append(script.invoke(tuple(arguments), (), ())[0])
    others = [found for found in desktop.Components if found.URL != document.URL and hasattr(found, "Sheets")]
    return {"returned": returned, "cells": cells(document), "others": [cells(other) for other in others]}


def stopped(*_):
    raise TimeoutError


def main(path, profile, calls):
    pipe = f"cobranza{os.getpid()}"
    command = [
        "soffice",
        "--headless",
        "--norestore",
        "--nologo",
        "--nodefault",
        f"-env:UserInstallation={Path(profile).as_uri()}",
        f"--accept=pipe,name={pipe};urp;",
    ]
    office = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    signal.alarm(RUN_SECONDS)  # ends this program with what it started, rather than leave an office behind
    signal.signal(signal.SIGALRM, stopped)
    try:
        context = connected(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        print(json.dumps(run(desktop, path, json.loads(calls))))
    finally:
        os.killpg(office.pid, signal.SIGKILL)  # our own group: what soffice started goes with it
        office.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
