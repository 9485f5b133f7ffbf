#!/bin/sh
echo 0 > stamp
echo 12345678 > id
