import { gzipSync } from 'node:zlib';
import { cases } from '../case';

/** A tar of one folder, one file with an owner, and one link, made by hand: 512-byte headers (POSIX.1 ustar). */
function tar(): Uint8Array {
  const blocks = [
    header('in/', '5', 0, 0o750),
    header('in/f', '0', 5, 0o640),
    Buffer.alloc(512),
    header('in/l', '2', 0, 0o777, 'f'),
  ];
  blocks[2]!.write('hello');
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function header(name: string, type: string, size: number, mode: number, link = ''): Buffer {
  const block = Buffer.alloc(512);
  const octal = (value: number, at: number, length: number) =>
    block.write(value.toString(8).padStart(length - 1, '0'), at);
  block.write(name, 0);
  octal(mode, 100, 8);
  octal(3, 108, 8);
  octal(4, 116, 8);
  octal(size, 124, 12);
  octal(1_600_000_000, 136, 12);
  block.write('        ', 148);
  block.write(type, 156);
  block.write(link, 157);
  block.write('ustar\u000000', 257);
  block.write(
    `${[...block]
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return block;
}

const files = {
  'a.tar': { bytes: tar() },
  'b.tar.gz': { bytes: gzipSync(tar()) },
  'plain.gz': { bytes: gzipSync(Buffer.from('just text')) },
  'fake.tar': 'not really a tar',
} as const;

/** What ADD does with archives. */
export const addition = cases('ADD', [
  ['a tar is unpacked', 'FROM base\nADD a.tar /x/', { files }],
  ['a compressed tar is unpacked', 'FROM base\nADD b.tar.gz /x', { files }],
  [
    'into a folder that is there',
    'FROM base\nRUN mkdir -p /x/in && echo old > /x/in/f && touch /x/in/other\nADD a.tar /x/',
    { files },
  ],
  ['--chown on what is unpacked', 'FROM base\nADD --chown=1:2 a.tar /x/', { files }],
  ['what is no archive is copied', 'FROM base\nADD fake.tar plain.gz /x/', { files }],
  ['COPY unpacks nothing', 'FROM base\nCOPY a.tar /x/', { files }],
  ['a file from elsewhere', 'FROM base\nADD http://files.test/note.txt /x/'],
  ['what comes from elsewhere is not unpacked', 'FROM base\nADD http://files.test/in/data.tar /x/y/z'],
  [
    'owner and mode of what comes from elsewhere',
    'FROM base\nADD --chown=3:4 http://files.test/note.txt a.tar /x/',
    { files },
  ],
  ['an address with nothing there', 'FROM base\nADD http://files.test/none /x'],
  ['several archives', 'FROM base\nADD a.tar b.tar.gz fake.tar /x/', { files }],
]);
