import type { MonacoApi } from './monaco';
import { editorOptions } from './options';
import { applyTheme } from './theme';

/** Milliseconds in which a first editor has measured its font, coloured its text and started its workers. */
const life = 1000;

/**
 * Makes an editor that nobody sees, and takes it away again. The first editor of a page is the slow one: it compiles
 * its parts, measures the font and starts the language's worker; so the learner's own is the second.
 */
export function warmEditor(monaco: MonacoApi): void {
  const host = document.createElement('div');
  host.inert = true;
  host.style.cssText = 'position:fixed;left:-2000px;top:0;width:800px;height:400px;visibility:hidden';
  document.body.append(host);
  applyTheme(monaco, document.documentElement.dataset['theme'] === 'dark');
  const model = monaco.editor.createModel('# One line\nFROM scratch\nCOPY . /\n', 'dockerfile');
  const editor = monaco.editor.create(host, { ...editorOptions(14), automaticLayout: false, model });
  setTimeout(() => {
    editor.dispose();
    model.dispose();
    host.remove();
  }, life);
}
