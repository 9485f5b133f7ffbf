#!/usr/bin/env bash
# Starts a rootful Podman service of its own for tests and gives it busybox:1.36; prints the service's process id.
# usage: podman.sh FOLDER   (its socket is FOLDER/podman.sock)
set -euo pipefail
folder=$1
docker=${DRYDOCK_DOCKER:-/usr/bin/docker}
mkdir -p "$folder"
# Podman asks for more open files and processes than a container (as CI itself often is one) may give.
printf '[containers]\ndefault_ulimits = ["nofile=1024:1024", "nproc=1024:1024"]\n[engine]\nevents_logger = "file"\n' >"$folder/containers.conf"
export CONTAINERS_CONF=$folder/containers.conf
# crun refuses the hybrid control groups of some machines; runc does not.
podman=(podman --runtime runc --root "$folder/root" --runroot "$folder/run" --tmpdir "$folder/tmp")
# A service that was killed leaves its socket behind.
rm -f "$folder/podman.sock"
if ! "${podman[@]}" image exists docker.io/library/busybox:1.36; then
  "$docker" save busybox:1.36 -o "$folder/busybox.tar"
  "${podman[@]}" load --quiet -i "$folder/busybox.tar" >/dev/null
  "${podman[@]}" tag localhost/busybox:1.36 docker.io/library/busybox:1.36 2>/dev/null || true
  rm -f "$folder/busybox.tar"
fi
cd "$folder" # where conmon leaves its notes
nohup "${podman[@]}" system service --time=0 "unix://$folder/podman.sock" >"$folder/podman.log" 2>&1 </dev/null &
pid=$!
for _ in $(seq 50); do
  if [ -S "$folder/podman.sock" ]; then break; fi
  sleep 0.1
done
echo "$pid"
