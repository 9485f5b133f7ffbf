import type * as Monaco from 'monaco-editor/editor/editor.api';
import { imageMarkdown } from '../image-text';
import { installedImage } from '../installed-images';
import type { LanguageClient } from '../language-client';
import { askAbout } from './ask';
import { rangeOf } from './convert';

/** What the engine knows of the image under the pointer. */
export function imageHoverProvider(client: LanguageClient): Monaco.languages.HoverProvider {
  return {
    async provideHover(model, position) {
      const named = await askAbout(client, model, 'imageAt', model.getOffsetAt(position));
      const image = named && (await installedImage(named.reference));
      if (!image || model.isDisposed()) return null;
      return {
        range: rangeOf(model, named.span),
        contents: [{ value: imageMarkdown(named.reference, image) }],
      };
    },
  };
}
