"""`python -m xl_cobranza.template [PATH]`: makes the template again, at the root of the repository by default."""

import sys
from pathlib import Path

from xl_cobranza.template import build
from xl_cobranza.template.packaged import IN_REPOSITORY

path = Path(sys.argv[1]) if len(sys.argv) > 1 else IN_REPOSITORY
build(path, sample=True)
print(path)
