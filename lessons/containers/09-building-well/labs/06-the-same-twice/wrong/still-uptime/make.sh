#!/bin/sh
echo 0 > stamp
sha256sum tides.txt | cut -c1-16 > id
cut -d ' ' -f 1 /proc/uptime > uptime
