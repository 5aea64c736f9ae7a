"""Before a workbook is opened: what kind of file it is, and whether it plays tricks."""

from xl_cobranza.adapters.xlsx.opening.checking import check

__all__ = ["check"]
