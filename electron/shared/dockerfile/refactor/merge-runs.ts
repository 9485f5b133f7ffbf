import type { DockerfileAst, Instruction } from '../ast';
import type { Fix } from '../rules/rule';

/** Joins two RUNs in shell form that follow each other; comments between them are kept. */
export function mergeRunsFix(ast: DockerfileAst, first: Instruction, second: Instruction): Fix[] {
  const command = second.args[0];
  const end = first.args[0]?.end;
  if (first.json || second.json || first.heredocs.length > 0 || second.heredocs.length > 0) return [];
  if (!command || end === undefined || /[;&|\\]\s*$/.test(first.args[0]!.value)) return [];
  const between = ast.text.slice(first.end, second.start);
  const comments = between
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('#'))
    .map((line) => `    ${line}\n`)
    .join('');
  const text = ` ${ast.escape}\n${comments} && `;
  return [
    { title: 'Join with the RUN above', safe: false, edits: [{ start: end, end: command.start, text }] },
  ];
}
