# people first
docker image tag tide:latest registry.example/harbour/tide:2.1 && \
docker image tag tide registry.example/harbour/tide:git-4f2c91a
docker image push registry.example/harbour/tide:2.1
docker image push --quiet registry.example/harbour/tide:git-4f2c91a
