"""The labels of topics: `Economics` and `economics` are one topic, which has one label a language."""

from collections import Counter
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
    """The name of a topic described as openly as it is mentioned, else the commonest keyword in the most public class that has one.

    Of equally common ones it is the last in the order of code points, mostly lower case: a graph keeps no other order.
    """
    described: dict[tuple[str, str], tuple[int, str]] = {}
    mentioned: dict[tuple[str, str], Counter[tuple[int, str]]] = {}
    for record in index.cv.records():
        language = index.language_of(record)
        if isinstance(record, Topic):
            texts = record.name.translations or ((language, str(record.name)),)
            described |= {(index.id_of(record), tag): (-index.seen(record, _NAME), text) for tag, text in texts}
        elif isinstance(record, Publication):
            seen = index.seen(record, _KEYWORDS)
            for keyword in record.keywords:
                mentioned.setdefault((slug(keyword), language), Counter())[-seen, keyword] += 1
    labels: Labels = {}
    for topic, keywords in mentioned.items():
        most = max(keywords, key=lambda found: (found[0], keywords[found], found[1]))
        labels[topic] = max(most, described.get(topic, most), key=lambda found: (found[0], found is not most))[1]
    return labels
