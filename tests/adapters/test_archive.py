import io
import itertools
import os
import shutil
import struct
import subprocess
import sys
import tracemalloc
import zlib
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_STORED, ZipFile, ZipInfo

import pytest

from tests.adapters.packages import (
    PARTS,
    SHEET,
    archive,
    corpus,
    data_of,
    flipped,
    patched,
    with_descriptors,
    with_zip64_end,
    workbook,
)
from xl_cobranza.adapters.xlsx import archive as archive_module
from xl_cobranza.adapters.xlsx.archive import Archive, write
from xl_cobranza.errors import Refused

GIB = 1 << 30


def rewritten(data: bytes, *changes) -> bytes:
    out = io.BytesIO()
    write(Archive(data), out, *changes)
    return out.getvalue()


def packed(data: bytes) -> dict[str, bytes]:
    """The compressed bytes of each member, found by another reader."""
    with ZipFile(io.BytesIO(data)) as package:
        return {i.filename: data[data_of(data, i.filename) :][: i.compress_size] for i in package.infolist()}


def assert_sound(data: bytes, tmp_path: Path) -> None:
    """Other readers find no fault."""
    assert ZipFile(io.BytesIO(data)).testzip() is None
    if unzip := shutil.which("unzip"):
        (tmp_path / "a.zip").write_bytes(data)
        done = subprocess.run([unzip, "-tqq", tmp_path / "a.zip"], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("file", corpus(), ids=lambda file: file.name)
def test_a_real_workbook_read_and_written_back_is_the_same_file(file, tmp_path):
    data = file.read_bytes()

    ours, theirs = Archive(data), ZipFile(io.BytesIO(data))

    assert list(ours.names) == theirs.namelist()
    assert [ours.read(name) for name in ours.names] == [theirs.read(name) for name in theirs.namelist()]
    assert rewritten(data) == data


@pytest.mark.parametrize("file", corpus(), ids=lambda file: file.name)
def test_a_change_in_a_real_workbook_leaves_every_other_member_as_it_was(file, tmp_path):
    data = file.read_bytes()
    types, workbook_part = "[Content_Types].xml", Archive(data).find("xl/workbook.xml")
    assert workbook_part

    result = rewritten(data, {types: b"<Types/>" * 99, workbook_part: [b"<work", b"book/>"]}, {"xl/new.xml": b"<new/>"})

    assert_sound(result, tmp_path)
    before, after = packed(data), packed(result)
    assert list(after) == [*before, "xl/new.xml"]
    assert {name for name in before if before[name] != after[name]} == {types, workbook_part}
    assert Archive(result).read(workbook_part) == b"<workbook/>"
    for old, new in zip(ZipFile(io.BytesIO(data)).infolist(), ZipFile(io.BytesIO(result)).infolist(), strict=False):
        assert (old.date_time, old.external_attr, old.create_version, old.comment) == (
            new.date_time, new.external_attr, new.create_version, new.comment,
        )  # fmt: skip


def odd_archive() -> bytes:
    """Comments, extra fields, attributes, a stored member, one in another compression, a folder."""
    file = io.BytesIO()
    with ZipFile(file, "w") as package:
        package.comment = "de la gestoría".encode()
        for name, method in (("a.xml", ZIP_STORED), ("b.bin", ZIP_BZIP2), ("carpeta/", ZIP_STORED), ("ñ.xml", 8)):
            info = ZipInfo(name, (2001, 2, 3, 4, 5, 6))
            info.compress_type, info.external_attr, info.comment = method, 0o100640 << 16, b"suyo"
            info.extra = struct.pack("<2HL", 0x9999, 4, 7)
            package.writestr(info, b"" if name.endswith("/") else SHEET)
    return file.getvalue()


def with_a_gap() -> bytes:
    """As a program leaves it that deletes a member from the directory only."""
    data = workbook()
    record = data.rindex(b"PK\1\2", 0, data.rindex(b"PK\1\2"))
    end, following = data.rindex(b"PK\5\6"), data.rindex(b"PK\1\2")
    count, size, offset = struct.unpack_from("<H2L", data, end + 10)
    ends = struct.pack("<2H2L", count - 1, count - 1, size - (following - record), offset)
    return data[:record] + data[following:end] + data[end : end + 8] + ends + b"\0\0"


ODD = {
    "comments, extras, attributes": odd_archive(),
    "sizes behind the data": with_descriptors(),
    "data before": b"MZ..." + workbook(),
    "data before, zip64": b"MZ..." + with_zip64_end(workbook()),
    "data behind": workbook() + b"\r\n\0",
    "comment that looks like an end": archive({"a": "x"})[:-2] + b"\x06\0" + b"PK\5\6 .",
    "zip64 end": with_zip64_end(workbook()),
    "nothing in it": archive({}),
    "a gap between members": with_a_gap(),
}


@pytest.mark.parametrize("name", ODD)
def test_whatever_the_archive_carries_is_still_there(name):
    assert rewritten(ODD[name]) == ODD[name]


@pytest.mark.parametrize(
    "name", [name for name in ODD if name not in {"nothing in it", "comment that looks like an end"}]
)
def test_whatever_the_archive_carries_is_still_there_when_the_members_move(name, tmp_path):
    data = ODD[name]
    first = Archive(data).names[0]

    result = rewritten(data, {first: os.urandom(999)}, {"z.xml": b"z"})

    if not name.startswith("data"):
        assert_sound(result, tmp_path)
    before, after = packed(data), packed(result)
    assert [after[n] for n in before if n != first] == [before[n] for n in before if n != first]
    assert ZipFile(io.BytesIO(result)).comment == ZipFile(io.BytesIO(data)).comment
    assert result.startswith(data[: data.index(b"PK")])
    assert result.endswith(data[data.rindex(b"PK\5\6") + 22 :])
    assert (b"PK\6\6" in result) == (b"PK\6\6" in data)


def test_a_replaced_member_keeps_its_date_attributes_comment_and_fields():
    data = rewritten(odd_archive(), {"ñ.xml": [b"otra"]})

    result = ZipFile(io.BytesIO(data))
    info = result.getinfo("ñ.xml")
    assert result.read("ñ.xml") == b"otra"
    assert (info.date_time, info.external_attr, info.comment) == ((2001, 2, 3, 4, 5, 6), 0o100640 << 16, b"suyo")
    assert info.extra == struct.pack("<2HL", 0x9999, 4, 7)
    assert data.count(info.extra) == odd_archive().count(info.extra)  # in its local header too


def test_the_bytes_written_depend_only_on_the_input():
    changes = {"xl/workbook.xml": b"<workbook/>"}, {"nuevo.xml": [b"<a>", b"</a>"]}, ["xl/worksheets/sheet1.xml"]

    result = rewritten(workbook(), *changes)

    assert result == rewritten(workbook(), *changes)
    package = ZipFile(io.BytesIO(result))
    assert package.getinfo("nuevo.xml").date_time == (1980, 1, 1, 0, 0, 0)
    assert package.namelist() == [n for n in PARTS if n != "xl/worksheets/sheet1.xml"] + ["nuevo.xml"]


@pytest.mark.parametrize(
    "changes",
    [({"no.xml": b""},), ({}, {"xl/workbook.xml": b""}), ({}, {}, ["no.xml"])],
    ids=["replace", "add", "drop"],
)
def test_a_name_that_does_not_fit_is_a_fault_of_the_caller(changes):
    with pytest.raises(KeyError):
        rewritten(workbook(), *changes)


def test_a_part_is_found_whatever_the_case_and_the_slashes():
    package = Archive(archive({"XL\\Workbook.XML": "a", "_rels/.rels": "b"}))

    assert package.find("/xl/workbook.xml") == "XL\\Workbook.XML"
    assert package.find("xl/styles.xml") is None


def test_a_name_written_without_the_utf8_flag_is_still_found_and_kept():
    flagged = archive({"xl/añadido.xml": "a"})
    data = flagged.replace(b"\x14\x00\x00\x08\x08\x00", b"\x14\x00\x00\x00\x08\x00")

    assert data != flagged
    assert Archive(data).names == ("xl/añadido.xml",)
    assert rewritten(data) == data


def test_a_member_comes_in_pieces_no_bigger_than_asked():
    data = archive({"a.xml": SHEET * 5000, "b.xml": ""})

    pieces = list(Archive(data).stream("a.xml", 1000))

    assert max(map(len, pieces)) <= 1000
    assert b"".join(pieces) == (SHEET * 5000).encode()
    assert list(Archive(data).stream("b.xml")) == []


@pytest.mark.parametrize("stored", [True, False])
def test_a_damaged_member_is_refused_by_name(stored):
    data = archive({"a.xml": SHEET * 9}, ZIP_STORED if stored else 8)

    with pytest.raises(Refused) as refused:
        Archive(flipped(data, data_of(data, "a.xml") + 60), "libro.xlsx").read("a.xml")

    assert (refused.value.kind, refused.value.ref, refused.value.found) == ("damaged_part", "libro.xlsx", "a.xml")


def test_a_member_that_grows_beyond_its_stated_size_is_not_inflated():
    data = patched(archive({"a.xml": bytes(50 << 20)}), "a.xml", 24, struct.pack("<L", 1000))

    tracemalloc.start()
    with pytest.raises(Refused, match="damaged_part"):
        Archive(data).read("a.xml")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 8 << 20


def test_a_part_is_written_with_the_memory_of_one_piece():
    tracemalloc.start()
    with Path(os.devnull).open("r+b") as out:
        write(Archive(workbook()), Counting(out), {}, {"a.xml": (os.urandom(1 << 16) for _ in range(1000))})
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 2 << 20


class Counting(io.RawIOBase):
    """Takes any number of bytes and knows how many there were."""

    def __init__(self, out):
        self.out, self.place = out, 0

    def write(self, data):
        self.place += len(data)
        return self.out.write(data)

    def seek(self, place, whence=0):
        self.place = place
        return place

    def tell(self):
        return self.place


def test_a_big_file_is_read_from_the_disk_and_refused_once_it_has_changed(tmp_path, monkeypatch):
    monkeypatch.setattr(archive_module, "IN_MEMORY", 0)
    path = tmp_path / "grande.xlsx"
    path.write_bytes(workbook())
    package = Archive.open(path)

    out = io.BytesIO()
    write(package, out)
    assert out.getvalue() == path.read_bytes()
    assert package.digest() == Archive(path.read_bytes()).digest()

    os.utime(path, (1, 1))
    with pytest.raises(Refused, match="changed_meanwhile"):
        package.read("xl/workbook.xml")


def test_the_digest_tells_files_apart():
    assert Archive(workbook()).digest() == Archive(workbook()).digest() != Archive(with_descriptors()).digest()


def test_zip64_fields_of_another_writer_are_read_and_survive_a_move(tmp_path):
    file = io.BytesIO()
    with ZipFile(file, "w") as package:
        package.writestr("a.xml", "a")
        with package.open("b.xml", "w", force_zip64=True) as member:
            member.write(b"b" * 1000)
    plain = file.getvalue()
    # as .NET and Java write them: every central field full, the values in the extra field
    record = plain.rindex(b"PK\1\2")
    size, offset = len(b"b" * 1000), ZipFile(io.BytesIO(plain)).getinfo("b.xml").header_offset
    extra = struct.pack("<2H3Q", 1, 24, size, size, offset)
    fields = plain[record : record + 20] + b"\xff" * 8 + plain[record + 28 : record + 30] + struct.pack("<H", 28)
    wide = fields + plain[record + 32 : record + 42] + b"\xff" * 4 + b"b.xml" + extra
    end = plain.rindex(b"PK\5\6")
    sizes = struct.unpack_from("<2L", plain, end + 12)
    data = plain[:record] + wide + plain[end : end + 12] + struct.pack("<2LH", sizes[0] + 28, sizes[1], 0)

    assert Archive(data).read("b.xml") == b"b" * 1000
    assert rewritten(data) == data
    moved = rewritten(data, {"a.xml": b"a" * 5000})
    assert_sound(moved, tmp_path)
    assert packed(moved)["b.xml"] == packed(data)["b.xml"]
    assert (
        moved.count(struct.pack("<2H2Q", 1, 24, size, size)) == 1
    )  # a reader that sees wide sizes in front expects them


def test_without_isal_zlib_writes_what_isal_reads():
    script = (
        "import sys; sys.modules['isal'] = None\n"
        "import io; from xl_cobranza.adapters.xlsx.archive import Archive, write\n"
        "out = io.BytesIO(); package = Archive(sys.stdin.buffer.read())\n"
        "write(package, out, {'xl/workbook.xml': [package.read('xl/workbook.xml')]})\n"
        "assert 'zlib' in sys.modules and not any(name.startswith('isal.') for name in sys.modules)\n"
        "sys.stdout.buffer.write(out.getvalue())"
    )
    done = subprocess.run([sys.executable, "-c", script], input=workbook(), capture_output=True, check=True)

    assert Archive(done.stdout).read("xl/workbook.xml") == PARTS["xl/workbook.xml"].encode()


@pytest.mark.heavy
def test_more_members_than_sixteen_bits_can_count(tmp_path):
    data = archive({f"m{n}": "" for n in range(65_534)})
    grown = rewritten(data, {}, {f"z{n}": b"z" for n in range(10)})

    assert len(Archive(grown).names) == 65_544
    assert_sound(grown, tmp_path)
    assert rewritten(grown) == grown


@pytest.fixture
def roomy(tmp_path):
    """A folder that does not stay behind: its files are gigabytes."""
    yield tmp_path
    shutil.rmtree(tmp_path)


@pytest.mark.heavy
def test_a_member_may_lie_beyond_four_gigabytes(roomy):
    """A stored member of zeros as a hole in the file: nothing to inflate, all offsets are wide behind it."""
    path, size = roomy / "enorme.zip", 4 * GIB + 5
    crc, zeros = 0, bytes(1 << 24)
    for _ in range(size >> 24):
        crc = zlib.crc32(zeros, crc)
    crc = zlib.crc32(zeros[: size % (1 << 24)], crc)
    tail = archive({"b.xml": SHEET})
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 45, 0, 0, 0, 33, crc, 0xFFFFFFFF, 0xFFFFFFFF, 1, 20) + b"a"
    local += struct.pack("<2H2Q", 1, 16, size, size)
    offset, cut = len(local) + size, tail.index(b"PK\1\2")
    wide = struct.pack("<2H2Q", 1, 16, size, size)
    records = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", 45, 45, 0, 0, 0, 33, crc, 0xFFFFFFFF, 0xFFFFFFFF, 1, 20, 0, 0, 0, 0, 0
    ) + b"a" + wide  # fmt: skip
    second = tail[cut : cut + 46 + len("b.xml")]
    records += (
        second[:30] + struct.pack("<H", 12) + second[32:42] + b"\xff" * 4 + b"b.xml" + struct.pack("<2HQ", 1, 8, offset)
    )
    start = offset + cut
    end64 = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 2, 2, len(records), start)
    ends = end64 + struct.pack("<4sLQL", b"PK\6\7", 0, start + len(records), 1)
    ends += struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 2, 2, len(records), 0xFFFFFFFF, 0)
    with path.open("wb") as file:
        file.write(local)
        file.seek(offset)
        file.write(tail[:cut] + records + ends)

    package = Archive.open(path)
    assert package.read("b.xml") == SHEET.encode()
    with (roomy / "otro.zip").open("wb") as out:
        write(package, out, {"b.xml": b"<b/>"}, {"c.xml": [b"<c/>"]})
    with ZipFile(roomy / "otro.zip") as other:
        assert [(i.filename, i.file_size) for i in other.infolist()] == [("a", size), ("b.xml", 4), ("c.xml", 4)]
        assert (other.read("b.xml"), other.read("c.xml")) == (b"<b/>", b"<c/>")


@pytest.mark.heavy
def test_a_part_that_grows_beyond_four_gigabytes_is_written_as_zip64(roomy):
    zeros = bytes(1 << 24)
    with (roomy / "enorme.zip").open("wb") as out:
        write(Archive(workbook()), out, {"xl/workbook.xml": itertools.repeat(zeros, 257)}, {"z.xml": b"z"})

    with ZipFile(roomy / "enorme.zip") as other:
        assert other.getinfo("xl/workbook.xml").file_size == 257 << 24
        assert other.read("z.xml") == b"z"
        with other.open("xl/workbook.xml") as member:
            assert sum(map(len, iter(lambda: member.read(1 << 24), b""))) == 257 << 24
    assert sum(map(len, Archive.open(roomy / "enorme.zip").stream("xl/workbook.xml"))) == 257 << 24
