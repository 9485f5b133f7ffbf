docker tag tide:latest registry.example/harbour/tide:git-4f2c91a
docker tag registry.example/harbour/tide:git-4f2c91a registry.example/harbour/tide:2.1
docker push -a registry.example/harbour/tide
