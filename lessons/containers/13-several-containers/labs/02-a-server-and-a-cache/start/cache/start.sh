#!/bin/sh
# Reads the archive of past years before it answers, which takes a moment.
sleep 2
exec docker-entrypoint.sh redis-server --appendonly yes
