import { describe, expect, it } from 'vitest';
import type { ImageConfig } from '../../electron/shared/engine/image';
import { configDifferences, configFacts } from './config-facts';
import { imageName, listedImages } from './image-name';

const config: ImageConfig = {
  user: '',
  workingDir: '/app',
  env: { PATH: '/bin', SHIP: 'Aurora' },
  labels: {},
  cmd: ['sh', '-c', 'echo'],
  entrypoint: null,
  shell: null,
  exposedPorts: ['80/tcp'],
  volumes: [],
  stopSignal: null,
  healthcheck: { test: ['CMD-SHELL', 'wget -q localhost'], intervalMs: 5000, retries: 2 },
  onBuild: [],
};

describe('a configuration in words', () => {
  it('is written as in a Dockerfile', () => {
    const said = Object.fromEntries(configFacts(config).map(({ name, values }) => [name, values]));
    expect(said).toMatchObject({
      CMD: ['["sh","-c","echo"]'],
      ENTRYPOINT: [],
      ENV: ['PATH=/bin', 'SHIP=Aurora'],
      HEALTHCHECK: ['--interval=5.0 s --retries=2 CMD wget -q localhost'],
    });
  });

  it('is compared part by part', () => {
    expect(configDifferences(config, config)).toEqual([]);
    expect(
      configDifferences(config, { ...config, env: { PATH: '/bin', SHIP: 'Bora' }, user: '1000' }),
    ).toEqual([
      { name: 'USER', gone: [], come: ['1000'] },
      { name: 'ENV', gone: ['SHIP=Aurora'], come: ['SHIP=Bora'] },
    ]);
  });
});

describe('the list of images', () => {
  const image = (id: string, tags: string[], created: string) => ({
    id,
    tags,
    created,
    size: 1,
    ours: false,
  });
  const images = [
    image('sha256:aaaabbbbccccdddd', [], '2026-01-03'),
    image('sha256:1', ['old:1'], '2026-01-01'),
    image('sha256:2', ['new:1'], '2026-01-02'),
  ];

  it('has what has a name first, then the newest', () => {
    expect(listedImages(images, '').map(imageName)).toEqual(['new:1', 'old:1', 'aaaabbbbcccc']);
    expect(listedImages(images, 'OLD').map(imageName)).toEqual(['old:1']);
  });
});
