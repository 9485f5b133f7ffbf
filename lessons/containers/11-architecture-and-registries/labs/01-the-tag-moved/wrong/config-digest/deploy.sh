docker run -d --name tide registry.example/harbour/tide@sha256:431714d8bac8f97abb04d36d6d4757a9fcd0ec18802e7efd09a7cbed576c5c7c
