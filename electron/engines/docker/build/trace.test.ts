import { createReadStream } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BuildEvent } from '../../../shared/engine/build';
import { planBuild } from '../../../shared/engine/plan';
import { BuildKitEvents } from './buildkit-events';
import { readMessages } from './messages';
import { decodeStatus } from './trace';

/** The whole answer of Docker 20.10.24 to a build of the Dockerfile below, byte for byte. */
const recording = fileURLToPath(new URL('fixtures/buildkit-20.10.jsonl', import.meta.url));
const dockerfile = `FROM busybox:1.36 AS base
WORKDIR /app
COPY hello.txt .
RUN echo one && sleep 0.3 && echo two >&2
FROM busybox:1.36
COPY --from=base /app /app
ENV A=1
CMD ["cat","/app/hello.txt"]
`;

async function recordedMessages() {
  const messages = [];
  for await (const message of readMessages(createReadStream(recording, { highWaterMark: 100 }))) {
    messages.push(message);
  }
  return messages;
}

describe('the decoder of BuildKit progress', () => {
  it('reads a recorded build', async () => {
    const messages = await recordedMessages();
    const traces = messages.flatMap((message) => (message.trace ? [decodeStatus(message.trace)] : []));
    const vertexes = traces.flatMap((trace) => trace.vertexes);
    const names = new Set(vertexes.map((vertex) => vertex.name));
    expect(names).toContain('[base 4/4] RUN echo one && sleep 0.3 && echo two >&2');
    expect(names).toContain('[stage-1 2/2] COPY --from=base /app /app');
    expect(vertexes.every((vertex) => vertex.digest.startsWith('sha256:'))).toBe(true);
    const logs = traces.flatMap((trace) => trace.logs);
    expect(logs.map((log) => [log.stream, Buffer.from(log.bytes).toString()])).toEqual([
      ['stdout', 'one\n'],
      ['stderr', 'two\n'],
    ]);
    const run = vertexes.find((vertex) => vertex.name.startsWith('[base 4/4]') && vertex.completedAt);
    const ms = (run?.completedAt ?? 0) - (run?.startedAt ?? 0);
    expect(ms).toBeGreaterThan(300);
    expect(new Date(run?.startedAt ?? 0).getUTCFullYear()).toBe(2026);
    expect(messages.some((message) => message.imageId?.startsWith('sha256:'))).toBe(true);
  });

  it('gives every step of the plan exactly one start and one end', async () => {
    const plan = planBuild(dockerfile);
    const mapper = new BuildKitEvents(plan);
    const events: BuildEvent[] = [];
    for (const message of await recordedMessages()) {
      if (message.trace) events.push(...mapper.push(decodeStatus(message.trace)));
    }
    events.push(...mapper.finish());
    const steps = plan.stages.flatMap((stage) => stage.steps.map((step) => step.id));
    const started = events.flatMap((event) => (event.type === 'step-started' ? [event.step] : []));
    const finished = events.flatMap((event) => (event.type === 'step-finished' ? [event.step] : []));
    expect([...started].sort()).toEqual([...steps].sort());
    expect([...finished].sort()).toEqual([...steps].sort());
    expect(events.find((event) => event.type === 'log')).toMatchObject({ step: '0.3', text: 'one\n' });
    expect(mapper.failed).toBeUndefined();
  });

  it('ends on any bytes, with a message or a RangeError', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          decodeStatus(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('skips fields it does not know', () => {
    // field 15 (varint 1), field 1 { field 3 "x", field 9 fixed64, field 10 fixed32 }
    const vertex = [0x1a, 1, 0x78, 0x49, 1, 2, 3, 4, 5, 6, 7, 8, 0x55, 1, 2, 3, 4];
    const status = decodeStatus(Uint8Array.from([0x78, 1, 0x0a, vertex.length, ...vertex]));
    expect(status.vertexes[0]).toMatchObject({ name: 'x', cached: false, error: '' });
  });
});
