#!/bin/sh
# Run where the compiled program is: /src/tides
set -e
/src/tides | grep -q '^High water at [0-9:]*$'
/src/tides | grep -q '^Low water at [0-9:]*$'
echo "2 tests passed"
