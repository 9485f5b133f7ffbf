#!/bin/awk -f
BEGIN {
  if (ARGV[1] ~ /^[0-9]+(\.[0-9]+)?$/) { print "sounding " ARGV[1] " m"; exit 0 }
  print "bad value " ARGV[1] > "/dev/stderr"
  exit 65
}
