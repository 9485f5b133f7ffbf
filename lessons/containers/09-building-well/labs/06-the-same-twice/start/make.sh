#!/bin/sh
date > stamp
cat /proc/sys/kernel/random/uuid > id
cut -d ' ' -f 1 /proc/uptime > uptime
