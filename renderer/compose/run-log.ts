import type { ComposeEvent, ComposeStep, ComposeSubject } from '../../electron/shared/compose/event';

/** How far a subject of a run is. */
export interface SubjectState {
  readonly subject: ComposeSubject;
  readonly step: ComposeStep;
  readonly message?: string;
}

/** What a run of a project has told so far: one line for each subject, in the order they came up. */
export interface RunLog {
  readonly subjects: readonly SubjectState[];
  readonly warnings: readonly { readonly message: string; readonly line?: number }[];
}

export const emptyRunLog: RunLog = { subjects: [], warnings: [] };

/** The log after one more event. What a build tells step by step belongs to its image's line. */
export function withComposeEvent(log: RunLog, event: ComposeEvent): RunLog {
  switch (event.type) {
    case 'step':
      return { ...log, subjects: withStep(log.subjects, event) };
    case 'warning': {
      const { message, line } = event;
      return { ...log, warnings: [...log.warnings, { message, ...(line !== undefined && { line }) }] };
    }
    case 'build': {
      const message = buildMessage(event);
      if (message === undefined) return log;
      const subject: ComposeSubject = { kind: 'image', name: event.service };
      return { ...log, subjects: withStep(log.subjects, { subject, step: 'building', message }) };
    }
  }
}

/** Steps that a subject ends with. A service that was waited for ends with how that came out. */
const settled: ReadonlySet<ComposeStep> = new Set(['done', 'kept', 'healthy', 'completed', 'failed']);

/** Whether nothing more is to come for a subject. */
export function isSettled(step: ComposeStep): boolean {
  return settled.has(step);
}

function withStep(
  subjects: readonly SubjectState[],
  { subject, step, message }: SubjectState,
): readonly SubjectState[] {
  const now: SubjectState = { subject, step, ...(message !== undefined && { message }) };
  const at = subjects.findIndex(
    (known) => known.subject.kind === subject.kind && known.subject.name === subject.name,
  );
  return at < 0 ? [...subjects, now] : subjects.map((known, index) => (index === at ? now : known));
}

function buildMessage({ event }: Extract<ComposeEvent, { type: 'build' }>): string | undefined {
  if (event.type === 'failed') return event.failure.message;
  if (event.type !== 'log') return undefined;
  return event.text.trim().split('\n').at(-1)?.slice(0, 200) || undefined;
}
