import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BuildEvent } from '../../../shared/engine/build';
import { testEngine } from '../testing/engine';

/** Stages beside each other; what they wait for is a server that answers when it is told to. */

const data = mkdtempSync(join(tmpdir(), 'drydock-stages-'));
const engine = testEngine(data, { downloadHosts: () => ['127.0.0.1'] });
const waiting: ServerResponse[] = [];
let server: Server;
let at = '';

beforeAll(async () => {
  server = createServer((_request, response) => void waiting.push(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await engine.close();
  rmSync(data, { recursive: true, force: true });
});

async function build(
  dockerfile: string,
  onEvent: (event: BuildEvent) => void = () => undefined,
): Promise<string[]> {
  const context = mkdtempSync(join(data, 'context-'));
  writeFileSync(join(context, 'Dockerfile'), dockerfile);
  writeFileSync(join(context, 'here'), 'here\n');
  const lines = new Map<string, number | undefined>();
  const words: string[] = [];
  const request = { context, labels: {}, noCache: true };
  for await (const event of engine.build(request, new AbortController().signal)) {
    if (event.type === 'plan')
      for (const stage of event.stages) for (const { id, line } of stage.steps) lines.set(id, line);
    if (event.type === 'step-started' || event.type === 'step-finished')
      words.push(`${event.type.slice(5)} ${lines.get(event.step)}`);
    if (event.type === 'failed') words.push(`failed ${event.failure.line}: ${event.failure.message}`);
    if (event.type === 'done') words.push('done');
    onEvent(event);
  }
  return words;
}

describe('the stages of a build', () => {
  it('go on beside one that waits, and wait for it only where they need it', async () => {
    const dockerfile = `FROM scratch AS slow
ADD ${at}/slow /slow
FROM scratch AS quick
COPY here /here
FROM scratch
COPY --from=quick /here /
COPY --from=slow /slow /
`;
    let finished = 0;
    const words = await build(dockerfile, (event) => {
      if (event.type !== 'step-finished' || ++finished !== 5) return;
      waiting.pop()!.end('slow\n'); // all that can be done without it is done
    });
    expect(words.slice(-4)).toEqual(['started 7', 'finished 2', 'finished 7', 'done']);
    expect(words.indexOf('finished 6')).toBeLessThan(words.indexOf('finished 2'));
  });

  it('end together when one fails, and its failure is told last', async () => {
    const words = await build(`FROM scratch AS slow
ADD ${at}/never /slow
FROM scratch AS wrong
COPY nothing /
FROM scratch
COPY --from=slow /slow /
COPY --from=wrong / /
`);
    expect(words.at(-1)).toBe('failed 4: "nothing" is not in the build context.');
    expect(words).not.toContain('finished 2');
  });
});
