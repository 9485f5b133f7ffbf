/** Paper does not scroll, so a slide that holds too much for a screen gets smaller text than a screen would allow; in pixels. */
const SMALLEST_ON_PAPER = 5;

/** Makes the text of the slide in `box` smaller until all of it is on the paper. */
export function shrinkToPaper(box: HTMLElement): void {
  const pane = box.querySelector<HTMLElement>('.slide-pane');
  const content = box.querySelector<HTMLElement>('.slide-content');
  if (!pane || !content) return;
  let size = Number.parseFloat(pane.style.getPropertyValue('--slide-text')) || 20;
  while (content.scrollHeight > pane.clientHeight + 1 && size > SMALLEST_ON_PAPER) {
    size = Math.max(SMALLEST_ON_PAPER, size * 0.94);
    pane.style.setProperty('--slide-text', `${size.toFixed(2)}px`);
  }
}
