podman build --tag registry.example/harbour/gauge:{{version}} --build-arg VERSION={{version}} . && \
podman push registry.example/harbour/gauge:{{version}}
