// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { renderMarkdown } from './markdown';

function html(source: string, inline = false): string {
  const host = document.createElement('div');
  host.append(renderMarkdown(source, 'app://drydock/course/c/l/', inline));
  return host.innerHTML;
}

describe('renderMarkdown', () => {
  it('renders what steps are made of', () => {
    expect(html('Use `COPY`:\n\n- one\n- two')).toContain('<code>COPY</code>');
    expect(html('a **b**', true)).toContain('<strong>b</strong>');
  });

  it('shows HTML of an author as text', () => {
    const shown = html('<script>alert(1)</script><img src=x onerror=alert(1)>');
    expect(shown).not.toContain('<script');
    expect(shown).not.toContain('<img');
  });

  it('lets no scheme run from a link', () => {
    expect(html('[a](javascript:alert(1))')).not.toContain('href="javascript');
  });

  it('takes pictures from the lesson alone', () => {
    expect(html('![layers](figures/a.svg)')).toContain('app://drydock/course/c/l/figures/a.svg');
    for (const bad of ['https://example.org/a.png', '//example.org/a.png', '/etc/passwd', '../../b.png']) {
      expect(html(`![layers](${bad})`)).not.toContain('<img');
    }
  });
});
