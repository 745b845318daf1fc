"""Over https the certificate is asked for the host that was meant, whatever address was connected to."""

import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.upstream.gateway import Gateway
from adapters.upstream.questions import Lane, Pace, Question
from domain.ingestion.upstream.errors import UpstreamNonsense, UpstreamUnavailable
from tests.adapters.upstream.conftest import a_gateway
from tests.upstream_server import LocalUpstream, as_json, local_upstream, redirect

ONCE = Lane(patience=1, budget=2.5)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Of secure.test, signed by itself, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    paths = folder / "certificate.pem", folder / "key.pem"
    about = ["-subj", "/CN=secure.test", "-addext", "subjectAltName=DNS:secure.test", "-days", "1"]
    made = [openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    subprocess.run([*made, *about, "-out", paths[0], "-keyout", paths[1]], check=True, capture_output=True)
    return paths


@pytest.fixture
async def secure(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[LocalUpstream]:
    """Trusted, as if somebody had vouched for it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    async with local_upstream(context) as running:
        yield running


@pytest.fixture
async def gateway(secure: LocalUpstream) -> AsyncIterator[Gateway]:
    async with a_gateway(lane=ONCE, allowed=("secure.test", "other.test"), resolve=_at_home) as made:
        yield made


def question(host: str, upstream: LocalUpstream, path: str = "/x") -> Question:
    return Question(url=f"https://{host}:{upstream.port}{path}", pace=Pace(100))


async def test_the_host_is_known_by_its_name(gateway: Gateway, secure: LocalUpstream) -> None:
    secure.on("/x", as_json({"secure": True}))
    assert await gateway.json(question("secure.test", secure)) == {"secure": True}


async def test_another_name_at_the_same_address_is_not_believed(
    gateway: Gateway, secure: LocalUpstream
) -> None:
    secure.on("/x", as_json({}))
    await gateway.json(question("secure.test", secure))
    with pytest.raises(UpstreamUnavailable):
        await gateway.json(question("other.test", secure))
    assert len(secure.asked) == 1


async def test_a_redirect_does_not_lead_out_of_https(
    gateway: Gateway, secure: LocalUpstream, upstream: LocalUpstream
) -> None:
    upstream.on("/plain", as_json({}))
    secure.on("/x", redirect(f"http://other.test:{upstream.port}/plain"))
    with pytest.raises(UpstreamNonsense):
        await gateway.json(question("secure.test", secure))
    assert upstream.asked == []


async def _at_home(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]
