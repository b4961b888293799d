"""HTTP for all commands: `query`, `shell`, `load`, `diff`, `unload`, `import` of an ORCID iD or a DOI, and services.

Client.send -> Reply: redirects, retries, authentication, certificates and proxies are the same for every command
Budget               the limits of one response: seconds of waiting, bytes after decompression
NetworkError         the error of a request without a complete response; callers convert it
"""

from vitagraph.network.budget import Budget, Limits
from vitagraph.network.client import Client

__all__ = ["Budget", "Client", "Limits"]
