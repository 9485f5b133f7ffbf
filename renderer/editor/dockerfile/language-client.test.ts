import { describe, expect, it } from 'vitest';
import { LanguageClient } from './language-client';
import type { LanguagePort } from './language-client';
import { documentKey } from './protocol';
import type { ToWorker } from './protocol';
import { inProcessClient, inProcessPort } from './testing/in-process';

const key = documentKey('lab/a/b/c', 'Dockerfile');
const source = 'FROM busybox AS Build\nRUN cd /srv\nFROM scratch\nCOPY --from=build /a /b\n';

describe('a question', () => {
  it('is answered by the real engine', async () => {
    const found = await inProcessClient().ask(key, source, 'diagnostics');
    expect(found?.map(({ rule, line }) => `${line} ${rule}`)).toContain('1 StageNameCasing');
  });

  it('gets no answer when a newer text came first', async () => {
    const client = inProcessClient();
    const old = client.ask(key, source, 'diagnostics');
    const now = client.ask(key, 'FROM busybox:1.36\n', 'symbols');
    expect(await old).toBeUndefined();
    expect(await now).toMatchObject([{ kind: 'stage', detail: 'busybox:1.36' }]);
  });

  it('as of its text is answered even when a newer text came first', async () => {
    const client = inProcessClient();
    const old = client.askAsOf(key, 'W', 'completion', 1);
    void client.ask(key, 'WORK', 'symbols');
    expect((await old)?.map(({ label }) => label)).toContain('WORKDIR');
  });

  it('sends a text once, however much is asked about it', async () => {
    const sent: ToWorker[] = [];
    const client = new LanguageClient(() => {
      const port = inProcessPort();
      const post = port.postMessage;
      return Object.assign(port, { postMessage: (message: ToWorker) => (sent.push(message), post(message)) });
    });
    await client.ask(key, source, 'symbols');
    await client.ask(key, source, 'folding');
    await client.ask(key, `${source}\n`, 'folding');
    expect(sent.filter(({ type }) => type === 'document')).toHaveLength(2);
  });

  it('is answered the same after edits as for a fresh text', async () => {
    const client = inProcessClient();
    for (let end = 0; end <= source.length; end += 3) await client.ask(key, source.slice(0, end), 'tokens');
    const [edited, fresh] = await Promise.all([
      client.ask(key, source, 'diagnostics'),
      inProcessClient().ask(key, source, 'diagnostics'),
    ]);
    expect(edited).toEqual(fresh);
  });

  it('keeps at most forty files and reads a forgotten one again', async () => {
    const client = inProcessClient();
    for (let i = 0; i <= 45; i++) await client.ask(`/w/${i}/Dockerfile`, source, 'folding');
    expect(await client.ask('/w/0/Dockerfile', source, 'folding')).not.toHaveLength(0);
  });
});

describe('the workspace', () => {
  const file = 'FROM busybox:1.36\nCOPY secret.env greeting.txt /srv/\n';
  const facts = {
    root: '/lab/a/b/c/',
    files: ['Dockerfile', 'greeting.txt', 'secret.env'].map((path) => ({ path, size: 1 })),
    ignoreFiles: { '.dockerignore': '*.env\n' },
    rules: {},
  };

  it('tells which sources are not sent to the builder', async () => {
    const client = inProcessClient();
    client.configure(facts);
    const found = await client.ask(key, file, 'diagnostics');
    expect(found?.find(({ rule }) => rule === 'CopyIgnoredFile')).toMatchObject({ line: 2 });
    client.configure({ ...facts, ignoreFiles: { ...facts.ignoreFiles, 'Dockerfile.dockerignore': '' } });
    const own = await client.ask(key, file, 'diagnostics');
    expect(own?.map(({ rule }) => rule)).not.toContain('CopyIgnoredFile');
  });

  it('offers its files with their ignore state', async () => {
    const client = inProcessClient();
    client.configure(facts);
    const text = 'FROM busybox:1.36\nCOPY ';
    const items = await client.ask(key, text, 'completion', text.length);
    expect(items?.map(({ label, detail }) => [label, detail])).toEqual([
      ['Dockerfile', undefined],
      ['greeting.txt', undefined],
      ['secret.env', 'excluded by .dockerignore'],
    ]);
  });

  it('survives an ignore file that is no valid one yet', async () => {
    const client = inProcessClient();
    client.configure({ ...facts, ignoreFiles: { '.dockerignore': '[' } });
    expect(await client.ask(key, 'FROM busybox:1.36\nCOPY ', 'completion', 23)).toHaveLength(3);
  });

  it('sets how grave a rule is, and turns it off', async () => {
    const client = inProcessClient();
    client.configure({ ...facts, rules: { StageNameCasing: 'error', ImageWithoutTag: 'off' } });
    const found = await client.ask(key, source, 'diagnostics');
    expect(found?.find(({ rule }) => rule === 'StageNameCasing')?.severity).toBe('error');
    expect(found?.map(({ rule }) => rule)).not.toContain('ImageWithoutTag');
  });
});

describe('a worker that breaks', () => {
  it('rejects what was asked, and is started again by the next question', async () => {
    let ports: LanguagePort[] = [];
    const client = new LanguageClient(() => {
      const port = ports.length === 0 ? { postMessage: () => undefined, onmessage: null } : inProcessPort();
      ports = [...ports, port];
      return port;
    });
    const lost = client.ask(key, source, 'folding');
    ports[0]?.onerror?.({ message: 'out of memory' } as ErrorEvent);
    await expect(lost).rejects.toThrow('out of memory');
    expect(await client.ask(key, source, 'folding')).not.toHaveLength(0);
  });
});

it('lists every rule with what teaches it', async () => {
  const rules = await inProcessClient().allRules();
  expect(rules.length).toBeGreaterThan(100);
  for (const { id, title, why } of rules) expect([id, title, why].every((text) => text !== '')).toBe(true);
});
