#!/bin/sh
if [ -z "$STAGE" ]; then
  echo "STAGE is missing: hand in test, staging or production" >&2
  exit 64
fi

echo "Tide table, stage: $STAGE"
echo "Database: harbour:$(echo "$PASSWORD" | sed 's/./*/g')"
echo "High water at 04:12 and 16:37"
