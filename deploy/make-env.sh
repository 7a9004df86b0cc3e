#!/bin/sh
# Makes deploy/.env with a new key and passwords; refuses to replace one. Keep a copy of it in a safe place: without
# RECADO_SECRET_KEY, the access tokens and webhook secrets in the database cannot be read again.
set -eu
cd "$(dirname "$0")"
if [ -e .env ]; then
  echo "deploy/.env is there already; it holds the key of your data, so nothing was changed." >&2
  exit 1
fi
word() { openssl rand -hex 24; }
password=$(openssl rand -hex 9)
umask 077
cat >.env <<EOF
RECADO_SECRET_KEY=$(openssl rand -base64 32)
RECADO_METRICS_TOKEN=$(word)
RECADO_ADMIN_EMAIL=admin@recado.local
RECADO_ADMIN_PASSWORD=$password
RECADO_ADMIN_TENANT=recado
RECADO_PUBLIC_URL=http://localhost:3000
POSTGRES_PASSWORD=$(word)
GRAFANA_ADMIN_PASSWORD=$(openssl rand -hex 9)
EOF
echo "Made deploy/.env. First sign-in: tenant recado, admin@recado.local, password $password"
echo "Set RECADO_PUBLIC_URL in it to the address under which Meta and your customers reach this server."
