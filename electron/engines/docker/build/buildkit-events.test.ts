import { describe, expect, it } from 'vitest';
import { planBuild } from '../../../shared/engine/plan';
import { BuildKitEvents } from './buildkit-events';
import type { StatusResponse, Vertex } from './trace';

const vertex = (name: string, more: Partial<Vertex> = {}): Vertex => ({
  digest: `sha256:${name}`,
  name,
  cached: false,
  error: '',
  startedAt: 1000,
  completedAt: 1250,
  ...more,
});
const status = (more: Partial<StatusResponse>): StatusResponse => ({
  vertexes: [],
  logs: [],
  warnings: [],
  ...more,
});
const started = (dockerfile: string, ...names: string[]) =>
  [
    ...new BuildKitEvents(planBuild(dockerfile)).push(
      status({ vertexes: names.map((name) => vertex(name)) }),
    ),
  ].flatMap((event) => (event.type === 'step-started' ? [event.step] : []));

describe('BuildKit vertices and the steps of the plan', () => {
  const two = 'FROM a AS one\nENV X=1\nRUN x\nFROM one AS Two\nCOPY . .\nCMD y\nRUN z\n';

  it.each([
    ['the only stage has no name', 'FROM a\nRUN x\n', '[2/2] RUN x', ['0.1']],
    ['a platform stands before', 'FROM a\nRUN x\n', '[linux/amd64 2/2] RUN x', ['0.1']],
    ['a platform and a name', two, '[linux/amd64 one 2/2] RUN x', ['0.1', '0.2']],
    ['names are compared in lower case', two, '[two 1/2] COPY . .', ['1.1']],
    ['numbers are padded', two, '[two  2/2] RUN z', ['1.3']],
    ['triggers of the base come first', 'FROM a\nRUN x\n', '[2/3] RUN trigger', ['0.0']],
  ])('%s', (_, dockerfile, name, expected) => {
    const all = started(dockerfile, name);
    expect(all).toEqual(expect.arrayContaining(expected));
  });

  it('keeps the first failure, and not what was cancelled because of it', () => {
    const events = new BuildKitEvents(planBuild('FROM a\nRUN x\nRUN y\n'));
    const vertexes = [
      vertex('[3/3] RUN y', { error: 'context canceled' }),
      vertex('[2/3] RUN x', { error: 'exit code: 1' }),
    ];
    const told = [...events.push(status({ vertexes }))];
    expect(told.filter((event) => event.type === 'step-finished' && event.step !== '0.0')).toEqual([]);
    expect(events.failed?.step?.line).toBe(2);
  });

  it('joins characters that two chunks split', () => {
    const events = new BuildKitEvents(planBuild('FROM a\nRUN x\n'));
    const bytes = new TextEncoder().encode('é');
    const log = (part: Uint8Array) => ({ vertex: 'v', stream: 'stdout' as const, bytes: part });
    const logs = [log(bytes.subarray(0, 1)), log(bytes.subarray(1))];
    expect([...events.push(status({ logs }))]).toEqual([
      { type: 'log', step: null, stream: 'stdout', text: 'é' },
    ]);
  });

  it('names the rule of a warning, and says when a log was cut', () => {
    const events = new BuildKitEvents(planBuild('FROM a\nRUN x\n'));
    const warnings = [{ short: 'StageNameCasing: Stage name should be lowercase', url: '', line: 1 }];
    const logs = [
      {
        vertex: 'v',
        stream: 'stderr' as const,
        bytes: Buffer.from('[output clipped, log limit 1MiB reached]'),
      },
    ];
    const told = [...events.push(status({ warnings, logs }))].filter((event) => event.type === 'warning');
    expect(told.map((event) => event.type === 'warning' && event.rule)).toEqual([
      'LogClipped',
      'StageNameCasing',
    ]);
  });
});
