import type { CheckCase } from './check-case';

/** The same of BuildKit's checks of what happens inside a stage. */
export const STEP_CASES: Readonly<Record<string, readonly CheckCase[]>> = {
  JSONArgsRecommended: [
    [
      'FROM scratch\nCMD run it',
      ['2: JSON arguments recommended for CMD to prevent unintended behavior related to OS signals'],
    ],
    [
      'FROM scratch\nENTRYPOINT run it',
      ['2: JSON arguments recommended for ENTRYPOINT to prevent unintended behavior related to OS signals'],
    ],
    [
      'from scratch\ncmd run it',
      ['2: JSON arguments recommended for cmd to prevent unintended behavior related to OS signals'],
    ],
    ["FROM scratch\nCMD ['run']", ['2']],
    ['FROM scratch\nCMD ["run", "it"]\nENTRYPOINT [ "run" ]', []],
    ['FROM scratch\nCMD []', []],
    ['FROM scratch\nSHELL ["/bin/bash", "-c"]\nCMD run it', []],
    ['FROM scratch\nCMD run it\nSHELL ["/bin/bash", "-c"]', ['2']],
    ['FROM scratch AS a\nSHELL ["/bin/bash", "-c"]\nFROM a\nENTRYPOINT run', []],
    ['FROM scratch AS a\nSHELL ["/bin/bash", "-c"]\nFROM scratch\nENTRYPOINT run', ['4']],
    ['FROM scratch\nHEALTHCHECK CMD curl localhost', []],
    ['FROM own\nCMD run', [], { baseImage: () => ({ shell: ['/bin/bash', '-c'] }) }],
  ],
  WorkdirRelativePath: [
    [
      'FROM scratch\nWORKDIR app',
      ['2: Relative workdir "app" can have unexpected results if the base image changes'],
    ],
    ['FROM scratch\nWORKDIR ./app\nWORKDIR more', ['2']],
    ['FROM scratch\nWORKDIR /app\nWORKDIR more', []],
    ['FROM scratch\nENV D=/app\nWORKDIR $D\nWORKDIR more', []],
    [
      'FROM scratch\nENV D=app\nWORKDIR $D',
      ['3: Relative workdir "app" can have unexpected results if the base image changes'],
    ],
    ['FROM scratch AS a\nWORKDIR /app\nFROM a\nWORKDIR more', []],
    ['FROM scratch AS a\nWORKDIR /app\nFROM scratch\nWORKDIR more', ['4']],
  ],
  UndefinedVar: [
    ['FROM scratch\nCOPY $a /', ["2: Usage of undefined variable '$a'"]],
    [
      'FROM scratch\nCOPY ${a} ${b} /',
      ["2: Usage of undefined variable '$a'", "2: Usage of undefined variable '$b'"],
    ],
    [
      'FROM scratch\nENV HOMEDIR=/h\nWORKDIR $HOMEDIRS',
      ["3: Usage of undefined variable '$HOMEDIRS' (did you mean $HOMEDIR?)"],
    ],
    ['FROM scratch\nLABEL a=$nope', ['2']],
    ['FROM scratch\nUSER $nobody_here', ['2']],
    ['FROM scratch\nVOLUME $where', ['2']],
    ['FROM scratch\nENV A=1 B=$A', ["2: Usage of undefined variable '$A'"]],
    ['FROM scratch\nENV A=1\nENV B=$A', []],
    ['FROM scratch\nENV A=${B:-x}', ["2: Usage of undefined variable '$B'"]],
    ['FROM scratch\nARG a\nCOPY $a /', []],
    ['FROM scratch\nENV a=1\nCOPY $a /', []],
    ['ARG a=1\nFROM scratch\nCOPY x$a /', ["3: Usage of undefined variable '$a'"]],
    ['FROM scratch\nCOPY \\$a /', []],
    ["FROM scratch\nCOPY '$a' /", []],
    ['FROM alpine\nRUN echo $nope', []],
    ['FROM alpine\nCMD ["sh", "-c", "echo $nope"]', []],
    ['FROM alpine\nENV PATH=/opt:$PATH', []],
    ['FROM scratch\nENV PATH=/opt:$PATH', []],
    ['FROM alpine AS a\nENV x=1\nFROM a AS b\nFROM b\nCOPY $x /', []],
    ['# escape=`\nFROM scratch\nCOPY `$a /', []],
  ],
  MultipleInstructionsDisallowed: [
    [
      'FROM scratch\nCMD ["a"]\nCMD ["b"]',
      [
        '2: Multiple CMD instructions should not be used in the same stage because only the last one will be used',
      ],
    ],
    ['FROM scratch\nENTRYPOINT ["a"]\nENTRYPOINT ["b"]\nENTRYPOINT ["c"]', ['2', '3']],
    ['FROM scratch\nHEALTHCHECK NONE\nHEALTHCHECK CMD ["a"]', ['2']],
    ['FROM scratch AS a\nCMD ["a"]\nFROM a\nCMD ["b"]', []],
    ['FROM scratch\nCMD ["a"]\nENTRYPOINT ["b"]\nHEALTHCHECK CMD ["c"]', []],
    ['FROM scratch\nWORKDIR /a\nWORKDIR /b\nUSER 1\nUSER 2', []],
  ],
  LegacyKeyValueFormat: [
    ['FROM scratch\nENV a b', ['2: "ENV key=value" should be used instead of legacy "ENV key value" format']],
    [
      'FROM scratch\nLABEL a b c',
      ['2: "LABEL key=value" should be used instead of legacy "LABEL key value" format'],
    ],
    ['from scratch\nenv a b', ['2: "env key=value" should be used instead of legacy "env key value" format']],
    ['FROM scratch\nENV a=b c=d\nLABEL a=b', []],
    ['FROM scratch\nENV a="b c"', []],
    ['FROM scratch AS a\nENV x y\nFROM scratch', ['2']],
    ['FROM scratch AS a\nENV x y\nFROM scratch AS b', [], { target: 'b' }],
  ],
  SecretsUsedInArgOrEnv: [
    [
      'FROM scratch\nARG PASSWORD',
      ['2: Do not use ARG or ENV instructions for sensitive data (ARG "PASSWORD")'],
    ],
    ['FROM scratch\nENV db_passwd=x API_TOKEN=y', ['2: (ENV "API_TOKEN")', '2: (ENV "db_passwd")']],
    ['FROM scratch\nARG MY_CREDENTIALS=1', ['2']],
    ['FROM scratch\nARG PUBLIC_KEY\nARG TOKEN_FILE\nARG KEY_VERSION', []],
    ['FROM scratch\nARG MONKEY\nARG KEYBOARD\nARG AUTHOR\nENV TOKENS=1', []],
    ['FROM scratch\nLABEL password=x', []],
    ['ARG PASSWORD\nFROM scratch', []],
    ['FROM scratch\nENV SSH_KEY=x\nARG APIKEY', ['2', '3']],
  ],
  CopyIgnoredFile: [
    [
      'FROM scratch\nCOPY a.env /',
      ['2: Attempting to Copy file "a.env" that is excluded by .dockerignore'],
      { dockerignore: '*.env' },
    ],
    [
      'FROM scratch\nADD a.env /',
      ['2: Attempting to Add file "a.env" that is excluded by .dockerignore'],
      { dockerignore: '*.env' },
    ],
    [
      'FROM scratch\nCOPY ./x/../a.env b /',
      ['2: Attempting to Copy file "a.env" that is excluded by .dockerignore'],
      { dockerignore: '*.env' },
    ],
    ['FROM scratch\nCOPY a.env /', [], { dockerignore: '*.env\n!a.env' }],
    ['FROM scratch AS a\nFROM scratch\nCOPY --from=a a.env /', [], { dockerignore: '*.env' }],
    ['FROM scratch\nCOPY . /', [], { dockerignore: '*.env' }],
    ['FROM scratch\nCOPY . /', ['2'], { dockerignore: '*' }],
    ['FROM scratch\nCOPY dir/sub /', ['2'], { dockerignore: 'dir' }],
    ['FROM scratch\nCOPY a.env /', []],
    ['FROM scratch\nCOPY <<a.env /b\nEOF\na.env', [], { dockerignore: '*.env' }],
  ],
  ExposeProtoCasing: [
    [
      'FROM scratch\nEXPOSE 80/TCP',
      ["2: Defined protocol '80/TCP' in EXPOSE instruction should be lowercase"],
    ],
    [
      'FROM scratch\nEXPOSE 80/tcp 53/Udp',
      ["2: Defined protocol '53/Udp' in EXPOSE instruction should be lowercase"],
    ],
    ['FROM scratch\nEXPOSE 80 53/udp 90-99/tcp', []],
  ],
  ExposeInvalidFormat: [
    [
      'FROM scratch\nEXPOSE 8080:80',
      ["2: EXPOSE instruction should not define an IP address or host-port mapping, found '8080:80'"],
    ],
    [
      'FROM scratch\nEXPOSE 127.0.0.1:8080:80 90',
      [
        "2: EXPOSE instruction should not define an IP address or host-port mapping, found '127.0.0.1:8080:80'",
      ],
    ],
    ['FROM scratch\nEXPOSE 80-90', []],
    ['FROM scratch\nARG P=80\nEXPOSE $P', []],
  ],
};
