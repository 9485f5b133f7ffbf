#!/bin/sh
# Prepares what the program needs, and starts it.
export TABLE=/app/table
exec "$@"
