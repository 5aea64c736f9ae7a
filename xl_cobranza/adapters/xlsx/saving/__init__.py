"""Saving so that the file is the old one or the new one, whole, whatever happens meanwhile.

`editing` holds a workbook for one run; `replace_atomically` puts the new file in the place of the old.
Beside the workbook there is a folder `.cobranza` with its lock and its backups.
"""

from xl_cobranza.adapters.xlsx.saving.editing import editing
from xl_cobranza.adapters.xlsx.saving.owner_files import OpenedBy, opened_elsewhere
from xl_cobranza.adapters.xlsx.saving.replacing import Writer, replace_atomically

__all__ = ["OpenedBy", "Writer", "editing", "opened_elsewhere", "replace_atomically"]
