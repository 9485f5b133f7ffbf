import { onBeforeUnmount } from 'vue';
import type { Ref } from 'vue';
import { useSettingsStore } from '../stores/settings';
import type { MonacoApi } from './monaco';
import { editorOptions } from './options';
import { useMonaco } from './use-monaco';

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
 * Keeps one reading widget of Monaco in an element as long as the caller lives.
 * @returns why Monaco could not be loaded, and a function to call when what is shown has changed.
 */
export function useReader<Widget>(host: Readonly<Ref<HTMLElement | null>>, reader: Reader<Widget>) {
  const settings = useSettingsStore();
  let monaco: MonacoApi | undefined;
  let widget: Widget | undefined;

  function refresh(): void {
    if (monaco && widget !== undefined) reader.show(monaco, widget);
  }

  const { error } = useMonaco(host, (loaded, element) => {
    monaco = loaded;
    widget = reader.create(loaded, element, editorOptions(settings.settings?.editorFontSize ?? 14));
    refresh();
  });
  onBeforeUnmount(() => {
    if (widget !== undefined) reader.dispose(widget);
  });
  return { error, refresh };
}
