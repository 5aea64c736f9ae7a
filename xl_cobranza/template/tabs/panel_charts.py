"""The three charts of the dashboard. They read its cells and so follow the currency that is picked."""

from typing import Final  # noqa: I001 - the places of the cells in few lines

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.legend import Legend
from openpyxl.chart.marker import DataPoint
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties
from openpyxl.worksheet.worksheet import Worksheet

from xl_cobranza.book.panel.places import (
    CHARTS, FIRST_CUSTOMER, FIRST_WEEK, LATER, MIDDLE, OTHERS, OWED, RANGES, TOTAL, B, C, D, E, F, G, J,
)  # fmt: skip
from xl_cobranza.template import look

_AGES: Final = ("DCE9F1", "F5DF9A", "F5B971", "D9773F", "A93226")  # from light to dark: also in grey
_DARK, _LIGHT, _EDGE, _FAINT, _TEXT = "22506B", "A9C4D4", "7B8A94", "E3E8EB", "22313F"
_FIGURE: Final = '[>=1000000]#,##0.0,," M";[>=1000]#,##0," mil";#,##0'
_BESIDE_BAR: Final = '[>=1000000]#,##0.0,," M";[>0]#,##0;'  # nothing beside an empty bar


def add(worksheet: Worksheet) -> None:
    """Draw them between the figures on top and the tables."""
    for chart, column in ((_ages(worksheet), B), (_customers(worksheet), F), (_weeks(worksheet), J)):
        begin, end = AnchorMarker(column - 1, 0, CHARTS, 0), AnchorMarker(column + 2, 900_000, OWED - 2, 0)
        chart.anchor = TwoCellAnchor(editAs="oneCell", _from=begin, to=end)  # type: ignore[assignment]  # or a cell
        worksheet.add_chart(chart)


def _ages(worksheet: Worksheet) -> BarChart:
    chart = _bars("col")
    last = G + RANGES
    chart.add_data(Reference(worksheet, G, TOTAL, last, TOTAL), from_rows=True)
    chart.set_categories(Reference(worksheet, G, OWED + 1, last, OWED + 1))
    for place, colour in enumerate(_AGES):
        point = DataPoint(idx=place, invertIfNegative=False, spPr=_painted(colour))
        chart.series[0].dPt.append(point)
    return _labelled(chart)


def _customers(worksheet: Worksheet) -> BarChart:
    chart = _bars("bar")
    chart.add_data(Reference(worksheet, E, FIRST_CUSTOMER, E, OTHERS - 1))
    chart.set_categories(Reference(worksheet, B, FIRST_CUSTOMER, B, OTHERS - 1))
    chart.x_axis.scaling.orientation = "maxMin"  # the largest on top
    chart.series[0].spPr = _painted(_DARK)
    return _labelled(chart)


def _weeks(worksheet: Worksheet) -> BarChart:
    chart = _bars("col")
    chart.grouping, chart.overlap = "stacked", 100
    for column, colour in ((C, _DARK), (D, _LIGHT)):
        chart.add_data(Reference(worksheet, column, MIDDLE + 1, column, LATER - 1), titles_from_data=True)
        chart.series[-1].spPr = _painted(colour)
    chart.set_categories(Reference(worksheet, B, FIRST_WEEK, B, LATER - 1))
    chart.x_axis.number_format, chart.y_axis.number_format = "dd/mm", _FIGURE
    chart.y_axis.delete = False
    chart.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill=_FAINT)))
    chart.legend = Legend()
    chart.legend.position, chart.legend.txPr = "t", _small()
    return chart


def _bars(direction: str) -> BarChart:
    """A plain chart: no title (the sheet says it), no frame, no axis where the figures stand beside the bars."""
    chart = BarChart()
    chart.type, chart.gapWidth, chart.legend, chart.roundedCorners = direction, 40, None, False
    chart.x_axis.delete, chart.y_axis.delete = False, True
    chart.x_axis.txPr = chart.y_axis.txPr = _small()
    chart.x_axis.majorTickMark = chart.y_axis.majorTickMark = "none"
    chart.x_axis.spPr = GraphicalProperties(ln=LineProperties(solidFill=_EDGE))
    chart.y_axis.spPr = GraphicalProperties(ln=LineProperties(noFill=True))
    chart.y_axis.majorGridlines = None
    chart.graphical_properties = GraphicalProperties(noFill=True, ln=LineProperties(noFill=True))
    return chart


def _painted(colour: str) -> GraphicalProperties:
    return GraphicalProperties(solidFill=colour, ln=LineProperties(solidFill=_EDGE, w=6350))


def _labelled(chart: BarChart) -> BarChart:
    labels = DataLabelList(numFmt=_BESIDE_BAR, txPr=_small(), dLblPos="outEnd", showVal=True)
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    chart.dataLabels = labels
    return chart


def _small() -> RichText:
    plain = CharacterProperties(sz=900, solidFill=_TEXT, latin=Font(typeface=look.FONT))
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=plain), endParaRPr=plain)])
