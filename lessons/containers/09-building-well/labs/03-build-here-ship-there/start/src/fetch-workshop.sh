#!/bin/sh
# Brings in two megabytes of "compiler", as a real toolchain would be a few hundred.
set -e
mkdir -p workshop
yes "a tool of the workshop" | head -c 2097152 > workshop/compiler.bin
