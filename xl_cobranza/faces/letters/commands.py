"""`cobranza cartas` and `cobranza estado-cuenta`: what they take."""

from typing import Annotated

import typer

from xl_cobranza.faces import options, usage
from xl_cobranza.wording.help import COMMANDS


def add_to(app: typer.Typer) -> None:
    """Add the commands about letters to the program."""
    app.command("cartas", cls=usage.Command, help=COMMANDS["cartas"])(_letters)
    app.command("estado-cuenta", cls=usage.Command, help=COMMANDS["estado-cuenta"])(_statement)


def _letters(
    ctx: typer.Context,
    workbook: options.Workbook,
    folder: Annotated[str | None, options.option("carpeta", "DIR", "carpeta-cartas")] = None,
    as_of: options.AsOf = None,
    formats: Annotated[str | None, options.option("formato", "pdf,docx,eml,txt,whatsapp")] = None,
    step: Annotated[str, options.option("paso", "P", "paso-cartas")] = "",
    customer: Annotated[str, options.option("cliente", "C")] = "",
    preview: Annotated[bool, options.flag("vista-previa")] = False,
    sheet: options.Sheet = None,
    dry_run: options.DryRun = False,
    send: Annotated[bool, options.flag("enviar")] = False,
    yes: Annotated[bool, options.flag("si")] = False,
    outlook: Annotated[bool, options.flag("outlook")] = False,
    as_object: options.Json = False,
) -> int:
    from xl_cobranza.faces.as_of import parse_option
    from xl_cobranza.faces.letters import preparing

    day, language = parse_option("--fecha", as_of), ctx.obj.language
    request = preparing.Request(
        workbook, folder, day, sheet, formats, step, customer, preview, dry_run, language, send, yes, outlook
    )  # fmt: skip
    return preparing.run(request, as_object=as_object)


def _statement(
    ctx: typer.Context,
    workbook: options.Workbook,
    customer: Annotated[str, options.option("cliente", "C")],
    folder: Annotated[str, options.option("carpeta", "DIR", "carpeta-cartas")],
    as_of: options.AsOf = None,
    formats: Annotated[str | None, options.option("formato", "pdf,xlsx", "formato-estado")] = None,
    sheet: options.Sheet = None,
    as_object: options.Json = False,
) -> int:
    from xl_cobranza.faces.as_of import parse_option
    from xl_cobranza.faces.letters import statements

    day = parse_option("--fecha", as_of)
    request = statements.Request(workbook, customer, folder, day, sheet, formats, ctx.obj.language)
    return statements.run(request, as_object=as_object)
