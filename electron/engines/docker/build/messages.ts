import { z } from 'zod';
import { readJsonLines } from '../lines';

/** One line of the engine's answer to a build (moby api, jsonmessage). */
export interface BuildMessage {
  /** Text of the classic builder. */
  readonly stream?: string;
  readonly error?: { readonly message: string; readonly code?: number };
  /** The id of a finished image; the classic builder sends one for every stage. */
  readonly imageId?: string;
  /** A BuildKit progress message, still encoded. */
  readonly trace?: Uint8Array;
  /** Progress of a pull, which the classic builder reports in its own way. */
  readonly status?: string;
}

const lineSchema = z.object({
  id: z.string().optional(),
  stream: z.string().optional(),
  status: z.string().optional(),
  error: z.string().optional(),
  errorDetail: z.object({ message: z.string().optional(), code: z.number().optional() }).optional(),
  aux: z.union([z.string(), z.object({ ID: z.string().optional() })]).optional(),
});

/** Reads the lines of the answer. A line that is not what the API promises throws a SyntaxError that quotes it. */
export async function* readMessages(source: AsyncIterable<Uint8Array>): AsyncGenerator<BuildMessage> {
  for await (const value of readJsonLines(source)) yield parseMessage(value);
}

function parseMessage(data: unknown): BuildMessage {
  const parsed = lineSchema.safeParse(data);
  if (!parsed.success) {
    throw new SyntaxError(`The engine sent an unknown message: ${JSON.stringify(data).slice(0, 200)}`);
  }
  const { id, stream, status, error, errorDetail, aux } = parsed.data;
  if (errorDetail || error !== undefined) {
    const code = errorDetail?.code;
    const message = errorDetail?.message ?? error ?? 'unknown error';
    return { error: { message, ...(code !== undefined && { code }) } };
  }
  if (id === 'moby.buildkit.trace' && typeof aux === 'string') return { trace: Buffer.from(aux, 'base64') };
  if (typeof aux === 'object' && aux.ID !== undefined) return { imageId: aux.ID };
  return { ...(stream !== undefined && { stream }), ...(status !== undefined && { status }) };
}
