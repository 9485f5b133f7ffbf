import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseDockerfile } from '../dockerfile';
import { parseDefinition } from './definition';
import { definitionToDockerfile, untranslatable } from './to-dockerfile';

const text = `Bootstrap: docker
From: busybox:1.36
Stage: build

%post
    echo tide >/tide.txt

Bootstrap: docker
From: docker://busybox:1.36

# what is copied
%files from build
    /tide.txt /srv/tide.txt
%files
    tide.sh /usr/local/bin/
%labels
    Author The harbour
%environment
    export STATION=north
%runscript
    #!/bin/sh
    exec sh /usr/local/bin/tide.sh "$@"
`;

it('reads stages, headers and sections', () => {
  const definition = parseDefinition(text);
  expect(definition.problems).toEqual([]);
  expect(definition.stages.map(({ header }) => header)).toEqual([
    { bootstrap: 'docker', from: 'busybox:1.36', stage: 'build' },
    { bootstrap: 'docker', from: 'docker://busybox:1.36' },
  ]);
  expect(definition.stages[1]?.sections.map(({ name, options, line }) => [name, options, line])).toEqual([
    ['files', 'from build', 12],
    ['files', '', 14],
    ['labels', '', 16],
    ['environment', '', 18],
    ['runscript', '', 20],
  ]);
});

it('becomes a Dockerfile in the order in which Apptainer works', () => {
  const dockerfile = definitionToDockerfile(parseDefinition(text));
  expect(dockerfile.split('\n').map((line) => line.replace(/ .*/, ''))).toEqual([
    ...['FROM', 'RUN', 'FROM', 'COPY', 'COPY', 'LABEL', 'RUN', 'RUN', 'ENTRYPOINT', 'CMD', ''],
  ]);
  expect(dockerfile).toContain('COPY --from=build ["/tide.txt","/srv/tide.txt"]');
  expect(dockerfile).toContain('LABEL "Author"="The harbour"');
});

it.each([
  ['', 1, 'header'],
  ['%post\n echo', 1, 'header'],
  ['Bootstrap: library\nFrom: x', 1, 'Bootstrap: docker'],
  ['Bootstrap: docker\n', 1, 'From'],
  ['Bootstrap: docker\nFrom: x\n%pots\n', 3, '%pots'],
  ['FROM busybox\n', 1, 'FROM'],
  ['From: x\n\n%post\n', 1, '"Bootstrap:"; "From: x" comes after'],
])('says what is wrong with %j', (source, line, words) => {
  expect(parseDefinition(source).problems[0]).toEqual({ line, message: expect.stringContaining(words) });
});

it('refuses what runs on the machine that builds', () => {
  const definition = parseDefinition('Bootstrap: docker\nFrom: x\n%setup\n touch /etc/x\n');
  expect(untranslatable(definition)).toMatchObject({ line: 3 });
});

it('refuses labels that are written as in a Dockerfile', () => {
  const of = (labels: string) =>
    untranslatable(parseDefinition(`Bootstrap: docker\nFrom: x\n%labels\n${labels}`));
  expect(of(' # a=b\n Author A=B\n')).toBeUndefined();
  expect(of(' Author Ada\n maintainer=harbour\n')).toMatchObject({ line: 5 });
});

it('never throws, and what it writes is a Dockerfile', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'%post fils\n:Bk"\\$#') }), (source) => {
      const definition = parseDefinition(`Bootstrap: docker\nFrom: x\n${source}`);
      const dockerfile = definitionToDockerfile(definition);
      expect(parseDockerfile(dockerfile)).toBeDefined();
    }),
  );
});
