podman image build --file=Containerfile --tag=localhost/tide:2.1 .
podman container run --publish {{port}}:80/tcp --env STAGE=test --detach --name=tide localhost/tide:2.1
podman container logs -n 20 --follow tide
podman container exec --interactive --tty tide sh
