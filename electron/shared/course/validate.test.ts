import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { courseSchema, labSchema, lessonSchema, quizSchema } from './schema';
import { validateYaml } from './validate';

const course = `schema: 1
id: demo
version: 1.0.0
title: Demo
summary: A demonstration.
authors: [Ada]
license: CC-BY-4.0
language: en
lessons: [01-one]
`;
const say = (text: string, schema: Parameters<typeof validateYaml>[1] = courseSchema): string[] =>
  validateYaml(text, schema, 'f.yaml').problems.map((problem) => `${problem.line}: ${problem.message}`);

describe('validateYaml', () => {
  it('reads a good file and fills in defaults', () => {
    const { value, problems } = validateYaml(course, courseSchema, 'course.yaml');
    expect(problems).toEqual([]);
    expect(value).toMatchObject({ id: 'demo', completion: { quizShare: 0.8, labs: 'all' } });
  });

  it('says line, expectation and finding for each kind of mistake', () => {
    expect(say(course.replace('1.0.0', 'new'))).toEqual([
      '3: version: expected a version like 1.0.0, found "new"',
    ]);
    expect(say(course.replace('title: Demo\n', ''))).toEqual([
      '1: title: this field is missing; expected a text',
    ]);
    expect(say(course.replace('title: Demo', 'title: 3'))).toEqual([
      '4: title: expected a text, found the number 3',
    ]);
    expect(say(`${course}lesons: []\n`)).toEqual(['10: "lesons" is not a field known here']);
    expect(say(course.replace('[01-one]', '[]'))).toEqual([
      '9: lessons: expected at least 1 entry, found an empty list',
    ]);
    expect(say(course.replace('schema: 1', 'schema: 2'))).toEqual([
      '1: schema: expected 1, found the number 2',
    ]);
    expect(say('')).toEqual(['1: expected a group of fields, found nothing']);
    expect(say(`${course}completion: { quizShare: 2 }`)).toEqual([
      '10: completion.quizShare: expected at most 1, found the number 2',
    ]);
  });

  it('reports what is not YAML, and keys given twice, where they stand', () => {
    expect(say(`${course}x: [1, 2`)[0]).toMatch(/^10: this is not valid YAML: /);
    expect(say(`${course}title: Again\n`)[0]).toMatch(/^10: this is not valid YAML: .*unique/i);
  });

  it('judges a value of a union by the branch that it comes nearest to', () => {
    const lesson = `title: T\nobjectives: [o]\nminutes: 5\nitems:\n  - deck: slides.md\n  - lab: first\n`;
    expect(say(lesson, lessonSchema)).toEqual([
      '6: items[2].lab: expected a folder name below labs/, like 01-first-build, found "first"',
    ]);
    const quiz = `title: Q\nquestions:\n  - id: a\n    kind: guess\n    prompt: P\n    explain: E\n`;
    expect(say(quiz, quizSchema)[0]).toMatch(/^(3|4): questions\[1\]\S*: expected .*, found /);
  });

  it('says the refinement of a question in its own words', () => {
    const quiz = `title: Q
questions:
  - id: a
    kind: single
    prompt: P
    explain: E
    options: [{ text: a, explain: b }, { text: c, explain: d }]
`;
    expect(say(quiz, quizSchema)).toEqual([
      '3: questions[1]: a single-choice question needs exactly one correct option',
    ]);
  });

  it('is not drawn into an alias bomb', () => {
    const bomb = ['a: &a [x,x,x,x,x,x,x,x,x]'];
    for (let index = 1; index < 12; index += 1) {
      const before = String.fromCharCode(96 + index);
      const letter = String.fromCharCode(97 + index);
      bomb.push(`${letter}: &${letter} [${`*${before},`.repeat(8)}*${before}]`);
    }
    expect(say(bomb.join('\n'))[0]).toMatch(/aliases/);
  });

  it('survives any text, and any value in place of any field', () => {
    const schemas: readonly z.ZodType[] = [courseSchema, lessonSchema, labSchema, quizSchema];
    for (const schema of schemas) {
      fc.assert(
        fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
          const { value, problems } = validateYaml(text, schema, 'f.yaml');
          expect(value !== undefined || problems.length > 0).toBe(true);
        }),
      );
    }
    const lines = course.trimEnd().split('\n');
    fc.assert(
      fc.property(fc.nat({ max: lines.length - 1 }), fc.json({ maxDepth: 3 }), (index, json) => {
        const changed = lines.with(index, `${lines[index]?.split(':')[0] ?? ''}: ${json}`).join('\n');
        for (const problem of validateYaml(changed, courseSchema, 'f.yaml').problems) {
          expect(problem.line).toBe(index + 1);
          expect(problem.message).not.toMatch(/undefined|\[object/);
        }
      }),
      { numRuns: 500 },
    );
  });
});

const shipped = 'lessons/containers/course.yaml';
describe.skipIf(!existsSync(shipped))('the shipped course', () => {
  it('keeps to the schema', () => {
    expect(validateYaml(readFileSync(shipped, 'utf8'), courseSchema, shipped).problems).toEqual([]);
  });
});
