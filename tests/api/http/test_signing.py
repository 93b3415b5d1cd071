"""Signatures against the vendor's own vectors."""

import pytest

from custom_components.ewelink.api.http.signing import nonce, sign, sign_query

SECRET = "OdPuCZ4PkPPi0rVKRVcGmll2NM6vVk0c"


@pytest.mark.parametrize(
    ("secret", "message", "signature"),
    [
        pytest.param(
            SECRET,
            b'{"email":"1234@gmail.com","password":"12345678","countryCode":"+1"}',
            "ttZ/gluzqrafvGonjMD20p4//arW6KoZKbo1SOMEzCA=",
            id="compact",
        ),
        pytest.param(
            SECRET,
            b'{"email": "1234@gmail.com", "password": "12345678", "countryCode": "+1"}',
            "cE/Wl57Ithy21Elieq5wFsYwJWl2IrkBxlmuCnwI73c=",
            id="spaced",
        ),
        pytest.param(
            "abc",
            b"ABC_123",
            "v1+mfNY2ukxswM8sZOTg99srZsVnUVv9DGXeav1096M=",
            id="oauth page",
        ),
    ],
)
def test_vectors_of_the_vendor(secret: str, message: bytes, signature: str) -> None:
    """The signature of a body is the vendor's."""
    assert sign(secret, message) == signature


def test_query_is_sorted_and_decoded() -> None:
    """The parameters of a query are signed in alphabetical order, without `sign`."""
    params = {"ts": "1558004249", "countryCode": "+86", "sign": "x", "appid": "a"}
    assert sign_query(SECRET, params) == sign(
        SECRET, b"appid=a&countryCode=+86&ts=1558004249"
    )


def test_nonce_is_fresh() -> None:
    """A nonce has eight letters and digits, and is another each time."""
    nonces = {nonce() for _ in range(100)}
    assert len(nonces) == 100
    assert all(len(item) == 8 and item.isalnum() for item in nonces)
