#!/bin/sh
# Writes the page. It asks the cache once, and ends with 69 when nobody answers.
# redis reads plain lines, so no client is needed: it answers ":3" when the counter has come to three.
answer=$(printf 'INCR board\r\nQUIT\r\n' | nc -w 3 cache 6379 2>/dev/null | tr -d '\r' | grep '^:') ||
  { echo "The cache does not answer" >&2; exit 69; }
cat > /page/index.html <<END
<!doctype html>
<title>Tide board</title>
<h1>Level $(cat /level.txt) m</h1>
<p>Written ${answer#:} times.</p>
END
echo "The page was written ${answer#:} times"
