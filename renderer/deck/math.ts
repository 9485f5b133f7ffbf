/** Sets TeX as formulas. KaTeX and its style are loaded with the first slide that has any. */
export async function showMath(root: HTMLElement): Promise<void> {
  const formulas = [...root.querySelectorAll<HTMLElement>('span.math')];
  if (formulas.length === 0) return;
  const { default: katex } = await import('katex');
  await import('katex/dist/katex.min.css');
  for (const formula of formulas) {
    katex.render(formula.textContent ?? '', formula, {
      displayMode: formula.classList.contains('display'),
      throwOnError: false,
      trust: false,
      maxSize: 20,
      maxExpand: 500,
    });
  }
}
