import type { Handlers, MethodName, Reply } from '../shared/contract';
import { argumentSchemas } from '../shared/contract.schema';
import { type ErrorData, toErrorData } from '../shared/errors';
import type { z } from 'zod';
import { type Home, type Sender, isTrusted } from './sender';
import { mayAsk } from './windows';

/** A request as it arrived: nothing in it is trusted yet. */
export interface Request {
  readonly method: MethodName;
  readonly sender: Sender;
  readonly args: readonly unknown[];
}

/** What a request is answered with. */
export interface Answering {
  readonly homes: readonly Home[];
  /** The handlers; a promise, because requests may arrive while the services are still being opened. */
  readonly handlers: () => Promise<Handlers>;
  /** Takes a line for the log: refused requests, and errors that are ours. */
  readonly log: (line: string) => void;
}

/**
 * The one way from a request to its reply: who sent it, what it says, who handles it. Never throws: every failure is
 * a reply, since an error that crosses IPC by itself keeps only its message.
 */
export async function answer(request: Request, answering: Answering): Promise<Reply<unknown>> {
  const { method, sender } = request;
  if (!isTrusted(sender, answering.homes) || !mayAsk(sender.window, method)) {
    answering.log(`refused ${method}: sent by ${describe(sender)}`);
    return failure({ kind: 'refused', message: 'This page may not ask anything of Drydock.' });
  }
  const args = argumentSchemas[method].safeParse(request.args);
  if (!args.success) {
    answering.log(`refused ${method}: ${explain(args.error)}`);
    return failure({
      kind: 'invalid-input',
      message: `The request "${method}" was refused: ${explain(args.error)}.`,
    });
  }
  try {
    const handlers = await answering.handlers();
    return { ok: true, value: await call(handlers, method, args.data) };
  } catch (error) {
    const data = toErrorData(error);
    answering.log(
      `${method} failed (${data.kind}): ${data.kind === 'internal' ? (data.details ?? data.message) : data.message}`,
    );
    return failure(data);
  }
}

/** The schema of a method yields that method's own argument tuple (contract.schema.ts does not compile otherwise). */
function call(handlers: Handlers, method: MethodName, args: readonly unknown[]): Promise<unknown> {
  const handler = handlers[method] as (...args: readonly unknown[]) => Promise<unknown>;
  return handler(...args);
}

function failure(error: ErrorData): Reply<never> {
  return { ok: false, error };
}

function describe(sender: Sender): string {
  const frame = sender.mainFrame ? 'the main frame' : 'an inner frame';
  return `${sender.frameUrl ?? 'a frame that is gone'} (${frame} of ${sender.window ?? 'another'} window)`;
}

/** The first things that are wrong, with their place among the arguments; never the values, which may be large. */
function explain(error: z.ZodError): string {
  return error.issues
    .slice(0, 3)
    .map(({ path, message }) => (path.length > 0 ? `argument ${path.join('.')}: ${message}` : message))
    .join('; ');
}
