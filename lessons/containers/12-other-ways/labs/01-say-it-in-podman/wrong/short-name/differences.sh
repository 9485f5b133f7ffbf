podman pull busybox:1.36
podman run --rm --userns keep-id -v ./data:/data tide:2.1
podman build --format docker -t tide:2.1 .
