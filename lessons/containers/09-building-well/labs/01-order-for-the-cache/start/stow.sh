#!/bin/sh
# Writes the list of what is on board.
set -e
echo "stowing"
ls fitted > cargo.txt
