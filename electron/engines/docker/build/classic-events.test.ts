import { describe, expect, it } from 'vitest';
import { planBuild } from '../../../shared/engine/plan';
import { ClassicEvents } from './classic-events';

const dockerfile = `FROM busybox:1.36 AS one
RUN echo "Step 3/4 : not one" && echo "Successfully built a house" && echo oh >&2
FROM busybox:1.36
COPY --from=one /etc/passwd /two
`;

/** What Docker 20.10.24 wrote, with a step that tries to look like the one that is due. */
const stream = [
  'Step 1/4 : FROM busybox:1.36 AS one',
  '\n',
  ' ---> 00e79c31fbe6\n',
  'Step 2/4 : RUN echo "Step 3/4 : not one" && echo "Successfully built a house" && echo oh >&2',
  '\n',
  ' ---> Running in dbc7504f30af\n',
  'Step 3/4 : not one\nSuccessfully built a house\n',
  '\u001b[91moh\n\u001b[0m',
  'Removing intermediate container dbc7504f30af\n',
  ' ---> 42a5e12d4d6a\n',
  'Step 3/4 : FROM busybox:1.36',
  '\n',
  ' ---> 00e79c31fbe6\n',
  'Step 4/4 : COPY --from=one /etc/passwd /two',
  '\n',
  ' ---> Using cache\n',
  ' ---> a4088b68ae4f\n',
  'Successfully built a4088b68ae4f\n',
  'Successfully tagged x:latest\n',
];

describe("the classic builder's stream", () => {
  it('is told as the steps of the plan, and what they wrote on which stream', () => {
    const events = new ClassicEvents(planBuild(dockerfile, {}, 'all'), () => 0);
    const told = stream.flatMap((text) => [...events.push(text)]);
    told.push(...events.finish());
    expect(told).toEqual([
      { type: 'step-started', step: '0.0' },
      { type: 'step-finished', step: '0.0', cached: false, digest: '00e79c31fbe6', ms: 0 },
      { type: 'step-started', step: '0.1' },
      {
        type: 'log',
        step: '0.1',
        stream: 'stdout',
        text: 'Step 3/4 : not one\nSuccessfully built a house\n',
      },
      { type: 'log', step: '0.1', stream: 'stderr', text: 'oh\n' },
      { type: 'step-finished', step: '0.1', cached: false, digest: '42a5e12d4d6a', ms: 0 },
      { type: 'step-started', step: '1.0' },
      { type: 'step-finished', step: '1.0', cached: false, digest: '00e79c31fbe6', ms: 0 },
      { type: 'step-started', step: '1.1' },
      { type: 'step-finished', step: '1.1', cached: true, digest: 'a4088b68ae4f', ms: 0 },
    ]);
  });

  it('knows the step that a failure belongs to, also behind an ARG before the first FROM', () => {
    const events = new ClassicEvents(planBuild('ARG V=1\nfrom a\nRUN x\n', {}, 'all'), () => 0);
    for (const text of ['Step 1/3 : ARG V=1', 'Step 2/3 : FROM a', 'Step 3/3 : RUN x']) {
      Array.from(events.push(text));
    }
    expect(events.current).toMatchObject({ line: 3 });
  });
});
