#!/bin/sh
ls /etc
uname -a
echo "This script is process $$"
