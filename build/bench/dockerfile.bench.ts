import {
  completions,
  DocumentModel,
  hover,
  lint,
  lintAst,
  semanticTokens,
} from '../../electron/shared/dockerfile';
import { type Bench, type BenchRow } from './bench';
import { generatedDockerfile } from './dockerfile/generate';
import { heldMemory } from './dockerfile/memory';
import { openPeer, peerName } from './dockerfile/peer';
import { workerSize } from './dockerfile/worker-size';
import { percentile, timed } from './statistics';

/** What the editor asks of a Dockerfile while someone types, for a usual one and for a very long one. */
export const bench: Bench = {
  name: 'dockerfile',
  async run() {
    return [
      ...(await measured({ lines: 50, rounds: 1_000, peerRounds: 100 }, 1, 1)),
      ...(await measured({ lines: 2_000, rounds: 150, peerRounds: 3 }, 10, 5)),
      memoryRow(),
      {
        what: 'language worker, gzip',
        value: workerSize('language'),
        unit: 'KB',
        budget: { of: 'value', most: 150 },
      },
      {
        what: 'worker of Compose and Kubernetes, loaded by the first YAML file, gzip',
        value: workerSize('yaml'),
        unit: 'KB',
        budget: { of: 'value', most: 150 },
      },
    ];
  },
};

interface Measurement {
  readonly lines: number;
  /** How often each thing is done to warm up, and then as often again to be measured. */
  readonly rounds: number;
  /** The same for the peer, which is too slow for as many. */
  readonly peerRounds: number;
}

async function measured(size: Measurement, lintBudget: number, budget: number): Promise<BenchRow[]> {
  const { lines } = size;
  const text = generatedDockerfile(lines);
  const at = text.indexOf('\n', text.length >> 1);
  const inVariable = text.indexOf('$V', at) + 2;
  const typed = [text, `${text.slice(0, at)}x${text.slice(at)}`] as const;
  const model = new DocumentModel(text);
  lintAst(model.ast);
  let round = 0;
  const edit = (): void => {
    round += 1;
    model.update({ start: at, end: at + (1 - (round % 2)), text: round % 2 === 1 ? 'x' : '' });
  };
  const peer = openPeer();
  const row = async (
    what: string,
    most: number,
    ours: { prepare?: () => void; work: () => unknown },
    theirs: (text: string) => unknown,
  ): Promise<BenchRow> => ({
    what: `${what}, ${lines} lines, p95`,
    value: await p95(size.rounds, ours.work, ours.prepare),
    unit: 'ms',
    floor: {
      name: peerName,
      value: await p95(size.peerRounds, () => theirs(typed[(round += 1) % 2 ? 1 : 0])),
    },
    budget: { of: 'value', most },
  });
  const editAndLint = (): void => {
    edit();
    lintAst(model.ast);
  };
  return [
    await row('edit to diagnostics', lintBudget, { work: editAndLint }, (now) => peer.diagnostics(now)),
    await row('semantic tokens', budget, { prepare: edit, work: () => semanticTokens(model.ast) }, (now) =>
      peer.semanticTokens(now),
    ),
    await row('completion', budget, { prepare: edit, work: () => completions(model.ast, at) }, (now) =>
      peer.completion(now, at),
    ),
    await row('hover', budget, { prepare: edit, work: () => hover(model.ast, inVariable) }, (now) =>
      peer.hover(now, inVariable),
    ),
    await row('lint of a text never seen', lintBudget * 5, { work: () => lint(text) }, (now) =>
      peer.diagnostics(now),
    ),
  ];
}

async function p95(rounds: number, work: () => unknown, prepare?: () => void): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds * 2; round += 1) {
    prepare?.();
    const time = await timed(work);
    if (round >= rounds) times.push(time);
  }
  return percentile(times, 95);
}

/** Ten times the lines may hold ten times the memory, and a little for longer names; anything worse than linear shows. */
function memoryRow(): BenchRow {
  heldMemory(200);
  return {
    what: 'memory of 20,000 lines beside ten times that of 2,000',
    value: heldMemory(20_000) / 1024,
    unit: 'MB',
    floor: { name: 'ten times 2,000 lines', value: (heldMemory(2_000) * 10) / 1024 },
    budget: { of: 'ratio', most: 1.5 },
  };
}
