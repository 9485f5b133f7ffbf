const topics = [
  'Layers',
  'Build context',
  'Stages',
  'Cache',
  'Volumes',
  'Networks',
  'Users',
  'Signals',
] as const;

/** Bodies such as lecturers write: a list, code, two columns, a table, a quotation. */
const bodies: readonly ((slide: number) => string)[] = [
  (slide) =>
    `- A layer holds *changed files*, nothing else\n- Step ${slide} is **cached** until its input changes\n` +
    '- A file deleted later is still in the layer below\n- `COPY` compares contents, not times\n',
  (slide) =>
    `The order of instructions decides what is built again.\n\n` +
    '```dockerfile\nFROM busybox:1.36\nCOPY package.json /app/\n' +
    `RUN echo ${slide} > /app/number\nCMD ["cat", "/app/number"]\n` +
    '```\n',
  (slide) =>
    ':::: {.columns}\n::: {.column width="50%"}\n- cheap to start\n- one kernel\n:::\n' +
    `::: {.column width="50%"}\n1. pull\n2. run number ${slide}\n3. look inside\n:::\n::::\n`,
  (slide) =>
    `| part | where | since |\n|------|:-----:|------:|\n| image | disk | ${slide} |\n| container | memory | now |\n\n` +
    'See [the format](https://example.org/spec) for more.\n',
  (slide) => `> A container is a process with walls.\n\nNumber ${slide} -- "quoted" and... so on.\n`,
];

/** A deck of exactly so many slides: sections of twenty, every body in turn, no steps within a slide. */
export function generatedDeck(slides: number): string {
  return Array.from({ length: slides }, (_, index) => {
    const topic = topics[index % topics.length] ?? '';
    if (index % 20 === 0) return `# Part ${index / 20 + 1}\n`;
    return `## ${topic} ${index}\n\n${bodies[index % bodies.length]?.(index) ?? ''}`;
  }).join('\n');
}
