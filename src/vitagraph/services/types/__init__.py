"""Services, one file each. A new file here, or an entry point of the group `vitagraph.services`, is all that a new service needs:
commands, messages and the table in docs/reference/services.md read its `SERVICE`.
"""

from vitagraph.plugins import Registry
from vitagraph.services.service import Service

#: every service by name
SERVICES = Registry(Service, __name__, "SERVICE", "vitagraph.services", "service")
