#!/bin/sh
name=$(grep "^NAME=" /etc/os-release 2>/dev/null | cut -d '"' -f 2)
printf "system: %s\nkernel: %s\nprocess: %d\n" "${name:-unknown}" "$(uname -r)" "$$"
