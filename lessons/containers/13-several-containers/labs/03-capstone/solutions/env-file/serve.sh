#!/bin/sh
if [ "${STATION:-}" = "" ]; then
  echo "set STATION, please" 1>&2
  exit 78
fi
mkdir -p /tmp/www
printf '%s %s\n' "$STATION" "$LEVEL" > /tmp/www/level.txt
exec httpd -f -p 0.0.0.0:8080 -h /tmp/www
