import { cases } from '../case';

/** Stages, arguments and targets. */
export const stages = cases('stages', [
  ['COPY --from a name', 'FROM base AS build\nRUN echo x > /x\nFROM base\nCOPY --from=build /x /y'],
  ['COPY --from a number', 'FROM base\nRUN echo x > /x\nFROM base\nCOPY --from=0 /x /y'],
  ['COPY --from an image', 'FROM scratch\nCOPY --from=busybox:truth /bin/busybox /etc/passwd /b/'],
  ['names in any case', 'FROM base AS Build\nRUN echo x > /x\nFROM base\nCOPY --from=bUILD /x /y'],
  ['FROM a stage', 'FROM base AS one\nENV A=1\nRUN echo 1 > /1\nWORKDIR /w\nFROM one\nRUN echo $A > 2'],
  [
    'a chain of three',
    'FROM base AS one\nRUN echo 1 > /1\nFROM one AS two\nRUN echo 2 > /2\nFROM two\nCMD ["cat", "/1"]',
  ],
  [
    'scratch with files',
    'FROM base AS one\nRUN mkdir -p /o/d && echo 1 > /o/d/1\nFROM scratch\nCOPY --from=one /o /',
  ],
  ['a whole tree into scratch', 'FROM base AS one\nFROM scratch\nCOPY --from=one / /'],
  ['stages that are not needed', 'FROM base AS bad\nRUN exit 1\nFROM base AS good\nRUN echo ok > /ok'],
  ['a target by name', 'FROM base AS one\nRUN echo 1 > /1\nFROM base AS two\nRUN exit 1', { target: 'one' }],
  ['a target by number', 'FROM base AS one\nRUN echo 1 > /1\nFROM base AS two\nRUN exit 1', { target: '0' }],
  [
    'owners and modes across stages',
    'FROM base AS one\nRUN mkdir /o && touch /o/f && chown 5:6 /o/f /o && chmod 640 /o/f\nFROM base\nCOPY --from=one /o /o\nCOPY --from=one --chown=7:8 /o /p',
  ],
  [
    'links across stages',
    'FROM base AS one\nRUN mkdir /o && echo x > /o/f && ln -s f /o/l && ln -s /o/f /abs\nFROM base\nCOPY --from=one /o/l /l\nCOPY --from=one /abs /abs\nCOPY --from=one /o /o',
  ],
  [
    'wildcards across stages',
    'FROM base AS one\nRUN mkdir /o && touch /o/a.x /o/b.x /o/c.y\nFROM base\nCOPY --from=one /o/*.x /x/',
  ],
  ['ARG before FROM', 'ARG NAME=busybox\nARG TAG=truth\nFROM ${NAME}:$TAG\nRUN echo "[$TAG]" > /t'],
  ['ARG before FROM, taken into a stage', 'ARG V=1\nFROM base\nARG V\nRUN echo "[$V]" > /v'],
  ['ARG before FROM, given by the build', 'ARG V=1\nFROM base\nARG V\nENV W=$V', { buildArgs: { V: '2' } }],
  [
    'ARG ends with its stage',
    'FROM base AS one\nARG A=1\nRUN echo "[$A]" > /a\nFROM base\nRUN echo "[$A]" > /a\nCOPY --from=one /a /b',
  ],
  ['ARG is inherited by FROM a stage', 'FROM base AS one\nARG A=1\nFROM one\nRUN echo "[$A]" > /a'],
  ['ENV wins over ARG', 'FROM base\nARG A=1\nENV A=2\nRUN echo $A > /a', { buildArgs: { A: '3' } }],
  [
    'ARG before its line',
    'FROM base\nRUN echo "[$A]" > /a\nARG A=1\nRUN echo "[$A]" > /b',
    { buildArgs: { A: '3' } },
  ],
  ['an argument nobody declares', 'FROM base\nRUN echo "[$A]" > /a', { buildArgs: { A: '3' } }],
  ['ARG without a value', 'FROM base\nARG A\nRUN echo "[${A-unset}]" > /a'],
  [
    'predefined arguments',
    'FROM base\nRUN echo "$HTTP_PROXY" > /p',
    { buildArgs: { HTTP_PROXY: 'http://proxy.invalid:3128' } },
  ],
  [
    'ARG with defaults from others',
    'FROM base\nARG A=1\nARG B=${A}2\nARG C=${B:-x}\nRUN echo $A $B $C > /abc',
    { buildArgs: { B: 'b' } },
  ],
  [
    'the same stage twice',
    'FROM base AS one\nRUN echo 1 > /1\nFROM base\nCOPY --from=one /1 /a\nCOPY --from=one /1 /b',
  ],
  [
    'stages that wait for each other',
    'FROM base AS a\nRUN echo a > /a\nFROM base AS b\nRUN echo b > /b\nFROM base AS c\nCOPY --from=a /a /a\nCOPY --from=b /b /b\nFROM c\nRUN cat /a /b > /c',
  ],
  ['FROM with a platform', 'FROM --platform=$BUILDPLATFORM base\nRUN echo x > /x'],
  [
    'COPY --from keeps empty folders',
    'FROM base AS one\nRUN mkdir -p /o/e\nFROM scratch\nCOPY --from=one /o/ /o/',
  ],
  ['CMD of a stage goes on', 'FROM base AS one\nCMD ["x"]\nFROM one\nENTRYPOINT ["y"]'],
  ['ONBUILD of a stage', 'FROM base AS one\nONBUILD RUN echo on > /on\nFROM one\nRUN echo x > /x'],
]);
