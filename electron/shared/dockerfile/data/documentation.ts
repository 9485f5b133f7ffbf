import type { InstructionName } from '../ast';

/** What is said of an instruction in completion, hover and signature help. */
export interface InstructionDoc {
  /** One sentence. */
  summary: string;
  /** Forms it can be written in; what is in <> is to be filled in, what is in [] may be left out. */
  forms: readonly string[];
  /** A snippet in the editor's syntax. */
  snippet: string;
  topic: string;
}

/** Every instruction in our words. */
export const INSTRUCTION_DOCS: Readonly<Record<InstructionName, InstructionDoc>> = {
  ADD: {
    summary: 'Copies files into the image; unpacks local archives and fetches URLs and Git repositories.',
    forms: ['ADD [flags] <source>... <destination>', 'ADD [flags] ["<source>", "<destination>"]'],
    snippet: 'ADD ${1:source} ${2:destination}',
    topic: 'copy-add',
  },
  ARG: {
    summary: 'Declares a variable that can be given when building and that is gone in the container.',
    forms: ['ARG <name>[=<default>] ...'],
    snippet: 'ARG ${1:NAME}=${2:default}',
    topic: 'arg-env',
  },
  CMD: {
    summary: 'Says what a container runs when nothing else is given; with ENTRYPOINT, its default arguments.',
    forms: ['CMD ["<program>", "<argument>"]', 'CMD <command>'],
    snippet: 'CMD ["${1:program}"]',
    topic: 'cmd-entrypoint',
  },
  COPY: {
    summary: 'Copies files from the build context, or from another stage or image, into the image.',
    forms: [
      'COPY [flags] <source>... <destination>',
      'COPY [flags] ["<source>", "<destination>"]',
      'COPY <<EOF <destination>',
    ],
    snippet: 'COPY ${1:source} ${2:destination}',
    topic: 'copy-add',
  },
  ENTRYPOINT: {
    summary:
      'Says which program a container always runs; what stands behind docker run IMAGE becomes its arguments.',
    forms: ['ENTRYPOINT ["<program>", "<argument>"]', 'ENTRYPOINT <command>'],
    snippet: 'ENTRYPOINT ["${1:program}"]',
    topic: 'cmd-entrypoint',
  },
  ENV: {
    summary: 'Sets variables for the steps below and for the container.',
    forms: ['ENV <name>=<value> ...'],
    snippet: 'ENV ${1:NAME}=${2:value}',
    topic: 'arg-env',
  },
  EXPOSE: {
    summary: 'Notes a port the program listens on; it opens nothing by itself.',
    forms: ['EXPOSE <port>[/<protocol>] ...'],
    snippet: 'EXPOSE ${1:8080}',
    topic: 'expose',
  },
  FROM: {
    summary: 'Begins a stage from a base image, from an earlier stage, or from nothing (scratch).',
    forms: ['FROM [--platform=<platform>] <image>[:<tag>|@<digest>] [AS <name>]'],
    snippet: 'FROM ${1:image}:${2:tag}',
    topic: 'multi-stage',
  },
  HEALTHCHECK: {
    summary: 'Gives a command that tells whether the container is well: exit code 0 is healthy, 1 is not.',
    forms: ['HEALTHCHECK [flags] CMD <command>', 'HEALTHCHECK NONE'],
    snippet: 'HEALTHCHECK --interval=${1:30s} CMD ${2:command}',
    topic: 'healthcheck',
  },
  LABEL: {
    summary: 'Adds a name and a value to the image that people and tools can read.',
    forms: ['LABEL <name>=<value> ...'],
    snippet: 'LABEL ${1:org.opencontainers.image.title}="${2:title}"',
    topic: 'labels',
  },
  MAINTAINER: {
    summary: 'Names the author. Deprecated: use LABEL org.opencontainers.image.authors.',
    forms: ['MAINTAINER <name>'],
    snippet: 'LABEL org.opencontainers.image.authors="${1:name}"',
    topic: 'labels',
  },
  ONBUILD: {
    summary: 'Keeps an instruction for later: it runs when another image is built from this one.',
    forms: ['ONBUILD <instruction>'],
    snippet: 'ONBUILD ${1:RUN} ${2}',
    topic: 'onbuild',
  },
  RUN: {
    summary: 'Runs a command and keeps what it changed as a layer.',
    forms: ['RUN [flags] <command>', 'RUN [flags] ["<program>", "<argument>"]', 'RUN <<EOF'],
    snippet: 'RUN ${1:command}',
    topic: 'run',
  },
  SHELL: {
    summary: 'Chooses the shell that reads the commands of the steps below.',
    forms: ['SHELL ["<program>", "<argument>"]'],
    snippet: 'SHELL ["${1:/bin/bash}", "${2:-c}"]',
    topic: 'shell',
  },
  STOPSIGNAL: {
    summary: 'Chooses the signal that docker stop sends; SIGTERM otherwise.',
    forms: ['STOPSIGNAL <signal>'],
    snippet: 'STOPSIGNAL ${1:SIGTERM}',
    topic: 'signals',
  },
  USER: {
    summary: 'Chooses the user, and the group, for the steps below and for the container.',
    forms: ['USER <user>[:<group>]'],
    snippet: 'USER ${1:1000}',
    topic: 'users',
  },
  VOLUME: {
    summary: 'Marks folders whose content is kept outside the container.',
    forms: ['VOLUME <path> ...', 'VOLUME ["<path>"]'],
    snippet: 'VOLUME ${1:/data}',
    topic: 'volumes',
  },
  WORKDIR: {
    summary: 'Chooses the working directory for the steps below and for the container, and makes it.',
    forms: ['WORKDIR <path>'],
    snippet: 'WORKDIR ${1:/app}',
    topic: 'workdir',
  },
};

/** What each flag does, by `INSTRUCTION --flag`. */
export const FLAG_DOCS: Readonly<Record<string, string>> = {
  'FROM platform': 'The platform of the base image, such as linux/arm64. Left out, that of the target.',
  'RUN mount': 'Makes something available during this step only: a cache, a secret, files of another stage.',
  'RUN network': 'The network of this step: default, none or host.',
  'RUN security': 'sandbox, or insecure for a privileged step where the builder allows it.',
  'RUN device': 'Gives the step a device of the builder, by its CDI name.',
  'COPY from': 'Copies from a stage, an image or a named context instead of the build context.',
  'COPY chown': 'The owner of the files: user[:group], names or numbers. Root otherwise.',
  'COPY chmod': 'The mode of the files: octal such as 755, or symbolic such as u+x.',
  'COPY link': 'Makes a layer that does not depend on those below, so that it stays cached when they change.',
  'COPY parents': 'Keeps the folders of the source paths.',
  'COPY exclude': 'Leaves out files that match the pattern.',
  'ADD chown': 'The owner of the files: user[:group], names or numbers. Root otherwise.',
  'ADD chmod': 'The mode of the files: octal such as 755, or symbolic such as u+x.',
  'ADD link': 'Makes a layer that does not depend on those below.',
  'ADD keep-git-dir': 'Keeps the .git folder of a repository.',
  'ADD checksum': 'The digest that the download must have.',
  'ADD exclude': 'Leaves out files that match the pattern.',
  'ADD unpack': 'Whether archives are unpacked: by default local ones are, fetched ones are not.',
  'HEALTHCHECK interval': 'The time between two checks; 30s by default.',
  'HEALTHCHECK timeout': 'How long a check may take; 30s by default.',
  'HEALTHCHECK start-period': 'How long failures do not count after the start; 0s by default.',
  'HEALTHCHECK start-interval': 'The time between checks during the start period; 5s by default.',
  'HEALTHCHECK retries': 'How many failures in a row make the container unhealthy; 3 by default.',
};

/** What each option of `RUN --mount` does, and the types of mount that take it. */
export const MOUNT_DOCS: Readonly<Record<string, { text: string; types: readonly string[] }>> = {
  type: {
    text: 'bind (default), cache, tmpfs, secret or ssh.',
    types: ['bind', 'cache', 'tmpfs', 'secret', 'ssh'],
  },
  target: {
    text: 'Where the mount appears in the step.',
    types: ['bind', 'cache', 'tmpfs', 'secret', 'ssh'],
  },
  source: { text: 'The path inside what is mounted.', types: ['bind', 'cache'] },
  from: {
    text: 'The stage or image that is mounted; the build context otherwise.',
    types: ['bind', 'cache'],
  },
  rw: { text: 'Lets the step write; what it writes is thrown away.', types: ['bind'] },
  readonly: { text: 'Forbids writing.', types: ['cache'] },
  id: { text: 'Names the cache, secret or agent socket.', types: ['cache', 'secret', 'ssh'] },
  sharing: {
    text: 'shared, private or locked, when several builds use the cache at once.',
    types: ['cache'],
  },
  mode: { text: 'The file mode, octal.', types: ['cache', 'secret', 'ssh'] },
  uid: { text: 'The owner, a number.', types: ['cache', 'secret', 'ssh'] },
  gid: { text: 'The group, a number.', types: ['cache', 'secret', 'ssh'] },
  required: { text: 'Fails the build when the secret or agent is not given.', types: ['secret', 'ssh'] },
  env: { text: 'Gives the secret as a variable instead of a file.', types: ['secret'] },
  size: { text: 'The most it may hold.', types: ['tmpfs'] },
};

/** The OCI image labels (image-spec, annotations). */
export const OCI_LABELS: Readonly<Record<string, string>> = {
  'org.opencontainers.image.created': 'When the image was built, RFC 3339.',
  'org.opencontainers.image.authors': 'Who is responsible for it.',
  'org.opencontainers.image.url': 'Where to learn more.',
  'org.opencontainers.image.documentation': 'Where its documentation is.',
  'org.opencontainers.image.source': 'Where its source code is.',
  'org.opencontainers.image.version': 'The version of the packaged software.',
  'org.opencontainers.image.revision': 'The commit it was built from.',
  'org.opencontainers.image.vendor': 'The organisation that distributes it.',
  'org.opencontainers.image.licenses': 'Its licences as an SPDX expression.',
  'org.opencontainers.image.ref.name': 'The name of the reference.',
  'org.opencontainers.image.title': 'A title for people.',
  'org.opencontainers.image.description': 'What is in it.',
  'org.opencontainers.image.base.name': 'The image it was built on.',
  'org.opencontainers.image.base.digest': 'The digest of the image it was built on.',
};

/** Variables that FROM always has (and a stage after ARG). */
export const PLATFORM_ARG_DOCS: Readonly<Record<string, string>> = {
  BUILDPLATFORM: 'The platform of the machine that builds.',
  BUILDOS: 'The operating system of the machine that builds.',
  BUILDARCH: 'The processor of the machine that builds.',
  BUILDVARIANT: 'The variant of that processor.',
  TARGETPLATFORM: 'The platform the image is for.',
  TARGETOS: 'The operating system the image is for.',
  TARGETARCH: 'The processor the image is for.',
  TARGETVARIANT: 'The variant of that processor.',
  TARGETSTAGE: 'The name of the stage that is built.',
};
