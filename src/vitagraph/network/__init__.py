"""How vitagraph speaks HTTP, whoever asks: `query`, `shell`, `load`, `diff`, `unload` and `import` of an ORCID iD or a DOI.

Client.send -> Reply: redirects, retries, authentication, certificates and proxies are the same for every command
Budget               what one answer may take: seconds of waiting, bytes after decompression
NetworkError         the one error of a request without a whole answer; its callers turn it into theirs
"""

from vitagraph.network.budget import Budget, Limits
from vitagraph.network.client import Client

__all__ = ["Budget", "Client", "Limits"]
