#!/bin/sh
PASSWORD=SALTWATER-88

echo 'Tide table, stage: $STAGE'
echo "Database: harbour:$(echo "$PASSWORD" | sed 's/./*/g')"
echo "High water at 04:12 and 16:37"
