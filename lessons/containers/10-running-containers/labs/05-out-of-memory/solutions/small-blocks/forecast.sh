#!/bin/sh
head -c 50331648 /dev/zero | wc -c | sed 's/$/ bytes/'
echo "forecast ready"
