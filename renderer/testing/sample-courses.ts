import type { CourseSummary, LessonSummary } from '../../electron/shared/course/model';

export const whyContainers: LessonSummary = {
  key: 'containers/why-containers',
  id: 'why-containers',
  number: 1,
  title: 'Why containers',
  summary: 'Software breaks when it moves. A container moves the software together with all it stands on.',
  objectives: [
    'Say why a program that works on one machine fails on the next',
    'Name what an image packs up and what stays with the host',
  ],
  minutes: 25,
  topics: ['packaging', 'portability'],
  items: [
    { kind: 'deck', id: 'deck', path: 'slides.md', slideCount: 12 },
    {
      kind: 'quiz',
      id: 'quiz',
      path: 'quiz.yaml',
      questions: [
        { id: 'shared', prompt: '' },
        { id: 'moves', prompt: '' },
        { id: 'pets', prompt: '' },
        { id: 'kernel', prompt: '' },
      ],
    },
  ],
  problems: [],
};

export const firstImage: LessonSummary = {
  key: 'containers/your-first-image',
  id: 'your-first-image',
  number: 2,
  title: 'Your first image',
  summary:
    'A short text file, a folder and one command make an image. Write the file, build it, look inside.',
  objectives: [
    'Write a Dockerfile with FROM, COPY, RUN and CMD',
    'Say what the build context is and why its size matters',
    'Read the steps of a build and tell which came from the cache',
  ],
  minutes: 50,
  topics: ['dockerfile', 'layers', 'build-context'],
  items: [
    { kind: 'deck', id: 'deck', path: 'slides.md', slideCount: 16 },
    {
      kind: 'lab',
      id: 'first-build',
      key: 'containers/your-first-image/first-build',
      title: 'First build',
      minutes: 15,
      stepIds: ['base', 'copy', 'run'],
    },
    {
      kind: 'lab',
      id: 'shape-the-image',
      key: 'containers/your-first-image/shape-the-image',
      title: 'Shape the image',
      minutes: 20,
      stepIds: ['user', 'command'],
    },
    {
      kind: 'quiz',
      id: 'quiz',
      path: 'quiz.yaml',
      questions: [
        { id: 'context', prompt: '' },
        { id: 'cache', prompt: '' },
        { id: 'layers', prompt: '' },
      ],
    },
  ],
  problems: [],
};

const brokenLesson: LessonSummary = {
  key: 'pipelines/stages',
  id: 'stages',
  number: 1,
  title: 'Stages',
  objectives: [],
  minutes: 30,
  topics: ['multi-stage'],
  items: [],
  problems: [
    {
      severity: 'error',
      file: '01-stages/lesson.yaml',
      line: 7,
      message: 'minutes is "half an hour"; expected a whole number from 1 to 600.',
    },
    {
      severity: 'warning',
      file: '01-stages/slides.md',
      line: 41,
      message: 'The picture figures/flow.svg is not in the lesson folder.',
    },
  ],
};

export const containersCourse: CourseSummary = {
  id: 'containers',
  version: '1.0.0',
  title: 'Containers',
  summary:
    'What a container is, why so much software travels in one, and how to build and run images of your own.',
  authors: ['The Drydock authors'],
  license: 'CC-BY-4.0',
  language: 'en',
  origin: 'shipped',
  folder: '/opt/drydock/lessons/containers',
  completion: { quizShare: 0.8, labs: 'all' },
  lessons: [whyContainers, firstImage],
  problems: [],
};

export const pipelinesCourse: CourseSummary = {
  ...containersCourse,
  id: 'pipelines',
  title: 'Build pipelines',
  summary: 'From a working image to one that is small, quick to build and fit to be shipped.',
  authors: ['M. Okafor'],
  origin: 'folder',
  folder: '/home/ada/courses/pipelines',
  lessons: [brokenLesson],
};
