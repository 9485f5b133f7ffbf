import type * as Monaco from 'monaco-editor/editor/editor.api';
import type { MonacoApi } from '../../monaco';
import { editorMessages } from '../../messages';
import { request } from '../editor-requests';
import type { LanguageClient } from '../language-client';
import { askAbout } from './ask';
import { rangeOf } from './convert';

/** Addresses, and sources of COPY that can be opened. */
export function linkProvider(client: LanguageClient): Monaco.languages.LinkProvider {
  return {
    async provideLinks(model) {
      const found = (await askAbout(client, model, 'links')) ?? [];
      const links = found.map((link) => ({
        range: rangeOf(model, link),
        url: 'url' in link ? link.url : model.uri.with({ path: link.key }),
        tooltip: 'url' in link ? editorMessages.openPage(link.url) : editorMessages.openFile(link.path),
      }));
      return { links };
    },
  };
}

/** Hands what a link leads to over to the window, which opens no page without asking. To be called once. */
export function registerLinkOpener(monaco: MonacoApi): void {
  monaco.editor.registerLinkOpener({
    open(resource) {
      if (resource.scheme === 'workspace') request({ type: 'file', key: resource.path });
      else if (resource.scheme === 'https') request({ type: 'link', url: resource.toString(true) });
      // What else there is, commands of hovers above all, is Monaco's own business.
      else return false;
      return true;
    },
  });
}
