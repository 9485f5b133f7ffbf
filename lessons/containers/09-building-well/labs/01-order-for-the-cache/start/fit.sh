#!/bin/sh
# Fits the parts of the list. On a real ship this takes two minutes.
set -e
mkdir -p fitted
while read -r part; do
  echo "fitting $part"
  echo "$part" > "fitted/$part"
done < parts.txt
