/** The scheme of previews: one origin for each that is open. */
export const previewScheme = 'preview';

/** A page of a container that is shown in the app. */
export interface Preview {
  readonly id: string;
  /** `preview://<id>`; a path is put behind it. */
  readonly origin: string;
}

/** The path of an address of a preview, and which preview it is; null for any other address. */
export function previewPath(url: string): { readonly preview: string; readonly path: string } | null {
  const match = /^preview:\/\/([0-9a-f-]{36})(\/[^#]*)?/.exec(url);
  return match?.[1] === undefined ? null : { preview: match[1], path: match[2] ?? '/' };
}
