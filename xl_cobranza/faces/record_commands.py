"""`cobranza registrar pago` and `cobranza registrar gestion`: what they take."""

from typing import Annotated

import typer

from xl_cobranza.faces import options, usage
from xl_cobranza.wording.help import COMMANDS

app = options.group(COMMANDS["registrar"])

Customer = Annotated[str, options.option("cliente", "C")]
Notes = Annotated[str | None, options.option("notas", "TEXTO")]


@app.command("pago", cls=usage.Command, help=COMMANDS["pago"])
def _record_payment(
    ctx: typer.Context,
    workbook: options.Workbook,
    customer: Customer,
    amount: Annotated[str, options.option("importe", "X")],
    folio: Annotated[str | None, options.option("folio", "F")] = None,
    paid_on: Annotated[str | None, options.option("fecha", "AAAA-MM-DD", "fecha-pago")] = None,
    currency: Annotated[str | None, options.option("moneda", "M")] = None,
    reference: Annotated[str | None, options.option("referencia", "R")] = None,
    notes: Notes = None,
    sheet: options.Sheet = None,
    output: options.Output = None,
    dry_run: options.DryRun = False,
    as_object: options.Json = False,
) -> int:
    from xl_cobranza.book.layout import PAYMENTS
    from xl_cobranza.faces.commands.forms import Payment, fill
    from xl_cobranza.faces.commands.recording import record
    from xl_cobranza.faces.recalculation import Request

    form = fill(
        Payment,
        customer=customer,
        amount=amount,
        folio=folio,
        paid_on=paid_on,
        currency=currency,
        reference=reference,
        notes=notes,
    )
    request = Request(workbook, sheet=sheet, output=output, dry_run=dry_run, language=ctx.obj.language)
    return record(request, PAYMENTS, form, as_object=as_object)


@app.command("gestion", cls=usage.Command, help=COMMANDS["gestion"])
def _record_contact(
    ctx: typer.Context,
    workbook: options.Workbook,
    customer: Customer,
    channel: Annotated[str, options.option("canal", "CANAL")],
    outcome: Annotated[str, options.option("resultado", "R")],
    folio: Annotated[str | None, options.option("folio", "F", "folio-gestion")] = None,
    on: Annotated[str | None, options.option("fecha", "AAAA-MM-DD", "fecha-gestion")] = None,
    direction: Annotated[str | None, options.option("sentido", "saliente|entrante")] = None,
    step: Annotated[str | None, options.option("paso", "P")] = None,
    promise_date: Annotated[str | None, options.option("compromiso", "AAAA-MM-DD")] = None,
    promise_amount: Annotated[str | None, options.option("importe-compromiso", "X")] = None,
    cause: Annotated[str | None, options.option("causa", "CAUSA")] = None,
    evidence: Annotated[str | None, options.option("evidencia", "E")] = None,
    author: Annotated[str | None, options.option("autor", "A")] = None,
    notes: Notes = None,
    sheet: options.Sheet = None,
    output: options.Output = None,
    dry_run: options.DryRun = False,
    as_object: options.Json = False,
) -> int:
    from xl_cobranza.book.layout import LOG
    from xl_cobranza.faces.commands.forms import Contact, fill
    from xl_cobranza.faces.commands.recording import record
    from xl_cobranza.faces.recalculation import Request

    form = fill(
        Contact,
        customer=customer,
        channel=channel,
        outcome=outcome,
        folio=folio,
        on=on,
        direction=direction,
        step=step,
        promise_date=promise_date,
        promise_amount=promise_amount,
        cause=cause,
        evidence=evidence,
        author=author,
        notes=notes,
    )
    request = Request(workbook, sheet=sheet, output=output, dry_run=dry_run, language=ctx.obj.language)
    return record(request, LOG, form, as_object=as_object)
