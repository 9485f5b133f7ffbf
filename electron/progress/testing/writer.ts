/**
 * The process that the kill test kills: records events and saves a file as fast as it can, and prints each
 * acknowledgement. Arguments: profile folder, number of the run.
 */
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { type LabSource, Workspaces } from '../../workspaces';
import { Progress } from '../progress';

const [profile = '', run = ''] = process.argv.slice(2);
const say = (line: string): void => void writeSync(1, `${line}\n`);

const labs: LabSource = {
  labFiles: async () => [{ path: 'Dockerfile', bytes: Buffer.from('0'.repeat(20_000)), executable: false }],
  labOpens: () => 'Dockerfile',
};
const progress = await Progress.open({ folder: join(profile, 'progress'), courses: () => [] });
const workspaces = new Workspaces({ folder: join(profile, 'workspaces'), labs, wasTried: () => false });
const id = 'lab/c/l/x';

async function recordForEver(lane: number): Promise<never> {
  for (let count = 0; ; count += 1) {
    const slide = `${run}-${lane}-${count}`;
    await progress.record([{ kind: 'slide-seen', lesson: `c/${run}`, slide }]);
    say(`recorded ${slide}`);
  }
}

/** Each text is its own number over and over, so that a mixture of two would show. */
async function saveForEver(): Promise<never> {
  await workspaces.open(id);
  let { version } = await workspaces.read(id, 'Dockerfile');
  for (let count = 1; ; count += 1) {
    const text = `${run}.${count}|`.repeat(3000);
    say(`saving ${run}.${count}`);
    const result = await workspaces.save(id, 'Dockerfile', text, version);
    if (!result.saved) throw new Error(`not saved: ${result.reason}`);
    version = result.version;
    say(`saved ${run}.${count}`);
    if (count % 7 === 0) {
      await workspaces.reset(id);
      await workspaces.undoReset(id);
    }
  }
}

await Promise.all([recordForEver(0), recordForEver(1), recordForEver(2), saveForEver()]);
