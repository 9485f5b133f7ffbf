#!/bin/sh
printf 'Content-Type: text/plain\r\n\r\n'
[ -s /run/secrets/token ] || { echo "dashboard: no token"; exit 0; }
level=$(wget -q -O - http://gauge:8080/level.txt 2>/dev/null)
date >> /log/asked
echo "Dashboard: ${level:-nothing from the gauge}"
