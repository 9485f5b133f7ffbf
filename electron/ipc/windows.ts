import type { EventName, MethodName } from '../shared/contract';

/** Kinds of windows of ours: the app, the notes of a talk, and one nobody sees that lays out pages to be printed. */
export type WindowKind = 'app' | 'presenter' | 'print';

interface Rights {
  readonly methods: readonly MethodName[];
  readonly events: readonly EventName[];
}

/** What the windows beside the app's may ask and hear: what they need, and nothing that changes anything else. */
const rights: Readonly<Record<Exclude<WindowKind, 'app'>, Rights>> = {
  presenter: {
    methods: [
      'app.info',
      'courses.lesson',
      'presentation.state',
      'presentation.change',
      'presentation.point',
      'presentation.draw',
      'presentation.show',
      'presentation.end',
    ],
    events: [
      'app.theme',
      'courses.changed',
      'presentation.changed',
      'presentation.pointer',
      'presentation.ink',
      'presentation.ended',
    ],
  },
  print: { methods: ['printing.job', 'printing.done'], events: [] },
};

/** Whether a method is for a window of this kind. The app may ask everything but what the printing page is for. */
export function mayAsk(window: WindowKind, method: MethodName): boolean {
  return window === 'app' ? !rights.print.methods.includes(method) : rights[window].methods.includes(method);
}

/** Whether an event is for a window of this kind. */
export function mayHear(window: WindowKind, event: EventName): boolean {
  return window === 'app' || rights[window].events.includes(event);
}
