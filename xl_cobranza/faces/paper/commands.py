"""`cobranza documento` and `cobranza expediente`: what they take."""

from typing import Annotated

import typer

from xl_cobranza.faces import options

Folder = Annotated[str, options.option("carpeta", "DIR", "carpeta-documentos")]
Formats = Annotated[str, options.option("formato", "pdf,docx", "formato-documento")]


def draw_document(
    ctx: typer.Context,
    workbook: options.Workbook,
    key: Annotated[
        str, options.option("clave", "acuerdo|pagare|concesion|resumen|finiquito|recibo", "clave-documento")
    ],
    folder: Folder,
    agreement: Annotated[str | None, options.option("acuerdo", "ID")] = None,
    payment: Annotated[str | None, options.option("pago", "ID")] = None,
    customer: Annotated[str | None, options.option("cliente", "C")] = None,
    folio: Annotated[str | None, options.option("folio", "F", "folio-documento")] = None,
    amount: Annotated[str | None, options.option("importe", "X", "importe-documento")] = None,
    until: Annotated[str | None, options.option("hasta", "AAAA-MM-DD")] = None,
    formats: Formats = "pdf,docx",
    text_only: Annotated[bool, options.flag("plantilla")] = False,
    as_of: options.AsOf = None,
    sheet: options.Sheet = None,
    dry_run: options.DryRun = False,
    as_object: options.Json = False,
) -> int:
    from xl_cobranza.faces.as_of import parse_option
    from xl_cobranza.faces.paper.making import Paper, make, read_amount_option, read_formats, write_template
    from xl_cobranza.faces.recalculation import Request
    from xl_cobranza.flows.documents import DocumentRequest, draw_up

    if text_only:
        return write_template(Request(workbook, language=ctx.obj.language), key.strip().lower(), folder)
    asked = DocumentRequest(
        key.strip().lower(),
        agreement or "",
        payment or "",
        customer or "",
        folio or "",
        read_amount_option("--importe", amount),
        parse_option("--hasta", until),
    )
    day = parse_option("--fecha", as_of)
    request = Request(workbook, day, sheet, dry_run=dry_run, language=ctx.obj.language)
    paper = Paper(folder, read_formats(formats))
    return make(request, paper, lambda book, on: draw_up(book, on, asked, sheet=sheet), as_object=as_object)


def draw_dossier(
    ctx: typer.Context,
    workbook: options.Workbook,
    customer: Annotated[str, options.option("cliente", "C")],
    folder: Folder,
    formats: Formats = "pdf,docx",
    as_of: options.AsOf = None,
    sheet: options.Sheet = None,
    dry_run: options.DryRun = False,
    as_object: options.Json = False,
) -> int:
    from xl_cobranza.faces.as_of import parse_option
    from xl_cobranza.faces.paper.making import Paper, make, read_formats
    from xl_cobranza.faces.recalculation import Request
    from xl_cobranza.flows.documents import dossier

    day, language = parse_option("--fecha", as_of), ctx.obj.language
    request = Request(workbook, day, sheet, dry_run=dry_run, language=language)
    paper = Paper(folder, read_formats(formats))
    return make(
        request,
        paper,
        lambda book, on: dossier(book, on, customer, sheet=sheet, language=language),
        as_object=as_object,
    )
