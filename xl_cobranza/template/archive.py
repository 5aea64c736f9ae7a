"""The same workbook, always the same bytes: fixed dates in the archive and in its properties."""

import re
from datetime import datetime
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MADE_ON: Final = datetime(2026, 11, 20)  # noqa: DTZ001  the properties of a workbook carry no zone
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def reproducible(archive: bytes) -> bytes:
    """The archive again, with the clock of this machine taken out of it."""
    result = BytesIO()
    with ZipFile(BytesIO(archive)) as source, ZipFile(result, "w", ZIP_DEFLATED, compresslevel=9) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + MADE_ON.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), part)
            info = ZipInfo(name)  # 1 January 1980
            info.compress_type = ZIP_DEFLATED
            target.writestr(info, part)
    return result.getvalue()
