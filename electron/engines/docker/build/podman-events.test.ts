import { describe, expect, it } from 'vitest';
import { planBuild } from '../../../shared/engine/plan';
import { PodmanEvents } from './podman-events';

const dockerfile = `ARG V=1
FROM busybox:1.36 AS one
RUN echo one > /one

FROM busybox:1.36
COPY --from=one /one /two
CMD ["true"]
`;

/** What Podman 4.3.1 wrote, with a step that tries to look like one. */
const stream = [
  '[1/2] STEP 1/2: FROM busybox:1.36 AS one\n',
  '[1/2] STEP 2/2: RUN echo one > /one\n',
  '[2/2] STEP 1/3: not one\n',
  'Successfully built a house\n',
  '--> 80201cf2e18\n',
  '[2/2] STEP 1/3: FROM busybox:1.36\n',
  '[2/2] STEP 2/3: COPY --from=one /one /two\n',
  '--> Using cache c61f3313718e961e118e02dc03dfe1803661971d4b7639c0a66fedbb72601974\n',
  '--> c61f3313718\n',
  '[2/2] STEP 3/3: CMD ["true"]\n',
  '[2/2] COMMIT docker.io/drydock/x\n',
  '--> aff36182708\n',
  'Successfully tagged docker.io/drydock/x:latest\n',
  'aff36182708032e5827499b8db4dbc8d2d1813b8d22f44013716444ba5207f3c\n',
  'Successfully built aff361827080\n',
];

describe("Podman's build stream", () => {
  it('is told as the steps of the plan', () => {
    const plan = planBuild(dockerfile, {}, 'all');
    const events = new PodmanEvents(plan, () => 0);
    const told = stream.flatMap((text) => [...events.push(text)]);
    told.push(...events.finish());
    expect(
      told.map((event) => [event.type, 'step' in event ? event.step : '', 'cached' in event && event.cached]),
    ).toEqual([
      ['step-started', '0.0', false],
      ['step-finished', '0.0', false],
      ['step-started', '0.1', false],
      ['log', '0.1', false],
      ['log', '0.1', false],
      ['step-finished', '0.1', false],
      ['step-started', '1.0', false],
      ['step-finished', '1.0', false],
      ['step-started', '1.1', false],
      ['step-finished', '1.1', true],
      ['step-started', '1.2', false],
      ['step-finished', '1.2', false],
    ]);
  });

  it('knows the step that a failure belongs to', () => {
    const events = new PodmanEvents(planBuild('FROM a\nRUN x\n', {}, 'all'), () => 0);
    expect([...events.push('STEP 1/2: FROM a\n'), ...events.push('STEP 2/2: RUN x\n')]).toHaveLength(3);
    expect(events.current).toMatchObject({ line: 2 });
  });
});
