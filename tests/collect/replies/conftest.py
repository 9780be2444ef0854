"""What the tests of sending share."""

import pytest

from tests.collect.replies.server import Certificate


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return Certificate(tmp_path_factory.mktemp("ca"))
