#!/bin/sh
# Checks one sounding, a depth in metres.
if echo "$1" | grep -Eq '^[0-9]+(\.[0-9]+)?$'; then
  echo "sounding $1 m"
else
  echo "no sounding: $1"
fi
echo "done"
