#!/bin/sh
set -e
sh /app/tides.sh | grep -q "High water"
sh /app/tides.sh | grep -q "^version ."
echo "2 tests passed"
