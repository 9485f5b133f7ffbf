import { StandIns } from '../engines/embedded/bundled/stand-ins';
import { foldersInRepository } from '../engines/embedded/make-embedded';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { Engines } from '../engines/select';
import { runCli } from './program';

const course = fileURLToPath(new URL('../../lessons/containers', import.meta.url));
const engines = new Engines();
afterAll(() => engines.close());
const ready = await engines
  .select('auto')
  .then((engine) => engine.images.inspect('busybox:1.36'))
  .then(
    () => true,
    () => false, // no engine, or without the base that the labs stand on: skipped, which the report shows
  );

it.skipIf(!ready)('every shipped lab proves itself on a real engine', { timeout: 240_000 }, async () => {
  let out = '';
  const code = await runCli(['course', 'check', course, '--json'], {
    engines,
    standIns: new StandIns(foldersInRepository(process.cwd()).guest + '/images'),
    out: (text) => void (out += text),
    err: () => undefined,
    signal: new AbortController().signal,
  });
  const result = JSON.parse(out);
  expect(result.proofs.filter((proof: { ok: boolean }) => !proof.ok)).toEqual([]);
  expect(result.proofs.length).toBeGreaterThan(8);
  expect(result.problems.filter((problem: { severity: string }) => problem.severity === 'error')).toEqual([]);
  expect(code).toBe(0);
});
