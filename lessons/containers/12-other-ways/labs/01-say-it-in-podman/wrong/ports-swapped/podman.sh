podman build -t tide:2.1 -f Containerfile .
podman run -d --name tide -p 80:{{port}} -e STAGE=test tide:2.1
podman logs -f --tail 20 tide
podman exec -it tide sh
