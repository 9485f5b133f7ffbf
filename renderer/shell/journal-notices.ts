import type { ErrorData } from '../../electron/shared/errors';
import type { JournalHealth } from '../../electron/shared/progress/state';
import { messages } from '../ui/messages';

const text = messages.shell;

/** What the learner must know of their progress file after it was opened; nothing when all is well. */
export function journalNotices(health: JournalHealth): { severity: 'warning' | 'error'; error: ErrorData }[] {
  const notices: { severity: 'warning' | 'error'; error: ErrorData }[] = [];
  if (health.readOnlyReason !== null) {
    notices.push({
      severity: 'error',
      error: {
        kind: 'storage',
        message: text.journalReadOnly(health.readOnlyReason),
        remedy: text.journalReadOnlyRemedy,
      },
    });
  }
  if (health.setAside !== null) {
    notices.push({
      severity: 'warning',
      error: {
        kind: 'storage',
        message: text.journalSetAside(health.lostLines),
        remedy: text.journalSetAsideRemedy(health.setAside),
      },
    });
  } else if (health.tornBytes > 0) {
    notices.push({ severity: 'warning', error: { kind: 'storage', message: text.journalTorn } });
  }
  return notices;
}
