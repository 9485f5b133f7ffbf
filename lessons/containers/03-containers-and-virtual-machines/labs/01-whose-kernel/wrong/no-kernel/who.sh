#!/bin/sh
[ -f /etc/os-release ] && . /etc/os-release
echo "system: ${PRETTY_NAME:-unknown}"
