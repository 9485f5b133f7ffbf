#!/bin/sh
# Draws the chart of the bay. The intermediate drawings go to cache/.
set -e
mkdir -p cache
for sheet in north middle south; do
  yes "depth of the $sheet sheet" | head -c 1048576 > "cache/$sheet.tmp"
done
head -c 1048576 cache/middle.tmp > chart.dat
chmod 600 chart.dat
