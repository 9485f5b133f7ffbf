#!/usr/bin/env bash
# Makes the local image busybox:1.36 from Debian's static busybox, for tests that build without a network.
set -euo pipefail
docker=${DRYDOCK_DOCKER:-/usr/bin/docker}
image=busybox:1.36

if "$docker" image inspect "$image" >/dev/null 2>&1; then
  exit 0
fi
busybox=$(command -v busybox) || {
  echo "busybox is missing: run apt-get install -y busybox-static" >&2
  exit 1
}

tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
mkdir -p "$tree"/{bin,dev,etc,home,proc,root,sys,tmp,usr/bin,usr/sbin,sbin,var/spool/mail,var/www}
chmod 1777 "$tree/tmp"
install -m 755 "$busybox" "$tree/bin/busybox"
for applet in $("$busybox" --list); do
  [ "$applet" = busybox ] || ln -s busybox "$tree/bin/$applet"
done
ln -s /bin/env "$tree/usr/bin/env"
cat >"$tree/etc/passwd" <<'PASSWD'
root:x:0:0:root:/root:/bin/sh
daemon:x:1:1:daemon:/usr/sbin:/bin/false
www-data:x:33:33:www-data:/var/www:/bin/false
nobody:x:65534:65534:nobody:/home:/bin/false
PASSWD
cat >"$tree/etc/group" <<'GROUP'
root:x:0:
daemon:x:1:
www-data:x:33:
nobody:x:65534:
GROUP
tar -C "$tree" --owner=0 --group=0 --numeric-owner -c . |
  "$docker" import --change 'CMD ["sh"]' --change 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' - "$image"
