import { describe, expect, it } from 'vitest';
import { planBuild } from '../../../shared/engine/plan';
import { refusal } from './refusals';

const dockerfile = 'FROM busybox:1.36\nRUN --mount=type=secret,id=key true\n';

function refused(secrets: Readonly<Record<string, string>>, builder: 'buildkit' | 'classic' = 'buildkit') {
  return refusal({
    request: { context: '/nowhere', labels: {}, secrets },
    traits: { builder, heredocs: false, contextCap: 1000 },
    plan: planBuild(dockerfile, {}, builder === 'buildkit' ? 'needed' : 'all'),
    context: { files: 0, bytes: 0 } as Parameters<typeof refusal>[0]['context'],
  });
}

describe('a build that is not sent', () => {
  it('gives BuildKit a secret that is larger than it takes', () => {
    expect(refused({ key: 'k'.repeat(500 * 1024) })).toBeUndefined();
    expect(refused({ key: 'k'.repeat(500 * 1024 + 1) })).toMatchObject({
      kind: 'unsupported',
      line: 2,
      message: 'The secret key has 512,001 bytes, and BuildKit takes at most 512,000.',
    });
    expect(refused({ other: 'k'.repeat(600 * 1024) })).toBeUndefined(); // nobody asks for it
  });

  it('gives a builder a secret that cannot ask for it', () => {
    expect(refused({ key: 'k' }, 'classic')).toMatchObject({ line: 2 });
    expect(refused({}, 'classic')).toBeUndefined();
  });
});
