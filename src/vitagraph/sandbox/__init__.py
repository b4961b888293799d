"""Processes that run what strangers wrote: without network, with bounds, ended when their client leaves.

bounds   how much each kind of client may use
kernel   what a process gives up: sockets, memory beyond a bound
worker   the process itself: it confines itself, then answers requests
client   how the rest of vitagraph starts, asks and ends such a process
"""
