import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Log } from './log';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-log-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('Log', () => {
  it('writes lines with their time, and keeps those of the last run', async () => {
    const file = join(folder, 'logs/drydock.log');
    new Log(file).write('first');
    new Log(file).write('second\nwith more');
    const text = await readFile(file, 'utf8');
    expect(text).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z first\n\d{4}.*Z second\n {2}with more\n$/);
  });

  it('never takes more than two files of a mebibyte', async () => {
    const file = join(folder, 'drydock.log');
    const log = new Log(file);
    for (let line = 0; line < 800; line += 1) log.write(`${line} ${'x'.repeat(5000)}`);
    expect((await stat(file)).size).toBeLessThanOrEqual(1024 * 1024);
    expect((await stat(`${file}.1`)).size).toBeLessThanOrEqual(1024 * 1024);
    expect(await readFile(file, 'utf8')).toContain('799 xxx');
  });

  it('throws nothing when it cannot write, and writes again when it can', async () => {
    const blocked = join(folder, 'logs');
    await writeFile(blocked, '');
    const log = new Log(join(blocked, 'drydock.log'));
    log.write('lost');
    await rm(blocked);
    log.write('kept');
    expect(await readFile(join(blocked, 'drydock.log'), 'utf8')).toContain('kept');
  });
});
