"""What `cobranza acuerdo`, alias `convenio`, takes."""

from typing import Annotated

import typer

from xl_cobranza.faces import options, usage
from xl_cobranza.wording.help import COMMANDS, OPTIONS


def add_to(app: typer.Typer) -> None:
    """Enter the command under both of its names."""
    for name in ("acuerdo", "convenio"):
        app.command(name, cls=usage.Command, help=COMMANDS[name])(_agree)


def _aliases(name: str, *others: str, metavar: str) -> object:
    """An option with the names that other countries give it."""
    flags = [f"--{one}" for one in (name, *others)]
    return typer.Option(*flags, metavar=metavar, help=OPTIONS[name], show_default=False)


def _agree(
    ctx: typer.Context,
    workbook: options.Workbook,
    folios: Annotated[list[str] | None, options.option("folio", "F", "folio-acuerdo")] = None,
    customer: Annotated[str | None, options.option("cliente", "C", "cliente-acuerdo")] = None,
    count: Annotated[str | None, _aliases("cuotas", "parcialidades", "plazos", metavar="N")] = None,
    payment: Annotated[str | None, options.option("cuota", "X")] = None,
    rate: Annotated[str | None, options.option("tasa", "%")] = None,
    first_on: Annotated[str | None, options.option("primera", "AAAA-MM-DD")] = None,
    as_of: Annotated[str | None, options.option("fecha", "AAAA-MM-DD", "fecha-acuerdo")] = None,
    method: Annotated[str | None, options.option("metodo", "frances|capital-constante|sin-interes|a-medida")] = None,
    frequency: Annotated[str | None, options.option("frecuencia", "mensual|quincenal|semanal|anual|a-medida")] = None,
    down_payment: Annotated[str | None, _aliases("pago-inicial", "enganche", "entrada", metavar="X")] = None,
    interest: Annotated[str | None, options.option("interes", "condonar|incluir|reducir:%")] = None,
    calendar: Annotated[str | None, options.option("calendario", "FECHA=IMPORTE;…")] = None,
    unit: Annotated[str | None, options.option("redondeo", "1|10|100")] = None,
    grace: Annotated[str | None, options.option("gracia", "N")] = None,
    shift: Annotated[str | None, options.option("dias-habiles", "siguiente|siguiente-mes|anterior|ninguno")] = None,
    acceleration: Annotated[bool, options.flag("aceleracion")] = False,
    replaces: Annotated[str | None, options.option("sustituye", "ID")] = None,
    sheet: options.Sheet = None,
    output: options.Output = None,
    dry_run: options.DryRun = False,
    as_object: options.Json = False,
) -> int:
    from xl_cobranza.faces.agreeing.form import fill, proposal
    from xl_cobranza.faces.agreeing.making import make
    from xl_cobranza.faces.as_of import parse_option
    from xl_cobranza.faces.recalculation import Request

    form = fill(
        folios="; ".join(folios) if folios else None, customer=customer, count=count, payment=payment, rate=rate,
        first_on=first_on, method=method, frequency=frequency, down_payment=down_payment, interest=interest,
        calendar=calendar, unit=unit, grace=grace, shift=shift, replaces=replaces,
    )  # fmt: skip
    day = parse_option("--fecha", as_of)
    request = Request(workbook, day, sheet, output, dry_run, ctx.obj.language)
    return make(request, proposal(form, acceleration=acceleration), as_object=as_object)
