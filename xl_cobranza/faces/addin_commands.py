"""`cobranza complemento construir`, `instalar` and `quitar`: what they take."""

from typing import Annotated

import typer

from xl_cobranza.faces import options, usage
from xl_cobranza.wording.help import COMMANDS

app = options.group(COMMANDS["complemento"])


@app.command("construir", cls=usage.Command, help=COMMANDS["construir"])
def _build(
    ctx: typer.Context,
    folder: Annotated[str, options.option("carpeta", "DIR", "carpeta-complemento")] = ".",
) -> int:
    from xl_cobranza.faces.commands import addin

    return addin.build(folder, ctx.obj.language or "es")


@app.command("instalar", cls=usage.Command, help=COMMANDS["instalar"])
def _install(ctx: typer.Context) -> int:
    from xl_cobranza.faces.commands import addin

    return addin.install(ctx.obj.language or "es")


@app.command("quitar", cls=usage.Command, help=COMMANDS["quitar"])
def _remove(ctx: typer.Context) -> int:
    from xl_cobranza.faces.commands import addin

    return addin.remove(ctx.obj.language or "es")
