"""The command line. Each command says what it takes; what it does is elsewhere, and is imported when it runs."""

import gc
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from xl_cobranza import __version__
from xl_cobranza.errors import CobranzaError, WrongUsage
from xl_cobranza.faces import addin_commands, console, options, record_commands, usage
from xl_cobranza.faces.agreeing import command as agreeing
from xl_cobranza.faces.letters import commands as letters
from xl_cobranza.faces.mailing import commands as mailing
from xl_cobranza.faces.paper.commands import draw_document, draw_dossier
from xl_cobranza.wording import problems
from xl_cobranza.wording.help import APP, COMMANDS, EPILOG, OPTIONS
from xl_cobranza.wording.messages import message

if TYPE_CHECKING:
    from xl_cobranza.faces.recalculation import Wanted


@dataclass(slots=True)
class Chosen:
    """What is said before the command; it outlives the command, so that a refusal is told in that language."""

    language: str | None = None  # None: the workbook's own


INTERRUPTED: Final = 130
Language = Literal["es", "en"]


app = options.group(APP, EPILOG)
app.add_typer(record_commands.app, name="registrar")
app.add_typer(addin_commands.app, name="complemento")
letters.add_to(app)
agreeing.add_to(app)
mailing.add_to(app)


def _show_version(asked: bool) -> None:
    if asked:
        console.answer(__version__)
        raise typer.Exit


Version = Annotated[
    bool,
    typer.Option("--version", help=OPTIONS["version"], show_default=False, is_eager=True, callback=_show_version),
]


@app.callback()
def _before(
    ctx: typer.Context,
    language: Annotated[Language | None, options.option("idioma", "es|en")] = None,
    version: Version = False,  # noqa: ARG001 - its callback has answered already
) -> None:
    ctx.obj.language = language


@app.command("demo", cls=usage.Command, help=COMMANDS["demo"])
def _demo(ctx: typer.Context, folder: Annotated[str, options.argument("CARPETA", "carpeta")] = ".") -> int:
    from xl_cobranza.faces.commands import new_workbook

    return new_workbook.demo(folder, language=ctx.obj.language)


@app.command("nuevo", cls=usage.Command, help=COMMANDS["nuevo"])
def _new(
    ctx: typer.Context,
    destination: Annotated[str, options.argument("DESTINO.xlsx", "destino")],
    sample: Annotated[bool, options.flag("ejemplo")] = False,
) -> int:
    from xl_cobranza.faces.commands import new_workbook

    return new_workbook.create(destination, sample=sample, language=ctx.obj.language)


@app.command("adoptar", cls=usage.Command, help=COMMANDS["adoptar"])
def _adopt(
    ctx: typer.Context,
    workbook: options.Workbook,
    as_of: options.AsOf = None,
    sheet: options.Sheet = None,
    output: options.Output = None,
    dry_run: options.DryRun = False,
    as_object: options.Json = False,
) -> int:
    return _recalculated(ctx, workbook, as_of, sheet, output, dry_run, as_object, "sheets")


@app.command("recalcular", cls=usage.Command, help=COMMANDS["recalcular"])
def _recalculate(
    ctx: typer.Context,
    workbook: options.Workbook,
    as_of: options.AsOf = None,
    sheet: options.Sheet = None,
    output: options.Output = None,
    dry_run: options.DryRun = False,
    as_object: options.Json = False,
    no_formulas: options.NoFormulas = False,  # noqa: ARG001 - nothing refreshes them yet, so there is nothing to leave out
) -> int:
    return _recalculated(ctx, workbook, as_of, sheet, output, dry_run, as_object, "decisions")


def _recalculated(
    ctx: typer.Context,
    workbook: str,
    as_of: str | None,
    sheet: str | None,
    output: str | None,
    dry_run: bool,
    as_object: bool,
    wants: "Wanted",
) -> int:
    from xl_cobranza.faces.as_of import parse_option
    from xl_cobranza.faces.commands.one_book import recalculate_and_tell
    from xl_cobranza.faces.recalculation import Request

    request = Request(workbook, parse_option("--fecha", as_of), sheet, output, dry_run, ctx.obj.language, wants)
    return recalculate_and_tell(request, as_object=as_object)


@app.command("revisar", cls=usage.Command, help=COMMANDS["revisar"])
def _review(
    ctx: typer.Context,
    workbook: options.Workbook,
    as_of: options.AsOf = None,
    sheet: options.Sheet = None,
    as_object: options.Json = False,
) -> int:
    from xl_cobranza.faces.as_of import parse_option
    from xl_cobranza.faces.commands.one_book import review_and_tell
    from xl_cobranza.faces.recalculation import Request

    request = Request(workbook, as_of=parse_option("--fecha", as_of), sheet=sheet, language=ctx.obj.language)
    return review_and_tell(request, as_object=as_object)


@app.command("hoy", cls=usage.Command, help=COMMANDS["hoy"])
def _today(
    ctx: typer.Context,
    workbook: options.Workbook,
    as_of: options.AsOf = None,
    sheet: options.Sheet = None,
    output: options.Output = None,
    dry_run: options.DryRun = False,
    as_object: options.Json = False,
) -> int:
    return _recalculated(ctx, workbook, as_of, sheet, output, dry_run, as_object, "today")


@app.command("ofertas", cls=usage.Command, help=COMMANDS["ofertas"])
def _offers(
    ctx: typer.Context,
    workbook: options.Workbook,
    customer: Annotated[str | None, options.option("cliente", "C")] = None,
    folios: Annotated[list[str] | None, options.option("folio", "F", "folio-acuerdo")] = None,
    as_of: options.AsOf = None,
    sheet: options.Sheet = None,
    output: options.Output = None,
    dry_run: options.DryRun = False,
    as_object: options.Json = False,
) -> int:
    from xl_cobranza.faces.as_of import parse_option
    from xl_cobranza.faces.commands.offers import Asked, compare
    from xl_cobranza.faces.recalculation import Request

    request = Request(workbook, parse_option("--fecha", as_of), sheet, output, dry_run, ctx.obj.language)
    return compare(request, Asked(customer or "", tuple(folios or ())), as_object=as_object)


app.command("documento", cls=usage.Command, help=COMMANDS["documento"])(draw_document)
app.command("expediente", cls=usage.Command, help=COMMANDS["expediente"])(draw_dossier)


@app.command("lote", cls=usage.Command, help=COMMANDS["lote"])
def _batch(
    ctx: typer.Context,
    paths: Annotated[list[str], options.argument("RUTA", "rutas")],
    as_of: options.AsOf = None,
    workers: Annotated[
        int | None, typer.Option("--trabajadores", metavar="N", min=1, help=OPTIONS["trabajadores"])
    ] = None,
    as_object: options.Json = False,
) -> int:
    from xl_cobranza.faces.as_of import parse_option
    from xl_cobranza.faces.commands import batch
    from xl_cobranza.faces.recalculation import Request

    day = parse_option("--fecha", as_of)
    requests = [Request(path, as_of=day, language=ctx.obj.language) for path in batch.workbooks(paths)]
    return batch.run(requests, workers=workers, as_objects=as_object)


@app.command("plantillas", cls=usage.Command, help=COMMANDS["plantillas"])
def _templates(
    ctx: typer.Context,
    workbook: options.Workbook,
    folder: Annotated[str | None, options.option("carpeta", "DIR", "carpeta-muestras")] = None,
    key: Annotated[str | None, options.option("clave", "K")] = None,
    names: Annotated[bool, options.flag("campos")] = False,
    as_object: options.Json = False,
) -> int:
    from xl_cobranza.faces.commands.texts import report

    language = ctx.obj.language
    return report.run(workbook, folder=folder, key=key, names=names, as_object=as_object, language=language)


@app.command("doctor", cls=usage.Command, help=COMMANDS["doctor"])
def _doctor(ctx: typer.Context) -> int:
    from xl_cobranza.faces.commands import doctor

    return doctor.run(ctx.obj.language or "es")


def main() -> None:
    """The console command. Each ending has its own exit code, see `run`."""
    gc.disable()  # a ledger is millions of small tuples without cycles: looking through them costs 5 % of a run
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command. 0 done · 1 something needs a person · 2 wrong usage · 3 refused · 4 unexpected · 130 interrupted."""
    console.prepare()
    chosen = Chosen()
    try:
        code = int(app(usage.language_first(arguments), prog_name="cobranza", standalone_mode=False, obj=chosen) or 0)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except SystemExit as ending:
        code = int(ending.code or 0)
    except Exception as error:  # noqa: BLE001 - nothing but a short message may reach the person
        code = _tell(error, chosen.language or "es", as_object="--json" in arguments)
    if code == INTERRUPTED:
        console.say(message("interrupted", chosen.language or "es"))
    return code


def _tell(error: Exception, language: str, *, as_object: bool) -> int:
    """Say it on standard error; on standard output too, as one object, where that was asked for and nothing is there yet."""
    if usage.is_call_for_help(error):
        console.say(str(error))
        return WrongUsage.exit_code
    if usage.is_interruption(error):
        return INTERRUPTED
    ours = usage.as_ours(error)
    if ours is None:
        from xl_cobranza.faces import crash_log

        ours = CobranzaError("unexpected", found=crash_log.write_down(error))
    if as_object and not console.answered():
        from xl_cobranza.faces.output import as_json

        console.speak_json()
        console.answer(as_json.text({"error": as_json.error_object(ours, language)}))
    console.say(problems.refusal(ours, language))
    return ours.exit_code
