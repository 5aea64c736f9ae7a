"""Letters: what a template may say, how it is filled in safely, and our own texts.

    available(theirs, address) → choose(…) → compose(template, fields, tables) → subject and blocks
    check(template) and tone(text, …) → problems, before any letter is made

`FIELDS`, `TABLES` and `ITEMS` are what a template may name. All of it works with the standard library, but for filling
and checking, which need Jinja2 when they are called.
"""

from xl_cobranza.wording.letters.defaults import available, choose, defaults, is_ours
from xl_cobranza.wording.letters.fields import FIELDS, ITEMS, TABLES, FieldValue, context, examples
from xl_cobranza.wording.letters.filling import Composed, check, compose
from xl_cobranza.wording.letters.samples import sample_fields, sample_tables
from xl_cobranza.wording.letters.sandbox import environment
from xl_cobranza.wording.letters.tone import tone

__all__ = [
    "FIELDS", "ITEMS", "TABLES", "Composed", "FieldValue", "available", "check", "choose", "compose", "context",
    "defaults", "environment", "examples", "is_ours", "sample_fields", "sample_tables", "tone",
]  # fmt: skip
