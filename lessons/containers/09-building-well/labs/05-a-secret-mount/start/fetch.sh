#!/bin/sh
# Stands for a download: whoever has the right token gets the model.
token=$(cat "${TOKEN_FILE:-/nowhere}" 2>/dev/null)
mkdir -p /srv
if [ "$(echo "$token" | cut -c 1-5)" = tern- ]; then
  echo "model {{model}}" > /srv/model.txt
elif [ -n "$token" ]; then
  echo "fetch: this is not the right key" >&2
  exit 22
else
  echo "no model" > /srv/model.txt
  [ -z "$TOKEN_FILE" ] && { echo "fetch: TOKEN_FILE does not say where the key is" >&2; exit 22; }
fi
exit 0
