#!/bin/sh
for part in 1 2 3 4 5 6; do dd if=/dev/zero of=/dev/null bs=8M count=1 2>/dev/null || exit $?; done
echo "$((6 * 8 * 1024 * 1024)) bytes"
echo "forecast ready"
