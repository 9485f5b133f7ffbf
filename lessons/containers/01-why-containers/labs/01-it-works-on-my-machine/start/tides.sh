#!/bin/sh
# Tells the next high water. Written on her machine.
table=/usr/local/lib/tides/table
if ! [ -f $table ]; then
  echo "tides: cannot find $table" >&2
  exit 3
fi
echo "High water at $(cat $table)"
