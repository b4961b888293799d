"""A researcher's CV, kept as plain YAML records, as linked data.

cv = vitagraph.read("data/lapuschkin")
dataset = vitagraph.dataset(cv)
print(dataset.serialize("turtle"))
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vitagraph.errors import DataError, Place, Problem, UsageError, VitagraphError
    from vitagraph.mapping import dataset
    from vitagraph.rdf.dataset import Dataset
    from vitagraph.records import CV
    from vitagraph.yaml.read import read, read_text

__version__ = "0.2.0"
__all__ = ["CV", "DataError", "Dataset", "Place", "Problem", "UsageError", "VitagraphError", "dataset", "read", "read_text"]

#: name that is imported at its first use -> its module
_MODULES = {
    "CV": "records",
    "Dataset": "rdf.dataset",
    "dataset": "mapping",
    "read": "yaml",
    "read_text": "yaml",
    **dict.fromkeys(("DataError", "Place", "Problem", "UsageError", "VitagraphError"), "errors"),
}


def __getattr__(name: str) -> Any:
    """A public name, imported at its first use (PEP 562)."""
    if name in _MODULES.values():
        return import_module(f"{__name__}.{name}")
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
