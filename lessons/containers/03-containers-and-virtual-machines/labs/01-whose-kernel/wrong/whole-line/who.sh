#!/bin/sh
echo "system: $(head -1 /etc/os-release)"
echo "kernel: $(uname -r)"
echo "process: $$"
