#!/bin/sh
echo "High water at 04:12 and 16:37, $(cat /app/level)"
echo "version $(cat /app/version 2>/dev/null || echo "$VERSION")"
