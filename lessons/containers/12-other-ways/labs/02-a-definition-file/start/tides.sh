#!/bin/sh
level=$(grep "^$1 " /opt/tides/sorted.txt | cut -d ' ' -f 2)
echo "Tide table for $1: $level $UNIT"
