#!/bin/sh
mkdir -p /srv/www
echo "$STATION $LEVEL" > /srv/www/level.txt
exec httpd -f -p 8080 -h /srv/www
