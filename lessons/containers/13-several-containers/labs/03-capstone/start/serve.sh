#!/bin/sh
mkdir -p /srv/www
echo "north pier 4.0" > /srv/www/level.txt
exec httpd -f -p 80 -h /srv/www
