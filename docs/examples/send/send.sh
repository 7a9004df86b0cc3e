#!/usr/bin/env bash
# Sends a message with curl:
#   RECADO_URL=http://localhost:3000 RECADO_API_KEY=rk_… RECADO_INSTANCE=… RECADO_RECIPIENT=+55… ./send.sh 4711
set -euo pipefail
order=${1:-4711}

# After a timeout ask again with the same key: the message is sent once.
curl --silent --show-error --fail-with-body --max-time 30 "${RECADO_URL:-http://localhost:3000}/messages/send" \
  --header "authorization: Bearer $RECADO_API_KEY" \
  --header 'content-type: application/json' \
  --header "idempotency-key: order-$order-confirmed" \
  --data @- <<END
{
  "instanceId": "$RECADO_INSTANCE",
  "recipient": "$RECADO_RECIPIENT",
  "message": { "type": "text", "content": "O seu pedido $order foi confirmado. 🎉" }
}
END
