"""Excel for the tests of the worksheet functions."""

from collections.abc import Iterator

import pytest

from tests.faces.worksheet import windows


@pytest.fixture
def excel() -> Iterator[windows.Excel]:
    with pytest.MonkeyPatch.context() as patch:
        yield windows.start(patch)
