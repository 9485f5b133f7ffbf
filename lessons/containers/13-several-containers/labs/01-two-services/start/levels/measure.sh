#!/bin/sh
mkdir -p /data
[ -f /data/now.txt ] || echo {{level}} > /data/now.txt
exec httpd -f -p 8000 -h /data
