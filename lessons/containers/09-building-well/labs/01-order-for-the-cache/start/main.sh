#!/bin/sh
echo "ready with $(wc -l < cargo.txt) parts"
cat cargo.txt
