"""The names of known sites, which links to them have as labels."""

from __future__ import annotations

#: host, also of the names below it -> name of the site
_SITES = {
    "github.com": "GitHub",
    "gitlab.com": "GitLab",
    "linkedin.com": "LinkedIn",
    "scholar.google.com": "Google Scholar",
    "orcid.org": "ORCID",
    "researchgate.net": "ResearchGate",
    "dblp.org": "DBLP",
    "semanticscholar.org": "Semantic Scholar",
    "bsky.app": "Bluesky",
    "youtube.com": "YouTube",
    "huggingface.co": "Hugging Face",
    "zenodo.org": "Zenodo",
    "osf.io": "OSF",
    "arxiv.org": "arXiv",
    "x.com": "X",
    "twitter.com": "Twitter",
    "instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "mastodon.social": "Mastodon",
    "academia.edu": "Academia.edu",
    "researchmap.jp": "researchmap",
    "stackoverflow.com": "Stack Overflow",
    "kaggle.com": "Kaggle",
    "vimeo.com": "Vimeo",
    "soundcloud.com": "SoundCloud",
    "hal.science": "HAL",
    "openreview.net": "OpenReview",
    "aclanthology.org": "ACL Anthology",
    "dl.acm.org": "ACM",
    "ieeexplore.ieee.org": "IEEE Xplore",
    "link.springer.com": "Springer",
    "sciencedirect.com": "ScienceDirect",
    "onlinelibrary.wiley.com": "Wiley",
    "proceedings.mlr.press": "PMLR",
    "ceur-ws.org": "CEUR-WS",
    "biorxiv.org": "bioRxiv",
    "medrxiv.org": "medRxiv",
    "ssrn.com": "SSRN",
    "jstor.org": "JSTOR",
    "pubmed.ncbi.nlm.nih.gov": "PubMed",
    "muse.jhu.edu": "Project MUSE",
    "cairn.info": "Cairn",
    "persee.fr": "Persée",
    "archive.org": "Internet Archive",
}


def host(url: str) -> str:
    """The name of the site of an address, else its host."""
    return site_name(url) or _host(url)


def site_name(url: str) -> str:
    """The name of the site of an address; "" where it is not known."""
    labels = _host(url).split(".")
    return next((_SITES[name] for name in (".".join(labels[start:]) for start in range(len(labels))) if name in _SITES), "")


def _host(url: str) -> str:
    return url.split("/")[2].rpartition("@")[2].lower().removeprefix("www.")
