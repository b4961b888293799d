"""The same work by Apache Spark, on several machines: Spark's tasks instead of worker processes.

Spark distributes tasks and repeats lost ones; the functions, the files and the manifest are those of one machine. Inputs and outputs are
read and written by vitagraph, not by Spark: in a folder that every machine has at the same path, or in an object store. Every
executor's Python needs vitagraph.
"""

from vitagraph.bulk.spark.cluster import Job
from vitagraph.bulk.spark.export import run
from vitagraph.bulk.spark.link import joins
from vitagraph.bulk.spark.validate import validate

__all__ = ["Job", "joins", "run", "validate"]
