"""Receives Recado's webhooks with Python's standard library alone (3.9 or newer):

    RECADO_WEBHOOK_SECRETS='whsec_…' python3 receiver.py

RECADO_WEBHOOK_SECRETS holds several secrets, separated by spaces, while you change from one to the other; INBOX is the
folder where events are kept (./inbox), PORT the port (4000).
"""

import base64
import hashlib
import hmac
import os
import tempfile
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

SECRETS = os.environ.get("RECADO_WEBHOOK_SECRETS", "").split()
INBOX = Path(os.environ.get("INBOX", "inbox"))
MOST_BYTES = 1_000_000
TOLERANCE_SECONDS = 300


def is_from_recado(headers, body: bytes) -> bool:
    """Whether one of the secrets signed this body, in the last five minutes. The body is as it arrived, not parsed JSON."""
    event_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not (timestamp.isascii() and timestamp.isdigit()):
        return False
    if abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    signed = f"{event_id}.{timestamp}.".encode() + body
    for secret in SECRETS:
        key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
        digest = hmac.new(key, signed, hashlib.sha256).digest()
        expected = b"v1," + base64.b64encode(digest)
        for given in headers.get("webhook-signature", "").encode().split(b" "):
            if hmac.compare_digest(given, expected):
                return True
    return False


def keep(event_id: str, body: bytes) -> None:
    """Keeps an event, once however often it arrives. With a database: a table whose primary key is the id, and
    `insert … on conflict do nothing`. The work itself is done by whoever reads the inbox, after the answer."""
    with tempfile.NamedTemporaryFile(dir=INBOX, prefix=".") as draft:
        draft.write(body)
        draft.flush()
        os.fsync(draft.fileno())
        try:
            # All of the file or none of it gets the name, also when the machine stops now.
            os.link(draft.name, INBOX / f"{event_id}.json")
        except FileExistsError:
            pass


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        length = int(self.headers.get("content-length", -1))
        if not 0 <= length <= MOST_BYTES:
            self.send_error(413)
            return
        body = self.rfile.read(length)
        if not is_from_recado(self.headers, body):
            self.send_error(401)
            return
        keep(self.headers["webhook-id"], body)
        self.send_response(204)
        self.end_headers()


if __name__ == "__main__":
    if not SECRETS:
        raise SystemExit("Set RECADO_WEBHOOK_SECRETS to the secret of the webhook")
    INBOX.mkdir(exist_ok=True)
    port = int(os.environ.get("PORT", "4000"))
    print(f"Receiving webhooks on port {port}", flush=True)
    ThreadingHTTPServer(("", port), Receiver).serve_forever()
