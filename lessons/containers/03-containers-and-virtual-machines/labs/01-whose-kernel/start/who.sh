#!/bin/sh
uname -a
ls /etc
