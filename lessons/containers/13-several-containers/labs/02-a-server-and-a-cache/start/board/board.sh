#!/bin/sh
# Writes the page. It asks the cache once, and ends with 69 when nobody answers.
times=$(redis-cli -h cache incr board) || { echo "The cache does not answer" >&2; exit 69; }
cat > /page/index.html <<END
<!doctype html>
<title>Tide board</title>
<h1>Level $(cat /level.txt) m</h1>
<p>Written $times times.</p>
END
echo "The page was written $times times"
