/** A lesson with sample answers, to look at it in a browser: `npx vite renderer`, then /testing/lesson-dev.html. */
import type { BuildEvent } from '../../electron/shared/engine/build';
import { installFakeBridge } from './fake-bridge';
import { sampleHandlers } from './sample-handlers';
import { sampleLessonHandlers } from './sample-lesson';

const id = 'build-1';
const bridge = installFakeBridge({
  ...sampleHandlers(),
  ...sampleLessonHandlers(),
  'builds.start': async (workspace) => {
    const events: readonly BuildEvent[] = [
      { type: 'context', files: 2, bytes: 140 },
      {
        type: 'plan',
        stages: [
          {
            name: 'stage-0',
            base: 'busybox:1.36',
            steps: [
              'FROM busybox:1.36',
              'COPY greeting.txt /srv/',
              'RUN flase',
              'CMD ["cat", "/srv/greeting.txt"]',
            ].map((text, i) => ({ id: `0.${i}`, text, line: i + (i === 0 ? 1 : 2) })),
          },
        ],
      },
      { type: 'step-started', step: '0.0' },
      { type: 'step-finished', step: '0.0', cached: true, ms: 2 },
      { type: 'step-started', step: '0.1' },
      { type: 'step-finished', step: '0.1', cached: false, ms: 220, bytesAdded: 1206 },
      { type: 'step-started', step: '0.2' },
      {
        type: 'log',
        step: '0.2',
        stream: 'stdout',
        text: `\u001b[32mready\u001b[0m\n${'line of output\n'.repeat(400)}`,
      },
      { type: 'log', step: '0.2', stream: 'stderr', text: '\u001b[31m/bin/sh: flase: not found\u001b[0m\n' },
      {
        type: 'failed',
        failure: {
          kind: 'run-failed',
          message: 'RUN flase ended with exit code 127: the shell knows no command flase.',
          hint: 'Look for a typing error in the command, or install what it needs first.',
          line: 4,
          step: '0.2',
          exitCode: 127,
          details: 'process "/bin/sh -c flase" did not complete successfully: exit code: 127',
        },
      },
    ];
    events.forEach((event, at) =>
      setTimeout(() => bridge.emit('build.event', { build: id, workspace, event }), at * 120),
    );
    return id;
  },
  'builds.cancel': async () => undefined,
  'checks.run': async (lab, step) => ({
    lab,
    step,
    passed: false,
    engine: 'docker',
    simulated: false,
    outcomes: [
      {
        check: 'inside',
        title: 'The image has `/srv/greeting.txt`',
        passed: false,
        code: 'file-missing',
        expected: 'a file at /srv/greeting.txt',
        found: 'no such file',
        message: 'The image was built, but there is no file `/srv/greeting.txt` in it.',
        slide: 'layers',
      },
      { check: 'small', title: 'It is smaller than 3 MB', passed: true, code: 'passed', message: '' },
    ],
  }),
});
await import('../main');
