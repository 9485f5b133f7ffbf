import type { MarkdownIt } from 'markdown-it';

/**
 * A picture alone in its paragraph becomes a figure whose caption is its description; a task list item gets its box.
 * @see pandoc manual, "Extension: implicit_figures", "Extension: task_lists"
 */
export function figuresAndTasks(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'figures_and_tasks', (state) => {
    state.tokens.forEach((token, index) => {
      if (token.type !== 'inline') return;
      const open = state.tokens[index - 1];
      const children = token.children ?? [];
      const [only] = children;
      if (
        open?.type === 'paragraph_open' &&
        !open.hidden &&
        children.length === 1 &&
        only?.type === 'image'
      ) {
        open.meta = { ...open.meta, figure: only.content !== '' };
      }
      const box =
        state.tokens[index - 2]?.type === 'list_item_open' ? /^\[([ xX])\](?=\s)/.exec(token.content) : null;
      const text = children.find((child) => child.type === 'text');
      if (box && text?.content.startsWith(box[0])) {
        text.content = text.content.slice(box[0].length);
        children.unshift(
          Object.assign(new state.Token('task_box', 'span', 0), { content: box[1] === ' ' ? '☐' : '☒' }),
        );
      }
    });
  });
}
