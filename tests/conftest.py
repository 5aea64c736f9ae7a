"""Options of the test run. `pytest --accept` rewrites the expected files; `git diff` is the review."""

import os

import pytest
from hypothesis import settings

# No deadline: a busy machine is no failure, speed is measured in tests/bench. CI tries the same examples at every run,
# so that it fails for what was changed; `--hypothesis-profile search` looks for new ones, for minutes.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.register_profile("search", deadline=None, max_examples=3000)
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the expected files with what came out")


@pytest.fixture(scope="session")
def office():
    """One LibreOffice for the whole run."""
    from tests.calc import office

    if not office.is_there():
        pytest.skip("LibreOffice or python3-uno is not on this machine")
    started = office.OwnOffice()
    yield started
    started.close()


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))
