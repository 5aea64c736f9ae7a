"""The options that several commands share, said once."""

from typing import Annotated

import typer

from xl_cobranza.faces import usage
from xl_cobranza.wording.help import COMMAND_METAVAR, OPTIONS


def group(text: str, epilog: str | None = None) -> typer.Typer:
    return typer.Typer(
        cls=usage.Group,
        help=text,
        epilog=epilog,
        subcommand_metavar=COMMAND_METAVAR,
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
    )


def option(name: str, metavar: str | None = None, text: str | None = None) -> object:
    return typer.Option(f"--{name}", metavar=metavar, help=OPTIONS[text or name], show_default=False)


def flag(name: str) -> object:
    return typer.Option(f"--{name}", help=OPTIONS[name], show_default=False)


def argument(metavar: str, text: str) -> object:
    return typer.Argument(metavar=metavar, help=OPTIONS[text], show_default=False)


Workbook = Annotated[str, argument("LIBRO", "libro")]
AsOf = Annotated[str | None, option("fecha", "AAAA-MM-DD")]
Sheet = Annotated[str | None, option("hoja", "H")]
Output = Annotated[str | None, option("salida", "RUTA")]
DryRun = Annotated[bool, flag("simular")]
Json = Annotated[bool, flag("json")]
NoFormulas = Annotated[bool, flag("sin-formulas")]
