import { describe, expect, it } from 'vitest';
import { applyEdits } from '../dockerfile/fix';
import { isComposeFile, languageFor } from './choose';
import { cursorAt } from './cursor';
import { list, map, one, text } from './schema';
import { checkYaml, completionsIn, hoverIn } from './service';
import { readYaml } from './source';
import { symbolsOf } from './symbols';
import { validate } from './validate';

const facts = { files: ['app/Dockerfile', '.env'], images: ['busybox:1.36'] };

/** The text without its `|`, and the offset where it stood. */
function cursor(marked: string): [string, number] {
  const offset = marked.indexOf('|');
  return [marked.slice(0, offset) + marked.slice(offset + 1), offset];
}

function labels(path: string, marked: string): string[] {
  const [source, offset] = cursor(marked);
  return completionsIn(path, source, offset, facts).map(({ label }) => label);
}

describe('the language of a file', () => {
  it('follows its name, then what is in it', () => {
    expect(languageFor('a/compose.yaml', '').name).toBe('compose');
    expect(languageFor('docker-compose.prod.yml', '').name).toBe('compose');
    expect(languageFor('.hadolint.yaml', '').name).toBe('hadolint');
    expect(languageFor('web.yaml', 'apiVersion: v1\n').name).toBe('kubernetes');
    expect(languageFor('stack.yml', 'services:\n  a:\n').name).toBe('compose');
    expect(languageFor('settings.yaml', 'colour: blue\n').name).toBe('yaml');
    expect(isComposeFile('recompose.yaml')).toBe(false);
  });
});

describe('the cursor', () => {
  const path = (marked: string): string | undefined => cursorAt(...cursor(marked))?.path.join('/');

  it('knows its way by indentation', () => {
    expect(path('a:\n  b:\n    |')).toBe('a/b');
    expect(path('a:\n  b:\n  |')).toBe('a');
    expect(path('a:\n- b: 1\n  |')).toBe('a/[]');
    expect(path('a:\n  - b: 1\n    c:\n      - |')).toBe('a/[]/c/[]');
    expect(path('a:\n  b: |')).toBe('a/b');
    expect(path('a:\n  b: 1\n---\n|')).toBe('');
    expect(path('a: # why\n  |')).toBe('a');
    expect(path('- - |')).toBe('[]/[]');
    expect(path('"a b":\n  |')).toBe('a b');
  });

  it('offers nothing in comments, blocks of text and brackets', () => {
    for (const marked of ['# |', 'a: b # |', 'a: >\n  tex|', 'a: [|', 'a: {b|', 'a: x\n  |']) {
      expect(path(marked), marked).toBeUndefined();
    }
  });

  it('knows the keys that are there', () => {
    const [source, offset] = cursor('a:\n  - b: 1\n    |\n    c:\n      d: 1\n  - e: 1\nf: 1\n');
    expect([...(cursorAt(source, offset)?.siblings ?? [])]).toEqual(['b', 'c']);
  });
});

describe('validation', () => {
  const schema = map(
    '',
    {
      name: text(''),
      size: one(['whole', 'text'], ''),
      tags: list('', text('', { values: ['red', 'blue'] })),
    },
    { required: ['name'] },
  );
  const found = (source: string): string[] => {
    const [document] = readYaml(source).documents;
    return document ? validate(document, schema).map(({ message }) => message) : [];
  };

  it('names what is unknown, missing or of the wrong kind', () => {
    expect(found('name: a\nsize: 3\ntags: [red]\n')).toEqual([]);
    expect(found('nmae: a\n')).toEqual([
      '"nmae" is not known here. Did you mean "name"?',
      '"name" is missing here.',
    ]);
    expect(found('name: 3\n')).toEqual(['"name" must be text, not the number 3.']);
    expect(found('name: a\ntags: red\n')).toEqual(['"tags" must be a list, not the text "red".']);
    expect(found('name: a\ntags: [rde]\n')).toEqual(['"rde" is not possible here. Did you mean "red"?']);
    expect(found('name:\n')).toEqual(['"name" needs text behind it.']);
  });

  it('follows aliases and merged keys, and ends in a circle of them', () => {
    expect(found('x: &x { name: a }\n<<: *x\n')).toEqual(['"x" is not known here.']);
    expect(found('name: a\ntags: &t [*t]\n')).toEqual(['"tags" must be text, not a list.']);
    expect(
      checkYaml('compose.yaml', 'services: &s\n  a: { image: "b:1" }\n  c: *s\n').length,
    ).toBeGreaterThanOrEqual(0);
  });

  it('puts what is no YAML in plain words', () => {
    const message = (source: string): string | undefined => checkYaml('a.yaml', source)[0]?.message;
    expect(message('a:\n\tb: 1\n')).toContain('a tab is not allowed');
    expect(message('a: 1\na: 2\n')).toContain('there twice');
    expect(message('a: "x\n')).toContain('never closed');
    expect(message('a:\n  b: 1\n  c\n')).toContain('A colon is missing');
    expect(message('a\nb: 1\n')).toContain('in one line');
    expect(message('a: b: c\n')).toContain('two colons');
  });
});

describe('Compose in the editor', () => {
  it('proposes keys, names of the file, images and values', () => {
    expect(labels('compose.yaml', 'services:\n  web:\n    |')).toEqual(
      expect.arrayContaining(['image', 'build', 'ports']),
    );
    expect(labels('compose.yaml', 'services:\n  web:\n    image: x\n    |')).not.toContain('image');
    expect(labels('compose.yaml', 'services:\n  web:\n    image: |')).toEqual(['busybox:1.36']);
    expect(
      labels('compose.yaml', 'services:\n  web:\n    depends_on:\n      - |\n  db:\n    image: x\n'),
    ).toEqual(['db']);
    expect(
      labels('compose.yaml', 'services:\n  web:\n    volumes:\n      - |\nvolumes:\n  data:\n'),
    ).toContain('data');
    expect(labels('compose.yaml', 'services:\n  web:\n    restart: |')).toContain('unless-stopped');
    expect(labels('compose.yaml', 'services:\n  web:\n    build: |')).toContain('./app');
    expect(labels('compose.yaml', '|')).toEqual(expect.arrayContaining(['services', 'web and database']));
  });

  it('explains a key', () => {
    const [source, offset] = cursor('services:\n  web:\n    dep|ends_on: [db]\n');
    expect(hoverIn('compose.yaml', source, offset)?.contents[0]).toContain('start first');
  });
});

describe('Kubernetes in the editor', () => {
  const pod = 'kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: x\n';

  it('proposes kinds, keys by kind, values and names of the file', () => {
    expect(labels('web.yaml', '|')).toEqual(
      expect.arrayContaining(['apiVersion', 'Deployment', 'NetworkPolicy']),
    );
    expect(labels('web.yaml', 'kind: |')).toContain('StatefulSet');
    expect(labels('web.yaml', 'apiVersion: |\nkind: CronJob\n')).toEqual(['batch/v1']);
    expect(labels('web.yaml', `${pod}          |`)).toEqual(
      expect.arrayContaining(['image', 'livenessProbe']),
    );
    expect(labels('web.yaml', `${pod}          |`)).not.toContain('name');
    expect(labels('web.yaml', `${pod}          imagePullPolicy: |`)).toContain('IfNotPresent');
    expect(
      labels(
        'web.yaml',
        `${pod}          volumeMounts:\n            - name: |\n      volumes:\n        - name: data\n`,
      ),
    ).toEqual(['data']);
    expect(labels('web.yaml', 'kind: Deployment\n|')).not.toContain('status');
  });

  it('gives an outline of the objects', () => {
    const symbols = symbolsOf(readYaml('kind: Pod\nmetadata: { name: a }\n---\nkind: Service\n'));
    expect(symbols.map(({ name, detail }) => `${name} ${detail}`)).toEqual(['Pod a', 'Service ']);
  });
});

describe('a fix', () => {
  it('writes what is right in the place of what is wrong', () => {
    const fixed = (path: string, source: string): string => {
      const fix = checkYaml(path, source).flatMap(({ fixes = [] }) => fixes)[0];
      return fix ? applyEdits(source, fix.edits) : source;
    };
    expect(fixed('compose.yaml', 'services:\n  a:\n    imagee: b:1\n')).toContain('image: b:1');
    expect(
      fixed('a.yaml', 'kind: ConfigMap\napiVersion: v1\nmetadata: { name: a }\ndata: { PORT: 80 }\n'),
    ).toContain('PORT: "80"');
  });
});
