import type { Engine } from '../engines/engine';
import { DrydockError } from '../shared/errors';

/** Whether what this command starts goes on when it has ended. */
export async function outlives(engine: Engine): Promise<boolean> {
  const status = await engine.status();
  return status.state !== 'ready' || status.capabilities.detached;
}

/** Throws `unsupported` where nothing would go on. */
export async function assertOutlives(engine: Engine): Promise<void> {
  if (await outlives(engine)) return;
  throw new DrydockError({
    kind: 'unsupported',
    message: 'The containers of the embedded engine end with the command that started them.',
    remedy: 'Leave -d away: the command goes on until Ctrl+C.',
  });
}
