import type { ContainerSummary } from '../../electron/shared/engine/container';

export const sampleContainer: ContainerSummary = {
  id: 'c'.repeat(64),
  name: 'harbour',
  image: 'drydock/containers-first-build:latest',
  imageId: `sha256:${'a'.repeat(64)}`,
  command: 'httpd -f -p 8080',
  created: '2026-01-01T00:00:00.000Z',
  state: 'running',
  health: 'none',
  ports: [{ containerPort: 8080, protocol: 'tcp', hostAddress: '127.0.0.1', hostPort: 32_800 }],
  labels: { 'dev.drydock.workspace': 'lab/containers/your-first-image/first-build' },
  networks: ['bridge'],
  ours: true,
};
