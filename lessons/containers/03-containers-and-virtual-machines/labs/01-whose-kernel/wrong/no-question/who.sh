#!/bin/sh
set -e
. /etc/os-release
echo "system: ${PRETTY_NAME:-unknown}"
echo "kernel: $(uname -r)"
echo "process: $$"
