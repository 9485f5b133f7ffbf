#!/bin/sh
# Makes the program out of its parts.
set -e
test -f workshop/compiler.bin
{ echo '#!/bin/sh'; cat table.part; } > tides
chmod 755 tides
