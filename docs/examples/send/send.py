"""Sends a message with Python's standard library alone:

    RECADO_URL=http://localhost:3000 RECADO_API_KEY=rk_… RECADO_INSTANCE=… RECADO_RECIPIENT=+55… python3 send.py 4711
"""

import json
import os
import sys
from urllib.error import HTTPError
from urllib.request import Request, urlopen

order = sys.argv[1] if len(sys.argv) > 1 else "4711"
request = Request(
    os.environ.get("RECADO_URL", "http://localhost:3000") + "/messages/send",
    method="POST",
    headers={
        "authorization": f"Bearer {os.environ['RECADO_API_KEY']}",
        "content-type": "application/json",
        # After a timeout ask again with the same key: the message is sent once.
        "idempotency-key": f"order-{order}-confirmed",
    },
    data=json.dumps(
        {
            "instanceId": os.environ["RECADO_INSTANCE"],
            "recipient": os.environ["RECADO_RECIPIENT"],
            "message": {"type": "text", "content": f"O seu pedido {order} foi confirmado. 🎉"},
        }
    ).encode(),
)
try:
    with urlopen(request, timeout=30) as response:
        print(json.load(response)["id"])
except HTTPError as error:
    # A problem with a stable `code`.
    sys.exit(error.read().decode())
