#!/bin/sh
if [ -z "$STATION" ]; then
  echo "report: STATION is not set" >&2
  echo "report: cannot look it up in /etc/harbour/stations" >&2
  exit 78
fi
if ! [ -f /etc/harbour/stations ]; then
  echo "report: no file /etc/harbour/stations" >&2
  exit 78
fi
grep "^$STATION " /etc/harbour/stations
