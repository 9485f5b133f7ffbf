import { readFile } from 'node:fs/promises';
import { DrydockError } from '../shared/errors';
import { misuse } from './run-options';

/**
 * Reads secrets as Docker's command is given them: `id=NAME,src=FILE` or `id=NAME,env=VARIABLE`; with `id=NAME` alone
 * it is the variable of that name, or else the file. Throws `invalid-input` for what is none.
 */
export async function readSecrets(texts: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const secrets: Record<string, string> = {};
  for (const text of texts) {
    const fields = new Map(text.split(',').map(splitField));
    const id = fields.get('id');
    const known = ['id', 'src', 'source', 'env', 'type'];
    const unknown = [...fields.keys()].find((key) => !known.includes(key));
    if (!id || unknown !== undefined) {
      throw misuse(
        `"${text}" is no secret.`,
        'Write --secret id=NAME,src=FILE or --secret id=NAME,env=VARIABLE.',
      );
    }
    const variable =
      fields.get('env') ?? (fields.get('type') === 'env' ? (fields.get('src') ?? id) : undefined);
    const file = fields.get('src') ?? fields.get('source');
    if (variable !== undefined) secrets[id] = variableOf(variable);
    else if (file === undefined && process.env[id] !== undefined) secrets[id] = process.env[id];
    else secrets[id] = await contentOf(file ?? id);
  }
  return secrets;
}

function splitField(field: string): [string, string] {
  const equals = field.indexOf('=');
  return equals < 0 ? [field, ''] : [field.slice(0, equals), field.slice(equals + 1)];
}

function variableOf(name: string): string {
  const value = process.env[name];
  if (value !== undefined) return value;
  throw misuse(
    `There is no variable ${name} to take a secret from.`,
    'Set it, or name a file with src=FILE.',
  );
}

async function contentOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new DrydockError(
      {
        kind: 'invalid-input',
        message: `The secret's file ${file} cannot be read.`,
        remedy: 'Correct the path, or name a variable with env=VARIABLE.',
      },
      { cause },
    );
  }
}
