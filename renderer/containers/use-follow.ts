import { onScopeDispose, shallowRef, watch } from 'vue';
import type { ShallowRef } from 'vue';
import type { ContainerStats, LogLine } from '../../electron/shared/engine/container';
import type { Followed } from '../../electron/shared/engine/methods';
import { toErrorData } from '../../electron/shared/errors';
import type { ErrorData } from '../../electron/shared/errors';
import { invoke, on } from '../api';

/** Who is told what is followed. */
export interface FollowTarget {
  /** Following begins, anew too: what was shown before is told again. */
  readonly onStart: () => void;
  readonly onLogs?: (lines: readonly LogLine[]) => void;
  readonly onStats?: (stats: ContainerStats) => void;
}

/**
 * Follows logs or statistics of a container for as long as the caller lives, anew for another container and when this
 * one runs again. Gives why it could not be followed.
 */
export function useFollow(
  what: Followed,
  container: () => string,
  running: () => boolean,
  target: FollowTarget,
): ShallowRef<ErrorData | null> {
  const error = shallowRef<ErrorData | null>(null);
  let current: string | null = null;
  let round = 0;
  /** What came before the answer with the id did. */
  const early = new Map<string, (readonly LogLine[] | ContainerStats)[]>();

  const stops = [
    on('follow.logs', ({ follow, lines }) => take(follow, lines)),
    on('follow.stats', ({ follow, stats }) => take(follow, stats)),
    on('follow.ended', ({ follow, error: reason }) => {
      if (follow !== current) return;
      current = null;
      error.value = reason;
    }),
  ];

  function take(follow: string, news: readonly LogLine[] | ContainerStats): void {
    if (follow === current) tell(news);
    else if (current === null) early.set(follow, [...(early.get(follow) ?? []), news]);
  }

  function tell(news: readonly LogLine[] | ContainerStats): void {
    if ('time' in news) target.onStats?.(news);
    else target.onLogs?.(news);
  }

  async function start(): Promise<void> {
    const mine = ++round;
    stop();
    error.value = null;
    target.onStart();
    try {
      const follow = await invoke('containers.follow', container(), what);
      if (mine !== round) return void invoke('containers.unfollow', follow).catch(() => undefined); // nobody waits
      current = follow;
      for (const news of early.get(follow) ?? []) tell(news);
      early.clear();
    } catch (thrown) {
      if (mine === round) error.value = toErrorData(thrown);
    }
  }

  function stop(): void {
    early.clear();
    if (current !== null) void invoke('containers.unfollow', current).catch(() => undefined); // it may have ended
    current = null;
  }

  watch(
    [container, running],
    ([id, runs], [before]) => {
      if (id !== before || runs) void start();
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    round++;
    stop();
    for (const each of stops) each();
  });
  return error;
}
