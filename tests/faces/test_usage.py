"""What the command line answers when it is asked wrongly, or for help."""

import json

import pytest

from xl_cobranza import __version__
from xl_cobranza.faces.cli import run


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["recalclar", "x.xlsx"], "No existe la orden «recalclar»; ¿querías decir recalcular?"),
        (["zzz"], "No existe la orden «zzz»; escribe cobranza --help para ver las que hay."),
        (["registrar", "pgo"], "No existe la orden «pgo»; ¿querías decir pago?"),
        (["recalcular"], "Falta LIBRO; escríbelo tras la orden; con --help se ve cómo."),
        (
            ["registrar", "pago", "x.xlsx", "--importe", "5"],
            "Falta --cliente; añádelo tras la orden; con --help se ve cómo.",
        ),
        (["recalcular", "x.xlsx", "--simula"], "No existe la opción --simula; ¿querías decir --simular?"),
        (["recalcular", "x.xlsx", "--qqq"], "No existe la opción --qqq; con --help se ven las que hay."),
        (["recalcular", "x.xlsx", "--fecha"], "La opción --fecha va sin su valor; escríbelo detrás, tras un espacio."),
        (
            ["recalcular", "mi", "libro.xlsx"],
            "Sobra «libro.xlsx»; si es un nombre con espacios, escríbelo entre comillas.",
        ),
        (
            ["lote", "x.xlsx", "--trabajadores", "0"],
            "El valor de --trabajadores no sirve; con --help se ve cuáles valen.",
        ),
        (["--idioma", "fr", "doctor"], "El valor de --idioma no sirve; con --help se ve cuáles valen."),
        (
            ["recalcular", "x.xlsx", "--fecha", "ayer"],
            "--fecha: «ayer» no es una fecha; escríbela como 2026-11-22 o 22/11/2026.",
        ),
        (
            ["--idioma", "en", "recalcular", "x.xlsx", "--fecha", "30/02/2026"],
            "--fecha: “30/02/2026” is not a date; type it as 2026-11-22 or 22/11/2026.",
        ),
    ],
)
def test_wrong_usage_is_told_in_words_with_its_own_exit_code(arguments, told, capsys) -> None:
    code = run(arguments)

    out, err = capsys.readouterr()
    assert (code, out, err) == (2, "", told + "\n")


@pytest.mark.parametrize(
    ("arguments", "kind", "code"),
    [
        (["acuerdo", "x.xlsx", "--bogus"], "unknown_option", 2),
        (["acuerdo", "x.xlsx", "--cliente", "C", "--cuotas", "x"], "bad_option_count", 2),
        (["zzz"], "not_a_command", 2),
        (["recalcular", "x.xlsx", "--fecha", "ayer"], "bad_option_date", 2),
        (["recalcular", "nowhere.xlsx"], "no_such_file", 3),
        (["acuerdo", "x.xlsx", "--cuotas", "3"], "missing_option", 2),
        (["cartas", "nowhere.xlsx"], "missing_folder", 2),
    ],
)
def test_a_refusal_is_one_object_where_one_was_asked_for(arguments, kind, code, capsys) -> None:
    assert run([*arguments, "--json"]) == code

    out, err = capsys.readouterr()
    (line,) = out.splitlines()
    told = json.loads(line)
    assert (told["schema"], told["version"], told["error"]["kind"]) == (1, __version__, kind)
    assert told["error"]["message"] == err.strip()


@pytest.mark.parametrize("said", [["--idioma", "en"], ["--idioma=en"]])
def test_the_language_may_be_said_after_the_command_too(said, capsys) -> None:
    code = run(["recalcular", "nowhere.xlsx", *said])

    assert code == 3
    assert "does not exist" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["registrar"]])
def test_a_bare_command_shows_its_help_but_is_no_success(arguments, capsys) -> None:
    code = run(arguments)

    out, err = capsys.readouterr()
    assert code == 2
    assert out == ""
    assert "Opciones:" in err


COMMANDS = (
    [],
    ["demo"],
    ["nuevo"],
    ["recalcular"],
    ["revisar"],
    ["registrar"],
    ["registrar", "pago"],
    ["registrar", "gestion"],
    ["lote"],
    ["plantillas"],
    ["doctor"],
)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_spanish_throughout(command, capsys) -> None:
    code = run([*command, "--help"])

    told = capsys.readouterr().out
    assert code == 0
    assert told.startswith("Uso: cobranza")
    for english in (
        "Usage",
        "Options",
        "Arguments",
        "Commands",
        "required",
        "default",
        "Show this",
        "<",
        "INTEGER",
        "{",
    ):
        assert english not in told


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_fits_a_console_of_80_columns(command, capsys, monkeypatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    run([*command, "--help"])

    assert max(map(len, capsys.readouterr().out.splitlines())) <= 80


def test_help_lists_the_commands_in_the_order_of_their_use(capsys) -> None:
    run(["--help"])

    listed = capsys.readouterr().out.partition("Órdenes:")[2].split("\n\n")[0].strip().splitlines()
    assert [line.split()[0] for line in listed] == [
        "demo", "nuevo", "adoptar", "recalcular", "revisar", "hoy", "cartas", "estado-cuenta", "ofertas", "acuerdo", "convenio", "documento",
        "expediente", "registrar", "correo", "lote", "plantillas", "complemento", "doctor",
    ]  # fmt: skip


def test_the_version_is_alone_on_standard_output(capsys) -> None:
    code = run(["--version"])

    assert (code, capsys.readouterr().out) == (0, __version__ + "\n")
