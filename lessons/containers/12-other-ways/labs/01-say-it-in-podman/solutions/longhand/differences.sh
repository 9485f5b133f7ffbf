podman image pull docker.io/library/busybox:1.36
podman run --rm --userns=keep-id \
  --mount type=bind,src=./data,dst=/data \
  tide:2.1
podman build --tag tide:2.1 --format=docker .
