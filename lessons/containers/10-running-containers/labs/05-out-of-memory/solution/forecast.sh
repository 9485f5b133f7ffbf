#!/bin/sh
bytes=$(dd if=/dev/zero bs=1M count=48 2>/dev/null | wc -c)
[ "$bytes" -gt 0 ] || exit 137
echo "$bytes bytes"
echo "forecast ready"
