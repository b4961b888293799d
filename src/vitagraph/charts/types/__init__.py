"""The chart types: one file each, which holds a `ChartType` in `CHART` and has its name.

The query page of a site draws a type with `site/browser/charts/NAME.js`, and shows the table alone where there is no such file.
"""

from vitagraph.charts.chart_type import ChartType
from vitagraph.plugins import Registry

#: chart types by name; an installed package may add more
TYPES = Registry(ChartType, "vitagraph.charts.types", "CHART", "vitagraph.charts", "chart")
