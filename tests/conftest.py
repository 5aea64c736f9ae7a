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


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))
