import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A whole small course as path -> text, to be changed by a test. */
export function courseFiles(id = 'demo'): Record<string, string> {
  return {
    'course.yaml': `schema: 1
id: ${id}
version: 1.0.0
title: Demo
summary: A demonstration.
authors: [Ada]
license: CC-BY-4.0
language: en
lessons: [01-one, 02-two]
`,
    '01-one/lesson.yaml': `title: One
objectives: [Know one]
minutes: 5
topics: [layers]
items:
  - deck: slides.md
  - quiz: quiz.yaml
  - lab: 01-first
`,
    '01-one/slides.md': '# Part\n\n## Layers\n\nA layer is a set of changed files.\n\n## Stages\n\nText.\n',
    '01-one/quiz.yaml': `title: Quiz
questions:
  - id: q1
    kind: text
    prompt: What is a layer made of?
    slide: layers
    explain: Files.
    accept: [files]
`,
    '01-one/labs/01-first/lab.yaml': `title: First
minutes: 5
difficulty: easy
steps:
  - id: build
    title: Build it
    content: steps/01.md
    checks:
      - { id: builds, kind: build, title: It builds, onFail: [{ when: '*', message: No., slide: layers }] }
`,
    '01-one/labs/01-first/steps/01.md': 'Write a Dockerfile with a healthcheck.\n',
    '01-one/labs/01-first/start/Dockerfile': 'FROM busybox\n',
    '01-one/labs/01-first/start/app/serve.sh': '#!/bin/sh\necho marzipan\n',
    '01-one/labs/01-first/solution/Dockerfile': 'FROM busybox\nHEALTHCHECK CMD true\n',
    '02-two/lesson.yaml': 'title: Two\nobjectives: [Know two]\nminutes: 5\nitems: [{ deck: slides.md }]\n',
    '02-two/slides.md': '## Only\n\nText.\n',
  };
}

/** Writes files below a folder. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}
