import { describe, expect, it } from 'vitest';
import { planBuild } from './plan';

describe('what steps ask who builds for', () => {
  it.each([
    ['RUN --mount=type=secret,id=token cat /run/secrets/token', { secrets: ['token'], ssh: false }],
    ['RUN --mount=type=secret,target=/etc/keys/key true', { secrets: ['key'], ssh: false }],
    ['RUN --mount=type=secret,source=a --mount=type=ssh true', { secrets: ['a'], ssh: true }],
    ['RUN --mount=type=cache,target=/c true', undefined],
    ['RUN <<EOF\necho --mount=type=secret,id=none\nEOF', undefined],
    ['COPY --chown=1 . /', undefined],
  ])('%s', (instruction, asks) => {
    expect(planBuild(`FROM busybox:1.36\n${instruction}\n`).asks['0.1']).toEqual(asks);
  });
});
