import type { DockerfileAst, Instruction } from '../ast';
import { isKeyValue } from '../ast';

/** Writes the tree as BuildKit's parser dumps its own: one S-expression a line. */
export function toSexp(ast: DockerfileAst): string {
  return ast.instructions.map((instruction) => `(${nodeToSexp(instruction)})`).join('\n');
}

function nodeToSexp(node: Instruction): string {
  let text = node.keyword.value.toLowerCase();
  if (node.flags.length > 0) text += ` [${node.flags.map((flag) => quote(flagText(flag))).join(' ')}]`;
  if (node.name === 'ONBUILD') return node.trigger ? `${text} (${nodeToSexp(node.trigger)})` : text;
  const values = isKeyValue(node)
    ? node.pairs.flatMap((pair) =>
        node.name === 'ARG'
          ? [pair.value ? `${pair.key.value}=${pair.value.value}` : pair.key.value]
          : [pair.key.value, pair.value?.value ?? '', pair.legacy ? '' : '='],
      )
    : node.args.map((word) => word.value);
  return [text, ...values.map(quote)].join(' ');
}

function flagText(flag: { name: string; value: string | undefined }): string {
  return flag.value === undefined ? `--${flag.name}` : `--${flag.name}=${flag.value}`;
}

const SHORT: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
  '\v': '\\v',
  '\u0007': '\\a',
};

/** Go's `strconv.Quote` for the characters that occur. */
function quote(text: string): string {
  const body = [...text]
    .map(
      (char) => SHORT[char] ?? (char < ' ' ? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}` : char),
    )
    .join('');
  return `"${body}"`;
}
