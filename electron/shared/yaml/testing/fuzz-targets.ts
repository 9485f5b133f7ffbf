import { applyEdits } from '../../dockerfile/fix';
import type { FuzzTarget } from '../../dockerfile/testing/fuzz-targets';
import { guarded, inside } from '../../dockerfile/testing/fuzz-targets';
import type { Random } from '../../dockerfile/testing/random';
import { cursorAt } from '../cursor';
import { checkYaml, completionsIn, hoverIn } from '../service';
import { readYaml } from '../source';
import { symbolsOf } from '../symbols';

const COMPOSE = [
  'name: a\nx-b: &b\n  restart: always\nservices:\n  web:\n    <<: *b\n    image: c:1\n    build: { context: . }\n',
  '    ports: ["8080:80", { target: 80 }]\n    depends_on:\n      - db\n    environment:\n      A: $B\n',
  '  db:\n    image: d\n    volumes:\n      - data:/x\nvolumes:\n  data:\n',
].join('');
const OBJECTS = [
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: a\nspec:\n  selector: { matchLabels: { app: a } }\n',
  '  template:\n    metadata: { labels: { app: a } }\n    spec:\n      containers:\n        - name: a\n          image: b:1\n',
  '          env:\n            - { name: X, value: 1 }\n          volumeMounts: [{ name: v }]\n---\nkind: Service\nspec:\n  ports: [{ port: 1 }]\n',
].join('');
const PIECES =
  '- : ? | > # & * ! << \' " [ ] { } , \n \t @ ` % --- ... null ~ $ ${ \ud800 \ufeff \r *b kind: services: 1e9 0x'
    .split(' ')
    .flatMap((piece) => [piece, `${piece} `, `\n  ${piece}`]);
const NAMES = ['compose.yaml', 'web.yaml', '.hadolint.yaml'] as const;

function strange(random: Random): string {
  return random.mutate(random.below(2) === 0 ? COMPOSE : OBJECTS, PIECES);
}

/** What reads YAML that somebody else wrote. */
export const YAML_FUZZ_TARGETS: readonly FuzzTarget[] = [
  {
    name: 'yaml cursor',
    runs: 10_000,
    try: (random) => {
      const text = strange(random);
      const at = random.below(text.length + 1);
      guarded(`${text}\n--- at ${at} ---`, () => {
        const cursor = cursorAt(text, at);
        if (cursor) inside(text, { start: cursor.start, end: cursor.start + cursor.word.length });
      });
    },
  },
  {
    name: 'yaml files',
    runs: 1_000,
    try: (random) => {
      const text = strange(random);
      const at = random.below(text.length + 1);
      const path = NAMES[random.below(NAMES.length)]!;
      guarded(`${path}\n${text}\n--- at ${at} ---`, () => {
        for (const problem of checkYaml(path, text)) {
          inside(text, problem);
          for (const fix of problem.fixes ?? []) applyEdits(text, fix.edits);
        }
        for (const { range } of completionsIn(path, text, at, { files: [], images: [] })) inside(text, range);
        hoverIn(path, text, at);
        symbolsOf(readYaml(text));
      });
    },
  },
];
