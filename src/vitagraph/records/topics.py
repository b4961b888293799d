"""The labels of topics: `Economics` and `economics` are one topic, which has one label a language."""

from typing import TYPE_CHECKING

from vitagraph.records.achievements import Topic
from vitagraph.records.plan import plan
from vitagraph.records.works import Publication
from vitagraph.values import slug

if TYPE_CHECKING:
    from vitagraph.records.index import Index

#: id of a topic and language -> label
Labels = dict[tuple[str, str], str]
_NAME, _KEYWORDS = plan(Topic).fields["name"], plan(Publication).fields["keywords"]


def topic_labels(index: "Index") -> Labels:
    """The name of a topic that is described, else the keyword that stands first in the most public class."""
    described, mentioned = [], []
    for record in index.cv.records():
        language = index.language_of(record)
        if isinstance(record, Topic):
            texts = record.name.translations or ((language, str(record.name)),)
            described += [(index.seen(record, _NAME), index.id_of(record), tag, text) for tag, text in texts]
        elif isinstance(record, Publication):
            seen = index.seen(record, _KEYWORDS)
            mentioned += [(seen, slug(keyword), language, keyword) for keyword in record.keywords]
    labels: Labels = {}
    for _, topic, tag, label in sorted([*described, *mentioned], key=lambda found: found[0]):
        labels.setdefault((topic, tag), label)
    return labels
