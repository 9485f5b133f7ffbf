docker build -t registry.example/harbour/gauge:{{version}} .
docker push registry.example/harbour/gauge:{{version}}
