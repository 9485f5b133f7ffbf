podman build -t tide:2.1 -f Containerfile .
podman run -d --name tide -p {{port}}:80 -e STAGE=test tide:2.1
podman logs -f --tail 20 tide
podman exec -it tide sh
