#!/bin/sh
echo "chart of the bay, $(wc -c < /chart/chart.dat) points"
