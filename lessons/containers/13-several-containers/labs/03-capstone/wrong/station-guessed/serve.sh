#!/bin/sh
mkdir -p /tmp/www
echo "${STATION:-north pier} $LEVEL" > /tmp/www/level.txt
exec httpd -f -p 8080 -h /tmp/www
