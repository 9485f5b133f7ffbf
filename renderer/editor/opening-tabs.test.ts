import { describe, expect, it } from 'vitest';
import type { Workspace } from '../../electron/shared/workspace/model';
import { openingTabs } from './opening-tabs';

describe('the first tabs', () => {
  it('are the lab’s own first file, then what lies at the top, then what lies deeper', () => {
    const paths = ['compose.yaml', 'web/Dockerfile', 'web/page.sh', 'serve.sh', 'mail.md', 'a.txt', 'b.txt'];
    const workspace = { open: 'mail.md' } as Workspace;
    expect(openingTabs(workspace, paths)).toEqual([
      ...['mail.md', 'compose.yaml', 'serve.sh', 'a.txt', 'b.txt'],
      'web/Dockerfile',
    ]);
  });
});
