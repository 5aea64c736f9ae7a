"""Mutated real workbooks at the package reader: it opens them or refuses them, soon and with little memory."""

import io
import multiprocessing
import resource
import struct
import time
import zlib
from contextlib import suppress
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.adapters.packages import BAD, archive, corpus, with_descriptors, with_zip64_end, workbook
from xl_cobranza.adapters.xlsx.archive import Archive, write
from xl_cobranza.adapters.xlsx.opening import check
from xl_cobranza.errors import Refused

MADE = [
    workbook(),
    with_descriptors(),
    with_zip64_end(workbook()),
    b"MZ" + workbook(),
    archive({}),
    archive({"a": "b"}),
]
SEEDS = MADE + [path.read_bytes() for path in corpus() if path.stat().st_size < 20_000]
RECORDS = (b"PK\1\2", b"PK\3\4", b"PK\5\6", b"PK\6\6", b"PK\6\7", b"PK\7\x08")
INTERESTING = [0, 1, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF]
MEMORY = 128 << 20
SOON = 20.0  # seconds for what takes milliseconds: a hang, not a delay

flips = st.tuples(st.just("flip"), st.floats(0, 1), st.integers(1, 255))
cuts = st.tuples(st.just("cut"), st.floats(0, 1), st.floats(0, 0.2))
repeats = st.tuples(st.just("repeat"), st.floats(0, 1), st.integers(1, 70_000))
fields = st.tuples(
    st.just("field"),
    st.sampled_from(RECORDS),
    st.integers(0, 40),
    st.integers(4, 54),
    st.sampled_from(["<H", "<L", "<Q"]),
    st.sampled_from(INTERESTING) | st.integers(0, 2**64 - 1),
)


def mutated(data: bytes, mutations) -> bytes:
    """The data with each mutation applied; a place is a fraction of its length, or a field of a zip record."""
    for kind, *how in mutations:
        at = int(how[0] * len(data)) if isinstance(how[0], float) else 0
        if kind == "flip":
            data = data[:at] + bytes(byte ^ how[1] for byte in data[at : at + 1]) + data[at + 1 :]
        elif kind == "cut":
            data = data[:at] + data[at + int(how[1] * len(data)) :]
        elif kind == "repeat":
            data = data[:at] + data[at : at + how[1]] + data[at:]
        else:
            sign, nth, offset, code, value = how
            for _ in range(1 + nth % max(1, data.count(sign))):
                at = data.find(sign, at + 1)
            packed = struct.pack("<Q", value)[: struct.calcsize(code)]
            if at >= 0:
                data = data[: at + offset] + packed + data[at + offset + len(packed) :]
    return data


def use_all_of_it(data: bytes, path: Path) -> None:
    """Open it as a run does, read every member by pieces, write it again."""
    path.write_bytes(data)
    package = Archive.open(path)
    out = io.BytesIO()
    write(package, out)
    assert out.getvalue() == data
    for name in package.names:
        with suppress(Refused):
            assert sum(map(len, package.stream(name))) == package.size(name)
    check(path)


def verdict(data: bytes, path: Path) -> str:
    try:
        use_all_of_it(data, path)
    except Refused as refused:
        return refused.kind
    return "accepted"


@pytest.fixture(scope="module")
def path(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "libro.xlsx"


quick = settings(max_examples=400, deadline=SOON * 1000, suppress_health_check=[HealthCheck.too_slow])
long = settings(quick, max_examples=5_000)
mutants = given(
    seed=st.sampled_from(SEEDS), mutations=st.lists(flips | cuts | repeats | fields, min_size=1, max_size=4)
)


@quick
@mutants
def test_a_mutated_workbook_opens_or_is_refused(path, seed, mutations):
    verdict(mutated(seed, mutations), path)


@pytest.mark.heavy
@long
@mutants
def test_very_many_mutated_workbooks_open_or_are_refused(path, seed, mutations):
    verdict(mutated(seed, mutations), path)


@quick
@given(seed=st.sampled_from(SEEDS), flip=flips)
def test_a_flipped_byte_is_refused_or_changes_no_content(path, seed, flip):
    data = mutated(seed, [flip])
    try:
        before = {name: Archive(seed).read(name) for name in Archive(seed).names}
        after = {name: Archive(data).read(name) for name in Archive(data).names}
    except Refused:
        return
    assert sorted(after.values()) == sorted(before.values())


@quick
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\3\4", b"PK\5\6", bytes.fromhex("D0CF11E0A1B11AE1"), b"<"]))
def test_any_bytes_at_all_are_refused(path, noise, start):
    assert verdict(start + noise, path) != "accepted"


def _in_little_memory(folder: str, batch: list[bytes], answers) -> None:
    """In a process that may have no more than it has, and `MEMORY`."""
    in_use = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (in_use + MEMORY, in_use + MEMORY))
    answers.send([_timed(data, Path(folder) / "libro.xlsx") for data in batch])


def _timed(data: bytes, path: Path) -> tuple[str, float]:
    began = time.process_time()
    try:
        kind = verdict(data, path)
    except MemoryError:
        kind = "out of memory"
    return kind, time.process_time() - began


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is bounded where it can be read")
def test_no_bad_package_takes_much_memory_or_time(tmp_path):
    """Bombs: a part of half a gigabyte, sizes that lie, ten thousand members over the same bytes, fields at their limits."""
    batch = [make() for make, _, _ in BAD.values()] + [deep_bomb(), liar(), many_over_one(), *at_their_limits()]
    receiving, sending = multiprocessing.Pipe(duplex=False)
    worker = multiprocessing.get_context("fork").Process(target=_in_little_memory, args=(str(tmp_path), batch, sending))

    worker.start()
    sending.close()  # so that a worker that dies ends the wait
    answers = receiving.recv()
    worker.join()

    assert len(answers) == len(batch)
    assert [answer for answer in answers if answer[0] == "out of memory" or answer[1] > SOON] == []


def deep_bomb() -> bytes:
    stream, piece = zlib.compressobj(1, zlib.DEFLATED, -15), bytes(1 << 24)
    squeezed = b"".join(stream.compress(piece) for _ in range(32)) + stream.flush()
    data = workbook({"xl/worksheets/sheet2.xml": "~" * 40})
    info = ZipFile(io.BytesIO(data)).getinfo("xl/worksheets/sheet2.xml")
    head = data[info.header_offset : info.header_offset + 30 + len(info.filename)]
    record = data[data.rindex(b"PK\1\2") : data.rindex(b"PK\5\6")]
    sizes = struct.pack("<2L", len(squeezed), 1 << 29)
    start = info.header_offset + len(head) + len(squeezed)
    others = data[data.index(b"PK\1\2") : data.rindex(b"PK\1\2")]
    directory = others + record[:20] + sizes + record[28:]
    end = data[-22:-10] + struct.pack("<2LH", len(directory), start, 0)
    return data[: info.header_offset] + head[:18] + sizes + head[26:] + squeezed + directory + end


def liar() -> bytes:
    """A small part that says it holds four gigabytes."""
    data = workbook()
    mark = data.rindex(b"PK\1\2")
    return data[: mark + 24] + b"\xfe\xff\xff\xff" + data[mark + 28 :]


def many_over_one() -> bytes:
    data = workbook()
    start, end = data.rindex(b"PK\1\2"), data.rindex(b"PK\5\6")
    records = data[start:end] * 10_000
    first = data.index(b"PK\1\2")
    count, size = 10_000 + 4, start - first + len(records)
    return data[:start] + records + data[end : end + 8] + struct.pack("<2H2LH", count, count, size, first, 0)


def at_their_limits():
    """Every field of every kind of record, full."""
    for seed in (workbook(), with_zip64_end(workbook())):
        for sign in RECORDS:
            at = seed.find(sign)
            for offset in range(4, 54, 2) if at >= 0 else ():
                for value in (b"\xff\xff", b"\xff\xff\xff\xff", b"\0\0\0\0"):
                    yield seed[: at + offset] + value + seed[at + offset + len(value) :]
