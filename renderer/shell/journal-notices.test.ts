import { describe, expect, it } from 'vitest';
import { goodHealth } from '../testing/sample-progress';
import { journalNotices } from './journal-notices';

describe('journalNotices', () => {
  it('has nothing to say of a sound journal', () => {
    expect(journalNotices(goodHealth)).toEqual([]);
  });

  it('names the damaged file that was set aside and how much was lost', () => {
    const [notice] = journalNotices({
      ...goodHealth,
      setAside: '/p/journal.damaged',
      lostLines: 3,
      tornBytes: 9,
    });
    expect(notice?.error.message).toContain('3 entries');
    expect(notice?.error.remedy).toContain('/p/journal.damaged');
  });

  it('warns of a torn last line, and is loud when nothing can be saved', () => {
    expect(journalNotices({ ...goodHealth, tornBytes: 9 }).map((notice) => notice.severity)).toEqual([
      'warning',
    ]);
    const [loud] = journalNotices({ ...goodHealth, readOnlyReason: 'The disk is full.' });
    expect(loud).toMatchObject({ severity: 'error' });
    expect(loud?.error.message).toContain('The disk is full.');
  });
});
