#!/bin/sh
if echo "$1" | grep -Eq '^[0-9]+$'; then
  echo "sounding $1 m"
else
  echo "no sounding: $1" >&2
  exit 65
fi
