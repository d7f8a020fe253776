"""Two processes on one MariaDB with Redis between them and nginx in front."""

import pytest

from tests.faults.cluster import Cluster


@pytest.fixture(scope="package")
def cluster(tmp_path_factory):
    running = Cluster(tmp_path_factory.mktemp("cluster"))
    try:
        yield running.start()
    finally:
        running.stop()


@pytest.fixture
def without_redis(cluster):
    """Redis is killed for the test and comes back afterwards."""
    cluster.redis.kill()
    yield
    cluster.redis.start()
