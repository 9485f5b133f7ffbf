import type { EngineStatus } from '../../electron/shared/engine/status';

export const readyDocker: EngineStatus = {
  id: 'docker',
  kind: 'docker',
  name: 'Docker',
  endpoint: '/var/run/docker.sock',
  state: 'ready',
  version: '27.3.1',
  apiVersion: '1.47',
  platform: 'linux/amd64',
  capabilities: {
    build: true,
    buildkit: true,
    heredocs: true,
    secrets: false,
    run: true,
    pull: true,
    compose: false,
  },
};

export const stoppedPodman: EngineStatus = {
  id: 'podman',
  kind: 'podman',
  name: 'Podman',
  endpoint: '/run/user/1000/podman/podman.sock',
  state: 'unavailable',
  reason: 'not-running',
  message: 'Nobody answers at /run/user/1000/podman/podman.sock.',
  remedy: 'Start it with: systemctl --user start podman.socket',
};
