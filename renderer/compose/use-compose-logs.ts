import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { ComposeContainer, ComposeLogLine } from '../../electron/shared/compose/event';
import { toErrorData } from '../../electron/shared/errors';
import type { ErrorData } from '../../electron/shared/errors';
import type { WorkspaceId } from '../../electron/shared/workspace/model';
import { invoke, on } from '../api';
import { LogBuffer } from '../build/log-buffer';

/** Colours that tell services apart; the words before each line do the same. */
const COLOURS = [36, 33, 32, 35, 34] as const;

/** Whose logs are followed. */
interface Followed {
  readonly workspace: () => WorkspaceId | null;
  /** The one service; empty for all. */
  readonly service: () => string;
  readonly services: () => readonly string[];
  readonly containers: () => readonly ComposeContainer[];
}

/** Follows the logs of a project, or of one service, as long as the caller lives; anew when what runs changes. */
export function useComposeLogs({ workspace, service, services, containers }: Followed) {
  const log = shallowRef(new LogBuffer());
  const revision = ref(0);
  const error = shallowRef<ErrorData | null>(null);
  /** The containers that wrote something or will. */
  const begun = computed(() =>
    containers()
      .filter(({ state }) => state !== 'created')
      .map(({ id }) => id),
  );
  const isUp = computed(() => begun.value.length > 0);
  /** How often one began to run: what followed its logs has ended with its last run. */
  const starts = ref(0);
  let follow: string | null = null;
  let round = 0;
  let frame = 0;
  /** What is shown comes again, with what is new: it stays until then. */
  let stale = false;
  const early: { readonly follow: string; readonly lines: readonly ComposeLogLine[] }[] = [];

  function show(lines: readonly ComposeLogLine[]): void {
    if (stale) empty();
    const width = Math.max(0, ...services().map((name) => name.length));
    const text = lines.map(({ service: name, text: line }) => {
      if (service() !== '') return `${line}\n`;
      const colour = COLOURS[Math.max(0, services().indexOf(name)) % COLOURS.length] ?? 36;
      return `\u001b[${colour}m${name.padEnd(width)} |\u001b[0m ${line}\n`;
    });
    log.value.append(text.join(''));
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      revision.value += 1;
    });
  }

  function empty(): void {
    stale = false;
    log.value = new LogBuffer();
    revision.value += 1;
  }

  async function start(): Promise<void> {
    const mine = ++round;
    stop();
    const id = workspace();
    error.value = null;
    if (id === null || !isUp.value) return;
    try {
      const started = await invoke('compose.follow', id, service() === '' ? null : [service()]);
      if (mine !== round) return void invoke('compose.unfollow', started).catch(() => undefined); // nobody waits
      follow = started;
      for (const news of early.splice(0)) if (news.follow === started) show(news.lines);
    } catch (thrown) {
      if (mine === round) error.value = toErrorData(thrown);
    }
  }

  function stop(): void {
    early.length = 0;
    if (follow !== null) void invoke('compose.unfollow', follow).catch(() => undefined); // it may have ended
    follow = null;
  }

  const stops = [
    on('compose.logs', (news) => {
      if (news.follow === follow) show(news.lines);
      else if (follow === null) early.push(news);
    }),
    on('compose.logsEnded', ({ follow: ended, error: reason }) => {
      if (ended !== follow) return;
      follow = null;
      error.value = reason;
    }),
  ];
  watch(
    () =>
      containers()
        .filter(({ state }) => state === 'running')
        .map(({ id }) => id),
    (now, before) => {
      if (now.some((id) => !before.includes(id))) starts.value += 1;
    },
  );
  watch(
    [workspace, service, () => begun.value.join(), starts],
    ([inWorkspace, of], [before, ofBefore]) => {
      if (inWorkspace === before && of === ofBefore && isUp.value) stale = true;
      else empty();
      void start();
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    round++;
    stop();
    cancelAnimationFrame(frame);
    for (const each of stops) each();
  });
  return { log, revision, error, isUp };
}
