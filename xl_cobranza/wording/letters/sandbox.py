"""What a template may do: print fields, choose with `if`, go through a list with `for`. Nothing in it can grow or call.

The language is Jinja's; the grammar is checked before anything runs, node by node, against a list of what is allowed:
no arithmetic and no joining of texts (so nothing multiplies), no calls, no macros, no inclusion, no assignment, no loop
inside a loop and only over the lists of a letter (so a letter is as long as its data), filters from a table of ours.
Attributes are the keys of a row and nothing else. Jinja is imported when a template is read.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from xl_cobranza.wording.letters.fields import NUMBERS_OF_ITEMS, field_names, folded, item_names, kinds
from xl_cobranza.wording.letters.markup import prepared

if TYPE_CHECKING:
    from jinja2 import nodes
    from jinja2.sandbox import ImmutableSandboxedEnvironment

_MOST_TOLD: Final = 20  # flaws of one text: whoever wrote more wants to see the first ones
_RAW: Final = re.compile(r"\{%[-+]?\s*raw\b")
_ALIKE: Final = 0.55  # of difflib, where 1 is the same
_DEEPEST: Final = 40  # constructs inside each other
_ALLOWED: Final = frozenset(
    (
        "Template", "Output", "TemplateData", "Name", "Const", "If", "For", "CondExpr", "Compare", "Operand", "And", "Or",
        "Not", "Neg", "Getattr", "Getitem", "Filter", "Tuple", "List",
    )
)  # fmt: skip
_OF_LOOP: Final = frozenset(("index", "first", "last", "length"))
_CONSTRUCTS: Final[Mapping[str, str]] = {  # what a person wrote, by the name that Jinja gives it
    "Add": "+", "Sub": "-", "Mul": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "Pow": "**", "Pos": "+", "Concat": "~",
    "Call": "( )", "CallBlock": "{% call %}", "Macro": "{% macro %}", "Include": "{% include %}", "Import": "{% import %}",
    "FromImport": "{% from %}", "Extends": "{% extends %}", "Block": "{% block %}", "Assign": "{% set %}",
    "AssignBlock": "{% set %}", "FilterBlock": "{% filter %}", "With": "{% with %}", "Test": "is", "Slice": "[ : ]",
    "Dict": "{ }", "ScopedEvalContextModifier": "{% autoescape %}", "Keyword": "=",
}  # fmt: skip


class Flaw(NamedTuple):
    """Something in a template: the kind of problem, the line, what was found, what was perhaps meant."""

    kind: str
    line: int
    found: str
    meant: str = ""


def _first(value: object) -> object:
    return value[0] if isinstance(value, str | tuple) and value else ""


def _last(value: object) -> object:
    return value[-1] if isinstance(value, str | tuple) and value else ""


FILTERS: Final[Mapping[str, Callable[[Any], object]]] = {  # none makes a text longer than a constant times its own
    "mayusculas": lambda value: str(value).upper(),
    "minusculas": lambda value: str(value).lower(),
    "inicial": lambda value: str(value)[:1].upper() + str(value)[1:],
    "recorta": lambda value: str(value).strip(),
    "cuantos": len,
    "primero": _first,
    "ultimo": _last,
}
_FILTER_NAMES: Final[Mapping[str, str]] = {
    "upper": "mayusculas", "lower": "minusculas", "capitalize": "inicial", "trim": "recorta", "length": "cuantos",
    "count": "cuantos", "first": "primero", "last": "ultimo", **{name: name for name in FILTERS},
}  # fmt: skip


def flaws(tree: "nodes.Template") -> list[Flaw]:
    """All that a template may not do or does not know; what it knows under another name gets its own."""
    return list(islice(_Vetting().node(tree, {}, 0), _MOST_TOLD))


class _Vetting:
    """One pass over the grammar. `scope` maps the variables of the loops around a node to the list they go through."""

    def node(self, node: "nodes.Node", scope: Mapping[str, str], depth: int) -> Iterator[Flaw]:
        kind = type(node).__name__
        if kind not in _ALLOWED:
            yield Flaw("template_forbidden", node.lineno, _CONSTRUCTS.get(kind, kind))
        elif depth > _DEEPEST:
            yield Flaw("template_too_deep", node.lineno, "")
        else:
            special = {"Name": self._name, "For": self._loop, "Getattr": self._attribute, "Filter": self._filter}.get(
                kind
            )
            if kind in {"Compare", "Output"}:
                yield from self._comparison(node, scope) if kind == "Compare" else self._printing(node, scope)
            if special:
                yield from special(node, scope, depth)
            else:
                yield from self._children(node, scope, depth)

    def _children(self, node: "nodes.Node", scope: Mapping[str, str], depth: int) -> Iterator[Flaw]:
        for child in node.iter_child_nodes():
            yield from self.node(child, scope, depth + 1)

    def _name(self, node: Any, scope: Mapping[str, str], depth: int) -> Iterator[Flaw]:  # noqa: ANN401, ARG002 - Jinja's nodes have no types of their own
        if node.name in scope:
            return
        known = field_names().get(folded(node.name))
        if known is None:
            yield Flaw(
                "template_field",
                node.lineno,
                node.name,
                closest(node.name, {**field_names(), **{variable: variable for variable in scope}}),
            )
        else:
            node.name = known

    def _loop(self, node: Any, scope: Mapping[str, str], depth: int) -> Iterator[Flaw]:  # noqa: ANN401 - see `_name`
        if scope or node.recursive:
            yield Flaw("template_forbidden", node.lineno, "{% for %} {% for %}")
            return
        yield from self.node(node.iter, scope, depth + 1)
        source = getattr(node.iter, "name", "")
        if type(node.target).__name__ != "Name" or kinds().get(source) != "list":
            yield Flaw("template_loop", node.lineno, source or "…")
            return
        inside = {node.target.name: source, "loop": "loop"}
        for child in (*node.body, *((node.test,) if node.test else ())):
            yield from self.node(child, inside, depth + 1)
        for child in node.else_:
            yield from self.node(child, scope, depth + 1)

    def _attribute(self, node: Any, scope: Mapping[str, str], depth: int) -> Iterator[Flaw]:  # noqa: ANN401 - see `_name`
        source = scope.get(getattr(node.node, "name", ""))
        if source == "loop":
            if node.attr not in _OF_LOOP:
                yield Flaw("template_field", node.lineno, f"loop.{node.attr}", "loop.index")
            return
        if source is None:
            yield from self.node(node.node, scope, depth + 1)
            yield Flaw("template_forbidden", node.lineno, f".{node.attr}")
            return
        known = item_names(source).get(folded(node.attr))
        if known is None:
            yield Flaw(
                "template_field", node.lineno, f"{node.node.name}.{node.attr}", closest(node.attr, item_names(source))
            )
        else:
            node.attr = known

    def _filter(self, node: Any, scope: Mapping[str, str], depth: int) -> Iterator[Flaw]:  # noqa: ANN401 - see `_name`
        known = _FILTER_NAMES.get(folded(node.name))
        if known is None or node.args or node.kwargs or node.dyn_args or node.dyn_kwargs or node.node is None:
            yield Flaw("template_filter", node.lineno, node.name, closest(node.name, _FILTER_NAMES))
            return
        node.name = known
        yield from self.node(node.node, scope, depth + 1)

    @staticmethod
    def _comparison(node: Any, scope: Mapping[str, str]) -> Iterator[Flaw]:  # noqa: ANN401 - see `_name`
        """A text compared with a number is an error that would only be met in some customer's letter."""
        sides = [node.expr, *(operand.expr for operand in node.ops)]
        if not any(_is_number(side) for side in sides):
            return
        for side in sides:
            name, source = getattr(side, "name", ""), scope.get(getattr(getattr(side, "node", None), "name", ""))
            field = field_names().get(folded(name), "") if type(side).__name__ == "Name" and name not in scope else ""
            item = item_names(source).get(folded(side.attr), "") if source and type(side).__name__ == "Getattr" else ""
            if (field and kinds()[field] != "number") or (item and item not in NUMBERS_OF_ITEMS):
                yield Flaw("template_compares_text", node.lineno, field or item)

    @staticmethod
    def _printing(node: Any, scope: Mapping[str, str]) -> Iterator[Flaw]:  # noqa: ANN401 - see `_name`
        """A whole list, or a whole row of one, is nothing that can be read."""
        for child in node.nodes:
            name = getattr(child, "name", "") if type(child).__name__ == "Name" else ""
            if name in scope or kinds().get(field_names().get(folded(name), "")) == "list":
                yield Flaw("template_prints_list", node.lineno, name)


def _is_number(side: Any) -> bool:  # noqa: ANN401 - see `_name`
    return type(side).__name__ == "Neg" or (
        type(side).__name__ == "Const" and not isinstance(side.value, str | bool | None)
    )


def closest(name: str, known: Mapping[str, str]) -> str:
    """The known name most like one; of two alike, the Spanish one. Nothing, when none is much like it.

    >>> closest("Nombre_del_cliente", {"cliente": "cliente", "customer": "cliente"}), closest("xyz", {"cliente": "cliente"})
    ('cliente', '')
    """
    likeness = {way: SequenceMatcher(None, folded(name[:60]), way).ratio() for way in known}
    best = max(known, key=lambda way: (likeness[way], known[way] == way), default="")
    return best if best and likeness[best] >= _ALIKE else ""


@cache
def environment(
    *, escape: bool = False, finalize: "Callable[..., str] | None" = None
) -> "ImmutableSandboxedEnvironment":
    """The sandbox. `escape` is for what is filled inside XML, as a Word file is.

    Its `from_string` refuses with `TemplateSyntaxError` what `flaws` finds. Render it with `fields.context(…)`.

    >>> environment().from_string("Hola, {{ Contact }}").render(contacto="Rosa")
    'Hola, Rosa'
    """
    from jinja2 import StrictUndefined, TemplateSyntaxError
    from jinja2.runtime import LoopContext
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Sandbox(ImmutableSandboxedEnvironment):
        intercepted_binops = frozenset(("+", "-", "*", "/", "//", "%", "**"))  # refused already by the grammar

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401, ARG002 - Jinja's
            raise TemplateSyntaxError(operator, 1)

        def is_safe_callable(self, obj: Any) -> bool:  # noqa: ANN401, ARG002 - Jinja's
            return False

        def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's
            if isinstance(obj, LoopContext) and attribute in _OF_LOOP:
                return getattr(obj, attribute)
            return self.getitem(obj, attribute)

        def getitem(self, obj: Any, argument: Any) -> Any:  # noqa: ANN401 - Jinja's
            if isinstance(obj, dict | tuple):
                try:
                    return obj[argument]
                except (KeyError, IndexError, TypeError):
                    pass
            return self.undefined(obj=obj, name=str(argument))

        def _parse(self, source: str, name: str | None, filename: str | None) -> "nodes.Template":
            tree = super()._parse(source, name, filename)
            for flaw in flaws(tree):
                raise TemplateSyntaxError(f"{flaw.kind}: {flaw.found}", flaw.line, name, filename)
            return tree

    made = Sandbox(undefined=StrictUndefined, autoescape=escape, finalize=finalize)
    made.globals.clear()
    made.filters.clear()
    made.filters.update(FILTERS)
    made.tests.clear()
    return made


def grammar(source: str) -> "tuple[nodes.Template | None, list[Flaw]]":
    """What the text says as a template, and its flaws; None when it cannot even be read."""
    from jinja2 import Environment, TemplateSyntaxError

    raw = _RAW.search(source)
    if raw:  # which would print what we add for the lines
        return None, [Flaw("template_forbidden", source.count("\n", 0, raw.start()) + 1, "{% raw %}")]
    try:
        tree = Environment(autoescape=False).parse(prepared(source))  # noqa: S701 - only read here
        return tree, flaws(tree)
    except TemplateSyntaxError as flaw:
        line = source.splitlines()[flaw.lineno - 1].strip() if flaw.lineno <= len(source.splitlines()) else ""
        return None, [Flaw("template_syntax", flaw.lineno, line[:60])]
    except (RecursionError, ValueError, OverflowError):
        return None, [Flaw("template_too_deep", 1, "")]
