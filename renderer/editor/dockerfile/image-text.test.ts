import { describe, expect, it } from 'vitest';
import type { ImageDetails } from '../../../electron/shared/engine/image';
import { imageMarkdown } from './image-text';

const details: ImageDetails = {
  id: 'sha256:1',
  tags: ['busybox:1.36'],
  size: 2_000_000,
  created: '2026-01-01T00:00:00Z',
  ours: false,
  platform: 'linux/amd64',
  author: '',
  layers: ['sha256:2'],
  config: {
    user: '1000',
    workingDir: '/srv',
    env: { PATH: '/bin', TICK: '`rm`' },
    labels: {},
    cmd: ['sh', '-c'],
    entrypoint: null,
    shell: null,
    exposedPorts: ['80/tcp'],
    volumes: [],
    stopSignal: null,
    healthcheck: null,
    onBuild: [],
  },
};
const entry = { created: '', comment: '', tags: [], emptyLayer: false };

describe('imageMarkdown', () => {
  it('tells the configuration and the layers that weigh something', () => {
    const history = [
      { ...entry, createdBy: 'CMD ["sh"]', size: 0, emptyLayer: true },
      { ...entry, createdBy: 'ADD rootfs.tar / `', size: 2_000_000 },
    ];
    const text = imageMarkdown('busybox:1.36', { details, history });
    expect(text).toContain('- Size: `2 MB, linux/amd64`');
    expect(text).toContain('- User: `1000`');
    expect(text).toContain('- Command: `["sh","-c"]`');
    expect(text).toContain('- 2 MB `ADD rootfs.tar /`');
    expect(text).not.toContain('CMD ["sh"]');
  });

  it('lets nothing of an image end the code it stands in', () => {
    const text = imageMarkdown('busybox:1.36', { details, history: [] });
    expect(text).toContain('TICK= rm');
  });
});
