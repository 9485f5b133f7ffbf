#!/bin/sh
if [ -e /etc/os-release ]; then name=$(grep PRETTY_NAME /etc/os-release | cut -d= -f2); else name=unknown; fi
echo "system: $name"
echo "kernel: $(uname -r)"
echo "process: $$"
