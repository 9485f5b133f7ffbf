import type { PracticeCases } from './practice-case';

/** The same for the other rules of practice and those about the shell. */
export const PRACTICE_CASES: Readonly<Record<string, PracticeCases>> = {
  DL3001: { reports: ['RUN service x start', 'RUN top'], accepts: ['RUN echo top'] },
  DL3002: {
    reports: ['USER root', 'USER 0', 'USER root:root'],
    accepts: ['USER root\nUSER x', 'FROM a:1 AS x\nUSER root\nFROM b:1\nUSER y'],
  },
  DL3003: { reports: ['RUN cd /x && y'], accepts: ['RUN echo cd'] },
  DL3004: { reports: ['RUN sudo x'], accepts: ['RUN apt-get install -y sudo=1'] },
  DL3006: {
    reports: ['FROM debian'],
    accepts: [
      'FROM debian:12',
      'FROM debian@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      'FROM scratch',
      'FROM a:1 AS b\nFROM b',
      'ARG V=1\nFROM $V',
    ],
  },
  DL3007: {
    reports: ['FROM a:latest'],
    accepts: ['FROM a:latest@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'],
  },
  DL3010: {
    reports: ['COPY a.tar.gz /x/\nRUN tar xf /x/a.tar.gz'],
    accepts: ['COPY a.tar.gz /x/', 'COPY --from=b a.tar.gz /x/\nRUN tar xf /x/a.tar.gz'],
  },
  DL3020: {
    reports: ['ADD a /x'],
    accepts: [
      'ADD a.tar.gz /x',
      'ADD https://x/y /z',
      'ADD http://x/y /z',
      'ADD $X /z',
      'ADD git@github.com:a/b.git /z',
    ],
  },
  DL3021: { reports: ['COPY a b /c'], accepts: ['COPY a b /c/', 'COPY a b .', 'COPY a /c', 'COPY a b $C'] },
  DL3022: {
    reports: ['COPY --from=x a /'],
    accepts: [
      'FROM a:1 AS x\nFROM b:1\nCOPY --from=x a /',
      'FROM a:1\nFROM b:1\nCOPY --from=0 a /',
      'COPY --from=nginx:1 a /',
    ],
  },
  DL3023: { reports: ['FROM a:1 AS x\nCOPY --from=x a /'], accepts: [] },
  DL3026: {
    reports: [['FROM q.io/a:1', { hadolint: { trustedRegistries: ['docker.io'] } }]],
    accepts: [
      ['FROM a:1', { hadolint: { trustedRegistries: ['docker.io'] } }],
      ['FROM x.q.io/a:1', { hadolint: { trustedRegistries: ['*.q.io'] } }],
      ['FROM q.io/a:1 AS b\nFROM b', { hadolint: { trustedRegistries: ['q.io'] } }],
      ['FROM q.io/a:1', { hadolint: { trustedRegistries: ['*'] } }],
    ],
  },
  DL3044: {
    reports: ['ENV A=1 B=$A', 'ENV A=1 B=${A}x'],
    accepts: ['ENV A=1\nENV B=$A', 'ENV PATH=$PATH:/x', 'ARG A\nENV A=$A B=1'],
  },
  DL3045: {
    reports: ['FROM scratch\nCOPY a b'],
    accepts: [
      'COPY a /b',
      'WORKDIR /x\nCOPY a b',
      'FROM a:1 AS x\nWORKDIR /y\nFROM x\nCOPY a b',
      'COPY a $X',
      'COPY a C:\\x',
      'COPY a "/x"',
    ],
  },
  DL3046: {
    reports: ['RUN useradd -u 123456 a', 'RUN useradd --uid 123456 a'],
    accepts: [
      'RUN useradd -l -u 123456 a',
      'RUN useradd -u 12345 a',
      'RUN useradd --no-log-init -u 123456 a',
    ],
  },
  DL3047: {
    reports: ['RUN wget https://x'],
    accepts: [
      'RUN wget --progress=dot:giga https://x',
      'RUN wget -q https://x',
      'RUN wget -nv https://x',
      'RUN wget --no-verbose https://x',
      'RUN wget --quiet https://x',
      'RUN wget -o log https://x',
      'RUN wget -a log https://x',
    ],
  },
  DL3057: {
    reports: [['CMD ["x"]', { rules: { DL3057: 'on' } }]],
    accepts: [
      ['HEALTHCHECK CMD x', { rules: { DL3057: 'on' } }],
      ['HEALTHCHECK NONE', { rules: { DL3057: 'on' } }],
    ],
  },
  DL3059: {
    reports: ['RUN a\nRUN b'],
    accepts: ['RUN a\nCOPY x /\nRUN b', 'RUN --mount=type=cache,target=/x a\nRUN b'],
  },
  DL3066: { reports: ['USER app'], accepts: ['USER 1000'] },
  DL3067: { reports: ['FROM a:1 AS b\nFROM c:1\nCOPY --from=b / /'], accepts: [] },
  DL4001: {
    reports: ['RUN wget -q a\nRUN curl b'],
    accepts: ['RUN curl a', 'FROM a:1 AS x\nRUN wget -q a\nFROM b:1\nRUN curl b'],
  },
  DL4005: { reports: ['RUN ln -sfv /bin/bash /bin/sh'], accepts: ['RUN ln -s a b'] },
  DL4006: {
    reports: ['RUN a | b', 'SHELL ["/bin/sh","-c"]\nRUN a | b'],
    accepts: [
      'SHELL ["/bin/bash","-o","pipefail","-c"]\nRUN a | b',
      'RUN a || b',
      'SHELL ["/bin/bash","-eo","pipefail","-c"]\nRUN a | b',
      'SHELL ["pwsh","-c"]\nRUN a | b',
      'RUN set -o pipefail && a | b',
      'RUN echo "a | b"',
      'SHELL ["/bin/ash","-eo","pipefail","-c"]\nRUN a | b',
      'FROM a:1 AS x\nSHELL ["/bin/bash","-o","pipefail","-c"]\nFROM x\nRUN a | b',
    ],
  },
  SC2002: { reports: ['RUN cat a | grep b'], accepts: ['RUN cat a b | c'] },
  SC2015: { reports: ['RUN a && b || c'], accepts: ['RUN a || b && c'] },
  SC2028: { reports: ['RUN echo "a\\nb"'], accepts: [] },
  SC2046: { reports: ['RUN rm $(ls)'], accepts: ['RUN rm "$(ls)"', 'RUN a=$(b)'] },
  SC2086: {
    reports: ['RUN echo $a'],
    accepts: [
      'RUN echo "$a"',
      'RUN a=$b',
      'RUN [[ $a = b ]]',
      'SHELL ["pwsh"]\nRUN echo $a',
      'RUN echo $?',
      'RUN echo $#',
      'RUN case $a in b) c;; esac',
      'RUN <<EOF\n#!/usr/bin/env python\nprint($a)\nEOF',
    ],
  },
  SC2140: { reports: ['RUN echo "a"b"c"'], accepts: [] },
  SC2154: {
    reports: ['RUN echo "$lower"'],
    accepts: [
      'RUN lower=1; echo "$lower"',
      'ENV lower=1\nRUN echo "$lower"',
      'RUN for x in 1; do echo "$x"; done',
      'RUN read -r x; echo "$x"',
    ],
  },
  SC2155: { reports: ['RUN export a=$(b)'], accepts: ['RUN export a=b'] },
  SC2164: {
    reports: ['RUN cd /x; y'],
    accepts: ['RUN cd /x && y', 'RUN cd /x || exit 1', 'RUN set -e; cd /x; y'],
  },
};
