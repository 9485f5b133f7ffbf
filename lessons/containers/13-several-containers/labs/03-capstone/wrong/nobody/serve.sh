#!/bin/sh
[ -n "$STATION" ] || { echo "gauge: STATION is missing" >&2; exit 78; }
echo "$STATION $LEVEL" > /srv/www/level.txt
exec httpd -f -p 8080 -h /srv/www
