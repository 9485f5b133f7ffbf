import type { Handlers } from '../../electron/shared/contract';
import type { SearchHit } from '../../electron/shared/course/model';
import type { Settings } from '../../electron/shared/settings';
import { containersCourse, pipelinesCourse } from './sample-courses';
import { readyDocker, stoppedPodman } from './sample-engines';
import { goodHealth, midwayProgress } from './sample-progress';

export const sampleHits: readonly SearchHit[] = [
  {
    kind: 'slide',
    lesson: 'containers/your-first-image',
    title: 'A layer is a difference',
    context: 'Containers · Your first image',
    excerpt: '…each instruction that changes files makes one layer, a tar of what is new…',
    ranges: [[47, 52]],
    item: 'deck',
    target: 'slide-5',
  },
  {
    kind: 'file',
    lesson: 'containers/your-first-image',
    title: 'Dockerfile',
    context: 'Containers · Your first image · First build',
    excerpt: '# one layer for the files',
    ranges: [[6, 11]],
    item: 'first-build',
    target: 'Dockerfile',
  },
];

export const sampleSettings: Settings = {
  theme: 'system',
  zoom: 1,
  panes: {},
  engine: 'auto',
  editorFontSize: 14,
  screenReader: false,
  courseFolders: ['/home/ada/courses/pipelines'],
  learnerName: '',
  engineStoreMegabytes: 2000,
  downloadHosts: [],
  rules: {},
};

/** Plausible answers for everything that the shell and its views ask. */
export function sampleHandlers(): Partial<Handlers> {
  let settings = sampleSettings;
  const dark = typeof matchMedia === 'function' && matchMedia('(prefers-color-scheme: dark)').matches;
  return {
    'app.info': async () => ({
      version: '0.1.0',
      platform: 'linux',
      electron: '45.4.1',
      profile: '/home/ada/.config/drydock',
      dark,
    }),
    'app.command': async () => undefined,
    'clipboard.write': async () => undefined,
    'settings.get': async () => settings,
    'settings.change': async (patch) => {
      settings = { ...settings, ...(patch as Partial<Settings>) };
      return settings;
    },
    'courses.list': async () => [containersCourse, pipelinesCourse],
    'courses.choose': async () => null,
    'courses.open': async () => pipelinesCourse,
    'courses.close': async () => undefined,
    'search.query': async (text) => (text.startsWith('lay') ? sampleHits : []),
    'engines.list': async () => [readyDocker, stoppedPodman],
    'engines.refresh': async () => [readyDocker, stoppedPodman],
    'progress.state': async () => midwayProgress,
    'progress.health': async () => goodHealth,
    'progress.record': async () => undefined,
    'progress.export': async (format) => ({ path: `/home/ada/progress.${format}` }),
    'progress.import': async () => ({ added: 12, known: 202 }),
    'progress.reset': async () => true,
  };
}
