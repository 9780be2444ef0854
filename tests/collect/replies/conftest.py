"""What the tests of sending share."""

import pytest

from tests.collect import certificates
from tests.collect.certificates import Certificates


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Certificates:
    """A private authority, and a certificate of it for this computer."""
    if not certificates.are_possible():
        pytest.skip("openssl is not installed: no certificate for the server of the tests")
    return certificates.make(tmp_path_factory.mktemp("authority"))
