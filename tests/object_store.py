"""An object store with the interface of S3 on the loopback interface: moto's server."""

from __future__ import annotations

import os
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from servers import LOOPBACK
from vitagraph.bulk import buckets

BUCKET = "cvs"


class ObjectStore:
    """A running store with one bucket; `environment` leads a process to it."""

    def __init__(self, address: str) -> None:
        self.environment = {
            "AWS_ENDPOINT_URL": address,
            "AWS_ACCESS_KEY_ID": "ada",
            "AWS_SECRET_ACCESS_KEY": "owls",
            "AWS_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def put(self, key: str, data: bytes) -> None:
        """Makes an object, with any key."""
        self._bucket().put_object(Key=key, Body=data)

    def objects(self, prefix: str = "") -> dict[str, bytes]:
        """Key without prefix -> content."""
        return {one.key.removeprefix(prefix): one.get()["Body"].read() for one in self._bucket().objects.filter(Prefix=prefix)}

    def remove(self, key: str) -> None:
        """Removes an object."""
        self._bucket().Object(key).delete()

    def empty(self) -> None:
        """Removes all objects, whatever their keys, and makes the bucket."""
        with urllib.request.urlopen(f"{self.environment['AWS_ENDPOINT_URL']}/moto-api/reset", data=b""):
            self._bucket().create()

    def _bucket(self) -> Any:
        import boto3

        return boto3.resource("s3", endpoint_url=self.environment["AWS_ENDPOINT_URL"], region_name="us-east-1").Bucket(BUCKET)


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    """A running store with an empty bucket, to which this process and its children are led."""
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address=LOOPBACK, port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    store = ObjectStore(f"http://{host}:{port}")
    buckets._file_system.cache_clear()
    try:
        with mock.patch.dict(os.environ, store.environment):
            store.empty()
            yield store
    finally:
        server.stop()
        buckets._file_system.cache_clear()
