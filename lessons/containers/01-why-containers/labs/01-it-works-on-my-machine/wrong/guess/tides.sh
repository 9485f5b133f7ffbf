#!/bin/sh
echo "High water at noon, perhaps"
