import { onBeforeUnmount, onMounted, shallowRef, watch } from 'vue';
import type { Ref } from 'vue';
import type { ErrorData } from '../../electron/shared/errors';
import { toErrorData } from '../../electron/shared/errors';
import { useAppStore } from '../stores/app';
import { useSettingsStore } from '../stores/settings';
import { loadMonaco } from './monaco';
import type { MonacoApi } from './monaco';
import { editorOptions } from './options';
import { applyTheme } from './theme';

/** A widget of Monaco that shows text to read. */
interface Reader<Widget> {
  /** Makes the widget, with the options that the learner's settings give. */
  readonly create: (
    monaco: MonacoApi,
    host: HTMLElement,
    options: ReturnType<typeof editorOptions>,
  ) => Widget;
  /** Gives it what it is to show. */
  readonly show: (monaco: MonacoApi, widget: Widget) => void;
  /** Takes it away with its models. */
  readonly dispose: (widget: Widget) => void;
}

/**
 * Loads Monaco and keeps one reading widget of it in an element as long as the caller lives, in the window's theme.
 * @returns why Monaco could not be loaded, and a function to call when what is shown has changed.
 */
export function useReader<Widget>(host: Readonly<Ref<HTMLElement | null>>, reader: Reader<Widget>) {
  const app = useAppStore();
  const settings = useSettingsStore();
  const error = shallowRef<ErrorData | null>(null);
  let monaco: MonacoApi | undefined;
  let widget: Widget | undefined;
  let unmounted = false;

  function refresh(): void {
    if (monaco && widget !== undefined) reader.show(monaco, widget);
  }

  onMounted(async () => {
    try {
      monaco = await loadMonaco();
    } catch (thrown) {
      error.value = toErrorData(thrown);
      return;
    }
    if (unmounted || !host.value) return;
    applyTheme(monaco, app.dark);
    widget = reader.create(monaco, host.value, editorOptions(settings.settings?.editorFontSize ?? 14));
    refresh();
  });
  watch(
    () => app.dark,
    (dark) => monaco && applyTheme(monaco, dark),
    { flush: 'post' },
  );
  onBeforeUnmount(() => {
    unmounted = true;
    if (widget !== undefined) reader.dispose(widget);
  });
  return { error, refresh };
}
