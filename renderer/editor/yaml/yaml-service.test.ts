import { describe, expect, it } from 'vitest';
import { WorkerClient } from '../worker/client';
import { documentKey } from '../worker/protocol';
import type { FromWorker, WorkerPort } from '../worker/protocol';
import type { YamlFacts } from '../../../electron/shared/yaml/language';
import type { ToYamlWorker, YamlMethods } from './protocol';
import { yamlService } from './yaml-service';

/** A client with the real service in the same thread: every message is cloned and comes later, as in a worker. */
function client(): WorkerClient<YamlMethods, YamlFacts> {
  return new WorkerClient<YamlMethods, YamlFacts>(() => {
    const service = yamlService();
    const port: WorkerPort<ToYamlWorker> = {
      onmessage: null,
      postMessage(message) {
        const arrived = structuredClone(message);
        queueMicrotask(() => {
          const answer = service.receive(arrived);
          if (answer) port.onmessage?.({ data: structuredClone(answer) } as MessageEvent<FromWorker>);
        });
      },
    };
    return port;
  });
}

const key = documentKey('lab/a/b/c', 'compose.yaml');
const source = 'services:\n  web:\n    imagee: busybox:1.36\n    restart: allways\n';

describe('the service of YAML files', () => {
  it('places problems by line and fixes one of them, or all', async () => {
    const asked = client();
    const found = (await asked.ask(key, source, 'diagnostics')) ?? [];
    expect(found.map(({ rule, line, column }) => `${line}:${column} ${rule}`)).toContain('3:5 unknown-key');
    const wanted = { rule: 'unknown-key', line: 3, title: 'Write "image"' };
    expect(await asked.ask(key, source, 'fixed', wanted)).toBe(source.replace('imagee', 'image'));
    expect(await asked.ask(key, source, 'fixed', { ...wanted, line: 9 })).toBeUndefined();
    expect(await asked.ask(key, source, 'fixedAll')).toContain('image: busybox');
    const at = source.indexOf('imagee');
    expect((await asked.ask(key, source, 'actions', at, at))?.map(({ title }) => title)).toEqual([
      'Write "image"',
    ]);
  });

  it('proposes what the workspace and the engine have', async () => {
    const asked = client();
    asked.configure({ files: ['app/Dockerfile'], images: ['busybox:1.36'] });
    const text = 'services:\n  web:\n    image: ';
    const items = await asked.askAsOf(key, text, 'completion', text.length);
    expect(items?.map(({ label }) => label)).toEqual(['busybox:1.36']);
  });

  it('reads the settings of the linter', async () => {
    const settings = documentKey('lab/a/b/c', '.hadolint.yaml');
    expect(await client().ask(settings, 'ignored: [DL3006]\n', 'hadolint')).toEqual({ ignored: ['DL3006'] });
    expect(await client().ask(settings, 'ignored: [\n', 'hadolint')).toEqual({});
  });
});
