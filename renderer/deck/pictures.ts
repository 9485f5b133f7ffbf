import { imageStatus } from '../../electron/shared/deck';
import type { ImageStatus } from '../../electron/shared/deck';
import { deckMessages } from './messages';

/** Gives each picture its address inside the lesson, or a placeholder where that would need the network. */
export function showPictures(root: HTMLElement, baseUrl: string): void {
  for (const image of root.querySelectorAll('img')) {
    const src = image.dataset['src'] ?? '';
    const status = imageStatus(src, () => image.dataset['status'] !== 'missing');
    if (status === 'local' || (status === 'data' && /^data:image\//i.test(src)))
      load(image, src, status, baseUrl);
    else image.replaceWith(placeholder(image, src, status));
  }
}

/** Address of a picture of the lesson. */
export function addressOf(src: string, baseUrl: string): string {
  return baseUrl.replace(/\/?$/, '/') + src.replace(/^(?:\.\/)+/, '');
}

/** An address that cannot end the `url("…")` it is put into. */
export function cssAddress(address: string): string {
  return address.replace(/["'()\\\s<>]/g, (found) => `%${found.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

function load(image: HTMLImageElement, src: string, status: ImageStatus, baseUrl: string): void {
  image.addEventListener('error', () => image.replaceWith(placeholder(image, src, 'local')), { once: true });
  image.decoding = 'async';
  image.draggable = false;
  image.src = status === 'data' ? src : addressOf(src, baseUrl);
  if (image.closest('a')) return;
  image.tabIndex = 0;
  image.setAttribute('role', 'button');
  image.setAttribute('aria-label', deckMessages.zoom(image.alt));
  image.dataset['zoom'] = '';
}

function placeholder(image: HTMLImageElement, src: string, status: ImageStatus): HTMLElement {
  const box = element('span', 'picture-placeholder');
  box.setAttribute('role', 'img');
  box.setAttribute(
    'aria-label',
    `${image.alt || deckMessages.picture[status]}. ${deckMessages.picture[status]}`,
  );
  const state = element('span', 'picture-state', deckMessages.picture[status]);
  const address = element('span', 'picture-address', shortAddress(src));
  address.title = src.slice(0, 2000);
  box.append(...(image.alt ? [element('span', 'picture-alt', image.alt)] : []), state, address);
  return box;
}

function shortAddress(src: string): string {
  const text = src.replace(/^https?:\/\//, '');
  return text.length > 72 ? `${text.slice(0, 40)} … ${text.slice(-28)}` : text;
}

/** An element with a class and text. */
export function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
