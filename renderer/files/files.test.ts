import { describe, expect, it } from 'vitest';
import { contentOf, hexDump } from './content';
import { permissionText } from './permissions';

describe('permissionText', () => {
  it.each([
    ['file', 0o644, '-rw-r--r--'],
    ['directory', 0o1777, 'drwxrwxrwt'],
    ['file', 0o4755, '-rwsr-xr-x'],
    ['file', 0o2644, '-rw-r-Sr--'],
    ['symlink', 0o777, 'lrwxrwxrwx'],
  ] as const)('%s %o', (type, mode, text) => {
    expect(permissionText({ type, mode })).toBe(text);
  });
});

describe('contentOf', () => {
  it('tells text from other things', () => {
    expect(contentOf(new Uint8Array())).toEqual({ kind: 'empty' });
    expect(contentOf(new TextEncoder().encode('Grüße\n'))).toEqual({ kind: 'text', text: 'Grüße\n' });
    expect(contentOf(new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1])).kind).toBe('binary');
    expect(contentOf(new Uint8Array([0x47, 0xfc, 0x21])).kind).toBe('binary');
  });

  it('is not disturbed by a character that was cut', () => {
    const cut = new TextEncoder().encode('abcé').subarray(0, 4);
    expect(contentOf(cut)).toEqual({ kind: 'text', text: 'abc' });
  });
});

it('hexDump writes offset, bytes and characters', () => {
  expect(hexDump(new TextEncoder().encode('Drydock, a dock\n!'))).toBe(
    [
      '00000000  44 72 79 64 6f 63 6b 2c  20 61 20 64 6f 63 6b 0a  |Drydock, a dock.|',
      '00000010  21                                                |!|',
    ].join('\n'),
  );
});
