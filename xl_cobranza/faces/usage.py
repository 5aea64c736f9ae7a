"""The command line's own manners: Spanish around typer's help, and its usage errors as `WrongUsage`.

Errors are told apart by the name of their class: typer carried click outside itself for years and
inside itself since, and only the names stayed.
"""

import re
from collections.abc import Callable
from difflib import get_close_matches
from typing import Any, Final

from typer.core import TyperCommand, TyperGroup

from xl_cobranza.errors import CobranzaError, WrongUsage
from xl_cobranza.wording import help as words

_LANGUAGE: Final = "--idioma"
_TYPES: Final = re.compile(r" <[a-z\[\]]+>|  \[x>=\d+\]|[{}]")  # Python's names for what we name in Spanish


def _in_spanish(text: str) -> str:
    for english, spanish in words.FRAME:
        text = text.replace(english, spanish)
    return _TYPES.sub("", text)


class Command(TyperCommand):
    """A command whose help is Spanish throughout."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - the class of a context differs between releases of typer
        return _in_spanish(super().get_help(ctx))


class Group(TyperGroup):
    """A group of commands: Spanish help, and a suggestion when a command is misspelt."""

    def get_help(self, ctx: Any) -> str:  # noqa: ANN401 - see `Command`
        return _in_spanish(super().get_help(ctx))

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002 - see `Command`
        return sorted(self.commands, key=list(words.COMMANDS).index)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - see `Command`
        if args[0] not in self.commands and not args[0].startswith("-"):
            close = get_close_matches(args[0], self.commands, n=1)
            if close:
                raise WrongUsage("misspelt_command", found=args[0], suggestion=close[0])
            raise WrongUsage("not_a_command", found=args[0])
        return super().resolve_command(ctx, args)


def _missing(error: Any) -> WrongUsage:  # noqa: ANN401 - see the module
    parameter = error.param
    if parameter.param_type_name == "argument":
        return WrongUsage("missing_argument", found=parameter.metavar or parameter.name)
    return WrongUsage("missing_option", found=parameter.opts[0])


def _unknown_option(error: Any) -> WrongUsage:  # noqa: ANN401 - see the module
    close = sorted(error.possibilities or ())
    if close:
        return WrongUsage("misspelt_option", found=error.option_name, suggestion=close[0])
    return WrongUsage("unknown_option", found=error.option_name)


def _bad_value(error: Any) -> WrongUsage:  # noqa: ANN401 - see the module
    parameter = error.param
    return WrongUsage("bad_option_value", found=parameter.opts[0] if parameter else error.message)


def _extra(error: Any) -> WrongUsage:  # noqa: ANN401 - see the module
    found = re.search(r"unexpected extra.*\((.+)\)", error.message)
    if found:
        return WrongUsage("extra_argument", found=found[1])
    return WrongUsage("not_understood", found=error.message)


_USAGE: Final[dict[str, Callable[[Any], WrongUsage]]] = {
    "MissingParameter": _missing,
    "NoSuchOption": _unknown_option,
    "BadParameter": _bad_value,
    "BadOptionUsage": lambda error: WrongUsage("option_without_value", found=error.option_name),
    "UsageError": _extra,
}


def language_first(arguments: list[str]) -> list[str]:
    """The same arguments with the language before the command, wherever it was said.

    >>> language_first(["revisar", "libro.xlsx", "--idioma", "en"])
    ['--idioma', 'en', 'revisar', 'libro.xlsx']
    """
    for place, argument in enumerate(arguments):
        if argument == _LANGUAGE or argument.startswith(_LANGUAGE + "="):
            after = place + (2 if argument == _LANGUAGE else 1)
            return [*arguments[place:after], *arguments[:place], *arguments[after:]]
    return arguments


def is_call_for_help(error: Exception) -> bool:
    """Whether a command was called bare: the message is its help."""
    return type(error).__name__ == "NoArgsIsHelpError"


def is_interruption(error: Exception) -> bool:
    """Whether this is how typer passes on Ctrl-C."""
    return type(error).__name__ == "Abort"


def as_ours(error: Exception) -> CobranzaError | None:
    """A usage error of the parser as one of ours; None when it is no usage error."""
    if isinstance(error, CobranzaError):
        return error
    translate = next((_USAGE[c.__name__] for c in type(error).__mro__ if c.__name__ in _USAGE), None)
    return translate(error) if translate else None
