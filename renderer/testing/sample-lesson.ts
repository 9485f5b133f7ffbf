import type { Handlers } from '../../electron/shared/contract';
import type { LessonContent } from '../../electron/shared/course/model';
import { labSchema, quizSchema } from '../../electron/shared/course/schema';
import type { Workspace } from '../../electron/shared/workspace/model';
import { firstImage } from './sample-courses';

const deck = `---
title: Your first image
---

## A recipe in four lines

\`\`\`dockerfile
FROM busybox:1.36
COPY greeting.txt /srv/
CMD ["cat", "/srv/greeting.txt"]
\`\`\`

## Layers

- Every instruction that changes files makes a layer
- Layers are shared
`;

const steps = [
  {
    id: 'base',
    title: 'Stand on something',
    content: 'steps/01.md',
    checks: [{ id: 'builds', kind: 'build', title: 'The Dockerfile builds' }],
    hints: ['The instruction is called `FROM`.', 'A name and a version are joined by a colon.'],
    solution: '`FROM busybox:1.36` takes a base of about a megabyte.',
  },
  {
    id: 'copy',
    title: 'Bring a file along',
    content: 'steps/02.md',
    points: 2,
    checks: [
      { id: 'inside', kind: 'image', title: 'The image has `/srv/greeting.txt`' },
      { id: 'small', kind: 'image', title: 'It is smaller than 3 MB' },
    ],
    hints: ['The instruction is called `COPY`.'],
  },
  { id: 'run', title: 'Run a step', content: 'steps/03.md' },
];

const lab = labSchema.parse({ title: 'First build', minutes: 15, difficulty: 'easy', steps });
const second = labSchema.parse({
  title: 'Shape the image',
  minutes: 20,
  difficulty: 'medium',
  steps: ['user', 'command'].map((id) => ({ id, title: id, content: 'steps/01.md' })),
});

/** A lesson with everything a lesson can have. */
export const sampleLesson: LessonContent = {
  summary: firstImage,
  courseTitle: 'Containers',
  baseUrl: '/course/containers/02-your-first-image/',
  deck: { path: 'slides.md', source: deck },
  quiz: quizSchema.parse({
    title: 'What stays with you',
    questions: [
      {
        id: 'context',
        kind: 'single',
        prompt: 'What can `COPY` reach?',
        explain: 'Only what was sent to the engine can be copied.',
        slide: 'layers',
        options: [
          { text: 'Any file of the computer', explain: 'The engine never sees those.' },
          { text: 'The build context', correct: true, explain: 'That folder is what is sent.' },
        ],
      },
      {
        id: 'cache',
        kind: 'order',
        prompt: 'In which order does a build go?',
        explain: 'First the files go, then the steps run.',
        items: ['The context is sent', 'The steps run', 'The image gets its name'],
      },
      {
        id: 'layers',
        kind: 'match',
        prompt: 'What does each do?',
        explain: 'One of them is for building, one for starting.',
        pairs: [
          { left: '`RUN`', right: 'Runs while building' },
          { left: '`CMD`', right: 'Names what a container starts' },
        ],
      },
    ],
  }),
  labs: [
    {
      key: 'containers/your-first-image/first-build',
      id: 'first-build',
      file: lab,
      steps: {
        base: 'Open the **Dockerfile** and give it a base:\n\n```dockerfile\nFROM busybox:1.36\n```\n\nThen build.',
        copy: 'Copy `greeting.txt` to `/srv/` of the image.',
      },
    },
    { key: 'containers/your-first-image/shape-the-image', id: 'shape-the-image', file: second, steps: {} },
  ],
};

/** Answers to everything that a lesson asks, with files that live in memory. */
export function sampleLessonHandlers(): Partial<Handlers> {
  const texts = new Map([
    [
      'Dockerfile',
      'FROM busybox:1.36\n\nCOPY greeting.txt /srv/\nRUN flase\nCMD ["cat", "/srv/greeting.txt"]\n',
    ],
    ['greeting.txt', 'Ahoy!\n'],
  ]);
  const versions = new Map<string, number>();
  const versionOf = (path: string) => `v${versions.get(path) ?? 0}`;
  const workspace = (id: Workspace['id']): Workspace => ({
    id,
    folder: '/home/ada/drydock/first-build',
    open: 'Dockerfile',
    canUndoReset: false,
    files: [...texts].map(([path, text]) => ({
      path,
      size: text.length,
      version: versionOf(path),
      editable: true,
      changed: versions.has(path),
    })),
  });
  return {
    'courses.lesson': async () => sampleLesson,
    'workspaces.open': async (id) => workspace(id),
    'workspaces.scratch': async (file, text) => {
      texts.set(file, text);
      return { ...workspace('scratch/12345678'), open: file };
    },
    'workspaces.read': async (_id, path) => ({ path, text: texts.get(path) ?? '', version: versionOf(path) }),
    'workspaces.save': async (_id, path, text) => {
      texts.set(path, text);
      versions.set(path, (versions.get(path) ?? 0) + 1);
      return { saved: true, version: versionOf(path) };
    },
    'workspaces.reset': async (id) => workspace(id),
    'workspaces.solution': async () => [{ path: 'Dockerfile', text: 'FROM busybox:1.36\nCOPY . /srv/\n' }],
    'builds.last': async () => null,
    'quiz.answer': async (_lesson, _question, answer) => ({
      correct:
        'choices' in answer &&
        answer.choices.every((choice, at) => choice === (answer.choices.length === 1 ? 1 : at)),
    }),
  };
}
