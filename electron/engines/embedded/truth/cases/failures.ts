import { cases } from '../case';

/** Builds that must fail, for the same reason and on the same line. */
export const failures = cases('failures', [
  ['unknown instruction', 'FROM base\nRUNN x'],
  ['no FROM', 'RUN echo x'],
  ['empty', '# nothing'],
  ['FROM without a name', 'FROM'],
  ['a missing base', 'FROM registry.invalid/none:1\nRUN true'],
  ['a command that fails', 'FROM base\nRUN true\nRUN exit 3'],
  ['a command that is not there', 'FROM base\nRUN nosuch'],
  ['a program that is not there, exec form', 'FROM base\nRUN ["/nosuch"]'],
  ['a missing file', 'FROM base\nCOPY none.txt /x'],
  ['a missing file among others', 'FROM base\nENV A=1\nCOPY a.txt none.txt /x/', { files: { 'a.txt': 'a' } }],
  ['wildcards that match nothing', 'FROM base\nCOPY *.none /x/', { files: { 'a.txt': 'a' } }],
  [
    'a file that is ignored',
    'FROM base\nCOPY a.txt /x',
    { files: { 'a.txt': 'a', '.dockerignore': 'a.txt' } },
  ],
  ['a missing file of a stage', 'FROM base AS one\nFROM base\nCOPY --from=one /none /x'],
  ['several files to one name', 'FROM base\nCOPY a.txt b.txt /x', { files: { 'a.txt': 'a', 'b.txt': 'b' } }],
  ['COPY with one argument', 'FROM base\nCOPY a.txt'],
  ['COPY without arguments', 'FROM base\nCOPY'],
  ['an unknown flag', 'FROM base\nCOPY --nope=1 a /b', { files: { a: 'a' } }],
  [
    'a stage that comes later',
    'FROM base AS first\nCOPY --from=late /x /x\nFROM base AS late\nFROM first',
    {
      older: {
        reason: 'it takes a later stage for an empty one',
        lines: /^ends with copy-source-missing, line 2.*ours with other, line 2/,
      },
    },
  ],
  ['a stage by a number too high', 'FROM base\nCOPY --from=3 /x /x'],
  ['an unknown target', 'FROM base AS one', { target: 'two' }],
  ['CMD without arguments', 'FROM base\nENV A'],
  ['EXPOSE of no port', 'FROM base\nEXPOSE abc'],
  ['WORKDIR without a path', 'FROM base\nWORKDIR'],
  ['USER without a name', 'FROM base\nUSER'],
  ['STOPSIGNAL of no signal', 'FROM base\nSTOPSIGNAL SIGNOPE'],
  ['ONBUILD of FROM', 'FROM base\nONBUILD FROM x'],
  ['ONBUILD in ONBUILD', 'FROM base\nONBUILD ONBUILD RUN x'],
  ['SHELL in shell form', 'FROM base\nSHELL /bin/sh'],
  ['HEALTHCHECK of a wrong kind', 'FROM base\nHEALTHCHECK RUN x'],
  ['HEALTHCHECK with a wrong time', 'FROM base\nHEALTHCHECK --interval=often CMD x'],
  [
    'an unknown user for --chown',
    'FROM base\nCOPY --chown=ghost a /b',
    {
      files: { a: 'a' },
      older: {
        reason: 'it takes root in place of an unknown user',
        lines: /^ends with an image; ours with other/,
      },
    },
  ],
  ['an unknown user for RUN', 'FROM base\nUSER ghost\nRUN true'],
  ['a user without rights', 'FROM base\nUSER nobody\nRUN touch /etc/x'],
  ['a required secret', 'FROM base\nRUN --mount=type=secret,id=token,required=true cat /run/secrets/token'],
  [
    'a failing stage that is needed',
    'FROM base AS one\nRUN false\nFROM base\nCOPY --from=one /etc/passwd /x',
  ],
  ['a substitution that is not closed', 'FROM base\nENV A=${B'],
  ['an unknown modifier', 'FROM base\nENV A=${B:?missing}', { reference: 'FROM base\nENV A=${B' }],
  ['a bind mount of nothing', 'FROM base\nRUN --mount=type=bind,source=none,target=/x ls /x'],
]);
