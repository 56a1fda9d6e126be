"""A tiny identity service on loopback: real HTTP, and tokens it really signs."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT_ID = "schoolgate-of-the-tests"


class IdentityServer:
    """Says who somebody is. `claims` is what it says next; `key` signs it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.signs_with = self.key
        self.claims: dict[str, Any] = {}
        self.userinfo: dict[str, Any] = {}
        self.asked: list[str] = []

    def says(self, **claims: Any) -> None:
        """Say this of whoever comes next."""
        self.claims = {"sub": "42", "email_verified": True, **claims}
        self.userinfo = dict(self.claims)

    def answer(self, path: str) -> dict[str, Any]:
        """Return what an address answers."""
        self.asked.append(path.partition("?")[0])
        match path.partition("?")[0]:
            case "/.well-known/openid-configuration":
                return {
                    "issuer": self.url,
                    "authorization_endpoint": f"{self.url}/authorize",
                    "token_endpoint": f"{self.url}/token",
                    "userinfo_endpoint": f"{self.url}/userinfo",
                    "jwks_uri": f"{self.url}/keys",
                    "token_endpoint_auth_methods_supported": ["client_secret_post"],
                }
            case "/keys":
                return {"keys": [self._public()]}
            case "/userinfo":
                return self.userinfo
            case _:
                return {
                    "access_token": "a",
                    "token_type": "Bearer",
                    "id_token": self._signed(),
                }

    def _public(self) -> dict[str, Any]:
        algorithm = jwt.algorithms.RSAAlgorithm
        public = json.loads(algorithm.to_jwk(self.key.public_key()))
        return {**public, "kid": "1", "alg": "RS256", "use": "sig"}

    def _signed(self) -> str:
        now = int(time.time())
        claims = {"iss": self.url, "aud": CLIENT_ID, "iat": now, "exp": now + 300}
        headers = {"kid": "1"}
        return jwt.encode(
            claims | self.claims, self.signs_with, algorithm="RS256", headers=headers
        )


@contextmanager
def running_identity_server() -> Iterator[IdentityServer]:
    """Serve one on a free port of loopback."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            self.rfile.read(length)
            body = json.dumps(here.answer(self.path)).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    here = IdentityServer(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
