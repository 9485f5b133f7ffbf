#!/bin/sh
echo "system: Debian GNU/Linux 12"
echo "kernel: $(uname -r)"
echo "process: $$"
