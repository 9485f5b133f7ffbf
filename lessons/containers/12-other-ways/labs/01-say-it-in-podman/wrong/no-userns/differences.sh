podman pull docker.io/library/busybox:1.36
podman run --rm -v ./data:/data:Z tide:2.1
podman build --format docker -t tide:2.1 .
