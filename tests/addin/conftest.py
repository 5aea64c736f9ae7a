"""The add-in as a released package carries it; the repository does not keep it."""

import pytest

from tests.addin.files import made
from xl_cobranza.addin import packaged


@pytest.fixture(autouse=True)
def _carried(tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("built")
    for name, data in made().items():
        (folder / name).write_bytes(data)
    monkeypatch.setattr(packaged, "BUILT", folder)
    monkeypatch.setattr(packaged, "ADDIN", folder / packaged.NAME)
