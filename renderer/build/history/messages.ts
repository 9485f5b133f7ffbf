import { formatBytes, formatMs } from '../format';

/** What the history of builds says. */
export const historyMessages = {
  tab: 'History',
  list: 'Earlier builds',
  emptyTitle: 'No builds yet',
  emptyText: 'Every build of these files is remembered here, to be compared with the next.',
  loadFailed: 'The earlier builds could not be read',
  when: (iso: string) =>
    new Date(iso).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'medium', hour12: false }),
  time: (iso: string) =>
    new Date(iso).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false }),
  day: (iso: string) => new Date(iso).toLocaleDateString('en', { day: 'numeric', month: 'short' }),
  states: { done: 'Built', failed: 'Failed', cancelled: 'Cancelled' },
  cached: (n: number, all: number) => `${n}/${all} cached`,
  compareWith: 'Compared with',
  nothingBefore: 'Nothing: the first one remembered',
  option: (iso: string, state: string) =>
    `${new Date(iso).toLocaleString('en', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false })}, ${state.toLowerCase()}`,
  figures: {
    ms: 'Time',
    cached: 'From the cache',
    contextBytes: 'Sent',
    imageBytes: 'Image',
  },
  unknown: '–',
  steps: 'Steps of both builds',
  step: 'Step',
  before: 'Before',
  after: 'This build',
  change: 'Difference',
  new: 'new',
  gone: 'gone',
  edited: 'changed',
  was: (text: string) => `was: ${text}`,
  state: {
    waiting: 'not reached',
    running: 'not ended',
    done: 'run',
    cached: 'cached',
    failed: 'failed',
    cancelled: 'cancelled',
  },
  took: (ms: number) => formatMs(ms),
  bytes: (bytes: number) => formatBytes(bytes),
  moreTime: (ms: number) => (ms > 0 ? `+${formatMs(ms)}` : `−${formatMs(-ms)}`),
  moreBytes: (bytes: number) => (bytes > 0 ? `+${formatBytes(bytes)}` : `−${formatBytes(-bytes)}`),
  goToLine: (line: number) => `Go to line ${line}`,
} as const;
