"""Options of the test run. `pytest --accept` rewrites the expected files; `git diff` is the review."""

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)  # a busy machine is no failure; speed is measured in tests/bench
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--accept", action="store_true", help="rewrite the expected files with what came out")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--accept"))
