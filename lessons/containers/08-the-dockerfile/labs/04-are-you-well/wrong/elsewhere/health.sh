#!/bin/sh
wget -q -O - http://127.0.0.1/tides.txt | grep -q "High water"
