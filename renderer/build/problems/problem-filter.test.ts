import { describe, expect, it } from 'vitest';
import type { EditorProblem } from '../../editor/problems';
import { countBySeverity, filterProblems, keysOf } from './problem-filter';

const problem = (change: Partial<EditorProblem>): EditorProblem => ({
  source: 'lint',
  severity: 'warning',
  path: 'Dockerfile',
  line: 1,
  endLine: 1,
  message: 'Give the base image a tag.',
  rule: 'ImageWithoutTag',
  aliases: ['DL3006'],
  ...change,
});
const failed = problem({ source: 'build', severity: 'error', line: 4, message: 'rn: not found' });
const second = problem({ line: 7 });
const all = [failed, problem({}), second];

describe('filterProblems', () => {
  it('finds words of the message, the rule’s names and the place', () => {
    expect(filterProblems(all, { query: 'not found', hidden: [] })).toEqual([failed]);
    expect(filterProblems(all, { query: 'dl3006 dockerfile:7', hidden: [] })).toEqual([second]);
    expect(filterProblems(all, { query: '', hidden: [] })).toEqual(all);
  });

  it('leaves out severities', () => {
    expect(filterProblems(all, { query: '', hidden: ['warning'] })).toEqual([failed]);
    expect(countBySeverity(all)).toEqual({ error: 1, warning: 2, info: 0 });
  });
});

describe('keysOf', () => {
  it('are unique, and stay when another problem goes or lines move', () => {
    const before = keysOf(all);
    expect(new Set(before).size).toBe(3);
    expect(keysOf([problem({ line: 2 }), second])).toEqual(before.slice(1));
  });
});
