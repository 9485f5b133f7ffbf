docker build -t registry.example/harbour/gauge .
docker push registry.example/harbour/gauge
