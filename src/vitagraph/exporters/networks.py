"""Networks with a profile address for each user name."""

from __future__ import annotations

#: network -> address without the user's name (rendercv, schema/models/cv/social_network.py)
NETWORKS = {
    "LinkedIn": "https://linkedin.com/in/", "GitHub": "https://github.com/", "GitLab": "https://gitlab.com/",
    "IMDB": "https://imdb.com/name/", "Instagram": "https://instagram.com/", "ORCID": "https://orcid.org/",
    "StackOverflow": "https://stackoverflow.com/users/", "ResearchGate": "https://researchgate.net/profile/",
    "YouTube": "https://youtube.com/@", "Google Scholar": "https://scholar.google.com/citations?user=", "Telegram": "https://t.me/",
    "WhatsApp": "https://wa.me/", "Leetcode": "https://leetcode.com/u/", "X": "https://x.com/",
    "Bluesky": "https://bsky.app/profile/", "Reddit": "https://reddit.com/user/",
}  # fmt: skip


def username_in(url: str) -> tuple[str, str]:
    """The network and the user name in the address of a profile; "" for other addresses."""
    bare = url.replace("://www.", "://").rstrip("/")
    for network, start in NETWORKS.items():
        if bare.startswith(start) and (name := bare.removeprefix(start)) and (network == "StackOverflow" or "/" not in name):
            return network, name
    return "", ""
