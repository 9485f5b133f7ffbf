import { onScopeDispose, watchEffect } from 'vue';

/** Calls `tick` every `ms` milliseconds while `wanted` holds and the component lives. */
export function useIntervalFn(tick: () => void, ms: number, wanted: () => boolean): void {
  let timer: ReturnType<typeof setInterval> | undefined;
  watchEffect(() => {
    const on = wanted();
    if (on && timer === undefined) timer = setInterval(tick, ms);
    if (!on && timer !== undefined) {
      clearInterval(timer);
      timer = undefined;
    }
  });
  onScopeDispose(() => clearInterval(timer));
}
