docker run -d --name tide registry.example/harbour/tide:2
