"""The page that lists what is recognised is made from the layout and the vocabulary, so it cannot tell anything else."""

from pathlib import Path

from xl_cobranza.book import layout, words

PAGE = Path(__file__).parents[2] / "docs" / "encabezados.md"
INTRODUCTION = """\
# Encabezados y palabras que se reconocen

No importan las mayúsculas, los acentos, los espacios ni los signos, ni el orden de las columnas. Con ★, las columnas
que hacen falta; las demás son opcionales. Si dos encabezados pueden ser la misma columna, vale el que coincide con el
nombre; si ninguno coincide, se rechaza el libro y se nombran los dos.
"""


def page() -> str:
    lines = [INTRODUCTION]
    for sheet in layout.SHEETS:
        names = dict.fromkeys((sheet.english, *sheet.synonyms))
        lines += [f"## {sheet.name}: tabla `{sheet.table}`", "", f"También: {', '.join(names)}.", ""]
        lines += ["| columna | también |", "| --- | --- |"]
        for column in sheet.columns:
            others = dict.fromkeys((column.english, *column.synonyms))
            star = " ★" if column.required else ""
            lines += (
                []
                if column.ours
                else [f"| {column.heading}{star} | {', '.join(o for o in others if o != column.heading)} |"]
            )
        lines.append("")
    lines += ["## Palabras de las columnas con lista", ""]
    for choices, columns in columns_by_choices().items():
        lines += [f"### {', '.join(columns)}", "", "| se escribe | también |", "| --- | --- |"]
        for line in choices:
            first, *others = dict.fromkeys(word.strip() for word in line.split(";") if word.strip())
            lines.append(f"| {first} | {', '.join(others)} |")
        lines.append("")
    return "\n".join(lines)


def columns_by_choices():
    found = {}
    for sheet in layout.SHEETS:
        for column in sheet.columns:
            if column.kind == "word" and words.choices(column.field):
                found.setdefault(words.choices(column.field), []).append(f"{sheet.name}: {column.heading}")
    return found


def test_the_page_lists_what_is_recognised(accept):
    if accept:
        PAGE.write_text(page(), encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == page()
