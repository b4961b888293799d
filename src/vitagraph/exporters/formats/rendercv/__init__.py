"""RenderCV (https://docs.rendercv.com), a CV in YAML that is typeset."""

from vitagraph.exporters import Exporter
from vitagraph.exporters.formats.rendercv.write import write

EXPORTER = Exporter("rendercv", "RenderCV", "yaml", "application/yaml", write_cv=write, order=50)
