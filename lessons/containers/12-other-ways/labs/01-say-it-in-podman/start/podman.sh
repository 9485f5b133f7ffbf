# the same four, with podman
