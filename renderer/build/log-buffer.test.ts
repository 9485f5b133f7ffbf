import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogBuffer } from './log-buffer';

const esc = '\u001b';
const all = (log: LogBuffer) => Array.from({ length: log.length }, (_, i) => log.plain(i));

describe('LogBuffer', () => {
  it('joins a line that comes in pieces', () => {
    const log = new LogBuffer();
    log.append('Step 1');
    log.append('/4 : FROM');
    log.append(' busybox\nnext');
    expect(all(log)).toEqual(['Step 1/4 : FROM busybox', 'next']);
  });

  it('holds the same lines however the text is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', '\n', '\r', '\r\n', `${esc}[31m`, `${esc}[0m`), { maxLength: 60 }),
        fc.array(fc.nat(60), { maxLength: 8 }),
        (parts, cuts) => {
          const text = parts.join('');
          const whole = new LogBuffer(text);
          const cut = new LogBuffer();
          let from = 0;
          for (const at of [...cuts].sort((x, y) => x - y)) {
            cut.append(text.slice(from, Math.max(from, at)));
            from = Math.max(from, at);
          }
          cut.append(text.slice(from));
          const styles = (log: LogBuffer) => Array.from({ length: log.length }, (_, i) => log.styled(i));
          expect(styles(cut)).toEqual(styles(whole));
        },
      ),
    );
  });

  it('keeps blank lines and Windows line ends apart from progress bars', () => {
    expect(all(new LogBuffer('one\r\n\r\ntwo\n'))).toEqual(['one', '', 'two']);
    expect(all(new LogBuffer(' 10%\r 50%\r100%\ndone\n'))).toEqual(['100%', 'done']);
  });

  it('carries a colour over line ends until it is reset', () => {
    const log = new LogBuffer(`${esc}[31mred\nstill red${esc}[0m\nplain\n`);
    expect(log.styled(1)).toBe(`${esc}[31mstill red${esc}[0m`);
    expect(log.styled(2)).toBe('plain');
    expect(log.plain(1)).toBe('still red');
  });

  it('drops cursor movement, titles and bells', () => {
    expect(all(new LogBuffer(`${esc}[2K${esc}[1Ga${esc}]0;title\u0007b\u0007\n`))).toEqual(['ab']);
  });

  it('drops the oldest lines beyond its cap, says how many, and keeps colours with their lines', () => {
    const log = new LogBuffer('', 3);
    log.append(`1\n2\n${esc}[32m3\n4\n5\n`);
    expect(all(log)).toEqual(['3', '4', '5']);
    expect(log.dropped).toBe(2);
    expect(log.styled(1)).toBe(`${esc}[32m4`);
  });

  it('finds lines without regard to case and colours', () => {
    const log = new LogBuffer(`Err${esc}[31mor\nfine\nERROR 2\n`);
    expect(log.find('error')).toEqual([0, 2]);
    expect(log.find('')).toEqual([]);
    expect(log.find('e', 1)).toEqual([0]);
  });

  it('takes 200,000 lines', () => {
    const log = new LogBuffer();
    for (let i = 0; i < 200; i += 1) log.append('some output of a step\n'.repeat(1000));
    expect(log.length).toBe(200_000);
    expect(log.dropped).toBe(0);
  });
});
