// @vitest-environment jsdom
import { expect, it } from 'vitest';
import type { GlossaryTerm } from '../../electron/shared/course/model';
import { termMatcher } from '../../electron/shared/glossary/match';
import { markTerms } from './mark-terms';

const term = (word: string, slide: string): GlossaryTerm => ({
  ...{ course: 'c', id: word, term: word, also: [], definition: '' },
  taught: { lesson: 'c/l', slide, title: '' },
});
const matcher = termMatcher([term('layer', 'layers'), term('image', 'images')]);

function marked(html: string, slide = 'other'): { text: string; words: string[] } {
  const root = document.createElement('div');
  root.innerHTML = html;
  const before = root.textContent;
  markTerms(root, matcher, { lesson: 'c/l', slide });
  expect(root.textContent).toBe(before);
  const words = [...root.querySelectorAll<HTMLElement>('.dd-term')];
  for (const word of words) expect([word.tabIndex, word.getAttribute('role')]).toEqual([0, 'button']);
  return {
    text: before,
    words: words.map(({ textContent, dataset }) => `${dataset['term']}:${textContent}`),
  };
}

it('marks the first occurrence of each word, also of several in one text, and changes no letter', () => {
  const html = '<p>An image has layers; an <b>image</b> and a layer.</p><ul><li>Image</li></ul>';
  expect(marked(html).words).toEqual(['c/image:image', 'c/layer:layers']);
});

it('leaves headings, links, code, labels and figures alone', () => {
  const html =
    '<h2>Layer</h2><a href="#">layer</a><code>layer</code><pre>layer</pre><label>layer</label><figcaption aria-hidden="true">layer</figcaption><div class="dd-figure">layer</div><p>image</p>';
  expect(marked(html).words).toEqual(['c/image:image']);
});

it('explains no word on the slide that teaches it, and marks nothing twice', () => {
  expect(marked('<p>A layer of an image</p>', 'layers').words).toEqual(['c/image:image']);
  const root = document.createElement('div');
  root.innerHTML = '<p>layer</p>';
  for (let n = 0; n < 2; n += 1) markTerms(root, matcher, { lesson: 'c/l', slide: 'x' });
  expect(root.querySelectorAll('.dd-term')).toHaveLength(1);
});
