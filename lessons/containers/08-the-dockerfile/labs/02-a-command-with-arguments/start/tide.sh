#!/bin/sh
station=none
while [ $# -gt 0 ]; do
  case "$1" in
  --station)
    station=$2
    shift 2
    ;;
  --version)
    echo "tide ${VERSION:-unknown}"
    exit
    ;;
  *)
    echo "tide: unknown option $1" >&2
    exit 64
    ;;
  esac
done
echo "Station: $station"
echo "Process number $$"
echo "Table: $TABLE"
