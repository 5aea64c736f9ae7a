import pytest

from tests.outbox.sending.post_office import Handler, PostOffice


@pytest.fixture
def workbook(tmp_path):
    path = tmp_path / "Mi cartera.xlsx"
    path.write_bytes(b"not read here")
    return path


@pytest.fixture
def open_office():
    """Opens a mail server that does what it is told: `open_office("451 later", context=…)`."""
    opened = []

    def start(*plan, login=True, **options) -> PostOffice:
        office = PostOffice(Handler(*plan, login=login), **options)
        office.start()
        opened.append(office)
        return office

    yield start
    for office in opened:
        office.stop()
