"""`cobranza correo`: what it takes."""

from typing import Annotated

import typer

from xl_cobranza.faces import options, usage
from xl_cobranza.wording.help import COMMANDS


def add_to(app: typer.Typer) -> None:
    """Add the command about mail to the program."""
    app.command("correo", cls=usage.Command, help=COMMANDS["correo"])(_mail)


def _mail(
    ctx: typer.Context,
    workbook: options.Workbook,
    test: Annotated[bool, options.flag("probar")] = False,
    keep: Annotated[bool, options.flag("guardar-clave")] = False,
    resolution: Annotated[str | None, options.option("resolver", "enviada|no-enviada")] = None,
    customer: Annotated[str | None, options.option("cliente", "C", "cliente-correo")] = None,
) -> int:
    from xl_cobranza.faces.mailing import desk

    return desk.run(workbook, ctx.obj.language, keep=keep, test=test, resolution=resolution, customer=customer)
