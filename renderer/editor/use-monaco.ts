import { onBeforeUnmount, onMounted, shallowRef, watch } from 'vue';
import type { Ref } from 'vue';
import type { ErrorData } from '../../electron/shared/errors';
import { toErrorData } from '../../electron/shared/errors';
import { useAppStore } from '../stores/app';
import { loadMonaco } from './monaco';
import type { MonacoApi } from './monaco';
import { applyTheme } from './theme';

/**
 * Loads Monaco for an element, and keeps it in the window's theme as long as the caller lives.
 * @param begin is called when it is loaded and the element is there.
 * @returns why Monaco could not be loaded, and a function that tries again.
 */
export function useMonaco(
  host: Readonly<Ref<HTMLElement | null>>,
  begin: (monaco: MonacoApi, host: HTMLElement) => void,
) {
  const app = useAppStore();
  const error = shallowRef<ErrorData | null>(null);
  let monaco: MonacoApi | undefined;
  let unmounted = false;

  async function start(): Promise<void> {
    error.value = null;
    try {
      monaco = await loadMonaco();
    } catch (thrown) {
      error.value = toErrorData(thrown);
      return;
    }
    if (unmounted || !host.value) return;
    applyTheme(monaco, app.dark);
    begin(monaco, host.value);
  }

  onMounted(start);
  watch(
    () => app.dark,
    (dark) => monaco && applyTheme(monaco, dark),
    { flush: 'post' },
  );
  onBeforeUnmount(() => {
    unmounted = true;
  });
  return { error, start };
}
