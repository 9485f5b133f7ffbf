import { Readable } from 'node:stream';
import { previewPolicy } from './headers';
import type { PreviewAnswer } from './relay';

/** A page that stands where the container's would: what is the matter, and what to do. */
export function failurePage(
  statusCode: number,
  title: string,
  remedy: string,
  details?: string,
): PreviewAnswer {
  const text = [title, remedy, details].map((part) => escapeHtml(part ?? ''));
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="color-scheme" content="light dark">
<title>${text[0] ?? ''}</title>
<style>body{font:15px/1.5 system-ui,sans-serif;max-width:34em;margin:15vh auto;padding:0 24px}h1{font-size:20px;margin:0 0 8px}code{opacity:.7}</style>
<h1>${text[0] ?? ''}</h1><p>${text[1] ?? ''}</p>${details === undefined ? '' : `<p><code>${text[2] ?? ''}</code></p>`}</html>`;
  return {
    statusCode,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': previewPolicy,
      'cache-control': 'no-store',
    },
    data: Readable.from([Buffer.from(html)]),
  };
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
