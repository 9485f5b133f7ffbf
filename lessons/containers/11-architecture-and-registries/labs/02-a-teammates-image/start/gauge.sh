#!/bin/sh
if [ -z "$GAUGE_STATION" ]; then
  echo "gauge: set GAUGE_STATION" >&2
  exit 78
fi
grep -q "^$GAUGE_STATION" /etc/gauge/stations || exit 66
echo "gauge $GAUGE_STATION: $(date +%H:%M) level 4.2"
