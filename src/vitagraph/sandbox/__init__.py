"""Processes for untrusted input: without network, with bounds, ended when their client ends.

bounds   the bounds of each type of client
kernel   the restrictions: no sockets, a bound on memory
worker   the process: it restricts itself, then handles requests
client   starts such a process, sends requests, ends it
"""
