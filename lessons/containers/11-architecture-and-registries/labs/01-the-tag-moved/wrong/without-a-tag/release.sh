docker tag tide registry.example/harbour/tide:2.1
docker tag tide registry.example/harbour/tide:git-4f2c91a
docker push registry.example/harbour/tide
