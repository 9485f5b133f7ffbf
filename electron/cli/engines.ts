import type { CliContext, ExitCode, JsonOption } from './context';
import { EXIT, writeJson, writeTable } from './context';

/** `drydock engines`: what was found, and what to do about what does not answer. Negative when none does. */
export async function enginesCommand(context: CliContext, options: JsonOption): Promise<ExitCode> {
  const statuses = await context.engines.list();
  const ready = statuses.some((status) => status.state === 'ready');
  if (options.json) writeJson(context, statuses);
  else {
    const rows = statuses.map((status) => [
      status.id,
      status.state === 'ready' ? `ready, ${status.version}` : status.reason,
      status.endpoint,
    ]);
    writeTable(context, ['ENGINE', 'STATE', 'ENDPOINT'], rows);
    for (const status of statuses) {
      if (status.state === 'unavailable') context.out(`${status.id}: ${status.message} ${status.remedy}\n`);
    }
  }
  return ready ? EXIT.ok : EXIT.negative;
}
