"""A certificate authority of our own and a server's certificate from it, made with openssl."""

import shutil
import subprocess
from pathlib import Path
from typing import NamedTuple

AUTHORITY = """[req]
distinguished_name = name
x509_extensions = authority
prompt = no
[name]
CN = gikxl test authority
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
"""
SERVER = """basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = IP:127.0.0.1, DNS:localhost
authorityKeyIdentifier = keyid
"""
CURVE = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]


class Certificates(NamedTuple):
    """The authority's certificate as PEM and DER, and the server's with its key."""

    authority: Path
    authority_der: Path
    certificate: Path
    key: Path


def are_possible() -> bool:
    """Whether openssl is there to make them."""
    return shutil.which("openssl") is not None


def make(folder: Path) -> Certificates:
    """Make them, for 127.0.0.1."""
    (folder / "authority.cnf").write_text(AUTHORITY)
    (folder / "server.cnf").write_text(SERVER)
    made = Certificates(*(folder / name for name in ("ca.pem", "ca.cer", "server.pem", "key.pem")))
    key = ["-keyout", "ca.key", "-out", "ca.pem", "-days", "30", "-config", "authority.cnf"]
    _openssl(folder, "req", "-x509", *CURVE, *key)
    _openssl(folder, "x509", "-in", "ca.pem", "-outform", "DER", "-out", "ca.cer")
    request = ["-keyout", "key.pem", "-out", "server.csr", "-subj", "/CN=127.0.0.1"]
    _openssl(folder, "req", *CURVE, *request)
    signed = ["-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "30"]
    out = ["-extfile", "server.cnf", "-out", "server.pem"]
    _openssl(folder, "x509", "-req", "-in", "server.csr", *signed, *out)
    return made


def _openssl(folder: Path, *arguments: str) -> None:
    done = subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
