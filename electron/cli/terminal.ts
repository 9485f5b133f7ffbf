import type { Session } from '../engines/session';
import type { CliContext } from './context';

/** The learner's own terminal, or what stands in its place. */
export interface CliTerminal {
  readonly input: AsyncIterable<Uint8Array>;
  /** Columns and rows; null where there is no terminal. */
  readonly size: () => readonly [number, number] | null;
  /** Hands every key on as it is typed, Ctrl+C too. */
  readonly setRaw: (raw: boolean) => void;
  readonly onResize: (listener: () => void) => () => void;
}

/** Joins a process with this command's outputs, and its input where that was asked for; gives the exit code. */
export async function joinSession(
  context: Pick<CliContext, 'out' | 'err' | 'terminal'>,
  session: Session,
  options: { readonly interactive?: boolean; readonly tty?: boolean },
): Promise<number | null> {
  const { terminal } = context;
  const resize = (): void => {
    const size = terminal?.size();
    if (size) void session.resize(...size);
  };
  const unlisten = options.tty ? terminal?.onResize(resize) : undefined;
  const raw = options.tty === true && options.interactive === true;
  if (raw) terminal?.setRaw(true);
  try {
    if (options.tty) resize();
    if (options.interactive && terminal) void typeInto(session, terminal.input);
    const decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
    for await (const { stream, data } of session.output) {
      const text = decoders[stream].decode(data, { stream: true });
      if (stream === 'stdout') context.out(text);
      else context.err(text);
    }
    return await session.exit;
  } finally {
    if (raw) terminal?.setRaw(false);
    unlisten?.();
  }
}

async function typeInto(session: Session, input: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const data of input) await session.write(data);
  session.closeInput();
}

/** This process's own terminal. */
export function ownTerminal(): CliTerminal {
  const { stdin, stdout } = process;
  return {
    input: stdin,
    size: () => (stdout.isTTY ? [stdout.columns, stdout.rows] : null),
    setRaw: (raw) => {
      if (stdin.isTTY) stdin.setRawMode(raw);
    },
    onResize: (listener) => {
      stdout.on('resize', listener);
      return () => void stdout.off('resize', listener);
    },
  };
}
