import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareCommands, parseCommand, parseCommands, readContainerOptions } from '.';
import { parseMount, parseVolume } from './values';

const differences = (found: string, expected: string, ignored: string[] = []) =>
  compareCommands(parseCommand(found)!, parseCommand(expected)!, ignored);

describe('parseCommands', () => {
  it('reads comments, continued lines, lists and sudo as a shell does', () => {
    const { commands, problems } = parseCommands(`# first
docker pull busybox:1.36 && sudo podman run -d \\
  --name tide tide:2.1 sh -c 'a # b; c'  # why
echo "open
`);
    expect(commands.map(({ tool, verb, line }) => [tool, verb, line])).toEqual([
      ['docker', 'pull', 2],
      ['podman', 'run', 2],
    ]);
    expect(commands[1]?.arguments).toEqual(['tide:2.1', 'sh', '-c', 'a # b; c']);
    expect(problems).toEqual([{ line: 4, message: expect.stringContaining('quote') }]);
  });

  it.each([
    ['docker run -itd -e A=1 -eB=2 --env=C=3 x ls -l', { interactive: ['true'], env: ['A=1', 'B=2', 'C=3'] }],
    ['docker run -m64m -p=80:80 x', { memory: ['64m'], publish: ['80:80'] }],
    ['docker logs -f -n 20 tide', { follow: ['true'], tail: ['20'] }],
    [
      'docker build -t tide:1 -f other/Dockerfile --no-cache .',
      { tag: ['tide:1'], file: ['other/Dockerfile'] },
    ],
    ['docker run --net host x', { network: ['host'] }],
  ])('%s', (text, options) => {
    expect(Object.fromEntries(parseCommand(text)!.options)).toMatchObject(options);
  });

  it('shortens the long ways to say a verb', () => {
    for (const [long, short] of [
      ['docker container run x', 'run'],
      ['docker image ls', 'images'],
      ['docker buildx build .', 'build'],
      ['docker container ls', 'ps'],
      ['docker volume create v', 'volume create'],
    ]) {
      expect(parseCommand(long!)?.verb).toBe(short);
    }
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'dockerun -=\'"\\\n#;&:/.$') }), (text) => {
        for (const command of parseCommands(text).commands) {
          compareCommands(command, command);
          readContainerOptions(command);
        }
      }),
    );
  });

  it('finds every command equal to itself', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const command of parseCommands(`docker run ${text}`).commands) {
          expect(compareCommands(command, command)).toEqual([]);
        }
      }),
    );
  });
});

describe('compareCommands', () => {
  it.each([
    [
      'podman run -d -p 8080:80 --name t docker.io/library/tide',
      'docker run --name=t --publish 0.0.0.0:8080:80 -d tide:latest',
    ],
    ['docker run --mount type=volume,src=tides,dst=/data/ x', 'docker run -v tides:/data:Z x'],
    ['docker run -v $PWD/data:/data:ro x', 'docker run -v "$(pwd)/data":/data:ro x'],
    ['docker run -m 64m x', 'docker run --memory 65536k x'],
    ['docker build -f ./Dockerfile -t a ./', 'podman build --tag localhost/a:latest .'],
    ['docker rmi docker.io/library/busybox:1.36', 'docker image rm busybox:1.36'],
    ['docker run r.example/tide:2@sha256:abc', 'docker run r.example/tide@sha256:abc'],
    ['docker push -a r.example:5000/tide', 'docker push --all-tags r.example:5000/tide'],
    ['podman pull docker.io/busybox', 'podman pull docker.io/library/busybox:latest'],
    ['podman run localhost/tide:2', 'podman run tide:2'],
  ])('takes %s for %s', (found, expected) => {
    expect(differences(found, expected)).toEqual([]);
  });

  it('says what differs', () => {
    expect(differences('docker run -p 80:8080 tide', 'docker run -p 8080:80 tide')).toEqual([
      { about: 'option', found: '', expected: '--publish 8080:80' },
      { about: 'option', found: '--publish 80:8080', expected: '' },
    ]);
    expect(differences('docker run tide:1', 'docker run tide:2')[0]?.about).toBe('image');
    expect(differences('docker rm tide', 'docker rmi tide')[0]?.about).toBe('verb');
    expect(differences('podman pull busybox', 'podman pull docker.io/library/busybox')[0]?.found).toBe(
      'busybox:latest',
    );
    expect(differences('docker run --rm tide', 'docker run tide', ['rm'])).toEqual([]);
  });
});

describe('readContainerOptions', () => {
  const read = (text: string) => readContainerOptions(parseCommand(text)!);

  it('takes what stays inside the container', () => {
    expect(
      read(
        'docker run -d --rm -p 8080:80 -v tides:/data --tmpfs /tmp --memory-swap=16384k -m 16m --cpus 0.5 --restart on-failure:3 -e A=b --user 7 tide serve',
      ),
    ).toEqual({
      ok: true,
      options: {
        image: 'tide',
        arguments: ['serve'],
        ports: [{ containerPort: 80, hostPort: 8080, protocol: 'tcp' }],
        mounts: [
          { type: 'volume', source: 'tides', target: '/data', readOnly: false },
          { type: 'tmpfs', target: '/tmp' },
        ],
        limits: { memoryBytes: 16 * 1024 * 1024, cpus: 0.5 },
        restart: { policy: 'on-failure', retries: 3 },
        env: { A: 'b' },
        user: '7',
      },
    });
  });

  it.each([
    'docker run --privileged x',
    'docker run --pid host x',
    'docker run --network host x',
    'docker run -v /:/host x',
    'docker run --mount type=bind,src=/etc,dst=/x x',
    'docker run -v ../up:/x x',
    'docker run --device /dev/sda x',
    'docker run --cap-add SYS_ADMIN x',
    'docker run -p nonsense x',
    'docker run -m 16m --memory-swap 32m x',
    'docker run --memory-swap 32m x',
    'docker run',
    'docker stop x',
  ])('refuses %s', (text) => {
    expect(read(text)).toEqual({ ok: false, reason: expect.stringMatching(/\S/) });
  });
});

describe('mounts', () => {
  it('are told apart by their source', () => {
    expect(parseVolume('/data')).toEqual({ type: 'volume', source: '', target: '/data', readOnly: false });
    expect(parseVolume('a:b')).toBeNull();
    expect(parseMount('type=npipe,target=/x')).toBeNull();
  });
});
