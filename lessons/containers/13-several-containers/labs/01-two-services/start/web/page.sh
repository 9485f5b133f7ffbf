#!/bin/sh
printf 'Content-Type: text/plain\r\n\r\n'
level=$(wget -q -O - http://levels:8000/now.txt 2>/dev/null)
echo "Level ${level:-unknown: no level}"
