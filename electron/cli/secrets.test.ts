import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readSecrets } from './secrets';

let file = '';
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-secrets-'));
  file = join(folder, 'token.txt');
  await writeFile(file, 'from a file\n');
  process.env.DRYDOCK_TEST_SECRET = 'from a variable';
});
afterAll(async () => {
  delete process.env.DRYDOCK_TEST_SECRET;
  await rm(join(file, '..'), { recursive: true, force: true });
});

it('reads secrets as the command of Docker is given them', async () => {
  expect(
    await readSecrets([
      `id=a,src=${file}`,
      `type=file,id=b,source=${file}`,
      'id=c,env=DRYDOCK_TEST_SECRET',
      'type=env,id=DRYDOCK_TEST_SECRET',
      'id=d,type=env,src=DRYDOCK_TEST_SECRET',
    ]),
  ).toEqual({
    a: 'from a file\n',
    b: 'from a file\n',
    c: 'from a variable',
    DRYDOCK_TEST_SECRET: 'from a variable',
    d: 'from a variable',
  });
  expect(await readSecrets(['id=DRYDOCK_TEST_SECRET'])).toEqual({ DRYDOCK_TEST_SECRET: 'from a variable' });
  expect(await readSecrets([])).toEqual({});
});

it.each(['token', 'src=x', 'id=a,mode=0400', 'id=', 'id=a,src=/no/such/file', 'id=a,env=DRYDOCK_NO_SUCH'])(
  'refuses %s',
  async (text) => {
    await expect(readSecrets([text])).rejects.toMatchObject({ data: { kind: 'invalid-input' } });
  },
);
