"""A CV and the world: what services state about its works and people, compared with the CV; its links."""
