#!/usr/bin/env bash
# Receives one webhook of Recado as a CGI program, with bash and OpenSSL alone: the web server hands over the headers as
# HTTP_WEBHOOK_ID and so on, and the raw body on the standard input. `receiver.sh verify < body` checks a body by hand.
#
# RECADO_WEBHOOK_SECRETS holds the secret, or several, separated by spaces, while you change from one to the other;
# INBOX is the folder where events are kept (./inbox).
set -euo pipefail
umask 077

inbox=${INBOX:-inbox}
tolerance_seconds=300
id=${HTTP_WEBHOOK_ID:-} timestamp=${HTTP_WEBHOOK_TIMESTAMP:-} signatures=${HTTP_WEBHOOK_SIGNATURE:-}
mkdir -p "$inbox"
body=$(mktemp "$inbox/.event-XXXXXX")
trap 'rm -f "$body"' EXIT
# In a file, because a variable of the shell would lose bytes.
head -c "${CONTENT_LENGTH:-1000000}" >"$body"

# The HMAC-SHA256 of the standard input in base64. Whoever may list the processes of this user sees the key for a moment.
hmac() { # hmac <key in hexadecimal>
  openssl dgst -sha256 -mac HMAC -macopt "hexkey:$1" -binary | openssl base64 -A
}

is_from_recado() {
  [[ $id =~ ^[A-Za-z0-9_-]+$ && $timestamp =~ ^[1-9][0-9]{0,14}$ ]] || return 1
  local age=$(($(date +%s) - timestamp)) secret key expected given
  ((age <= tolerance_seconds && age >= -tolerance_seconds)) || return 1
  for secret in ${RECADO_WEBHOOK_SECRETS:?}; do
    key=$(printf %s "${secret#whsec_}" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \n')
    [[ -n $key ]] || return 1
    expected=$({ printf '%s.%s.' "$id" "$timestamp" && cat "$body"; } | hmac "$key")
    for given in $signatures; do
      # HMACs are compared by their own HMACs, so that the time it takes tells nothing.
      [[ $(printf %s "$given" | hmac "$key") == "$(printf %s "v1,$expected" | hmac "$key")" ]] && return 0
    done
  done
  return 1
}

answer() { # answer <status>
  printf 'Status: %s\r\n\r\n' "$1"
  exit
}

if [[ ${1:-} == verify ]]; then
  is_from_recado && echo 'Recado sent it.' && exit
  echo 'Do not believe it.' >&2
  exit 1
fi

is_from_recado || answer 401
# Kept once however often it arrives, and all of it or nothing: the file gets its name only now. The work itself is done by
# whoever reads the inbox, after the answer.
ln "$body" "$inbox/$id.json" 2>/dev/null || [[ -f $inbox/$id.json ]] || answer 500
answer 204
