#!/bin/sh
cat letters/template.txt
