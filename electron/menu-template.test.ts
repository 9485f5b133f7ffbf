import { describe, expect, it } from 'vitest';
import { type MenuEntry, menuTemplate } from './menu-template';

function flat(entries: readonly MenuEntry[]): Exclude<MenuEntry, 'separator'>[] {
  return entries.flatMap((entry) =>
    entry === 'separator' ? [] : 'entries' in entry ? flat(entry.entries) : [entry],
  );
}

const platforms = ['linux', 'win32', 'darwin'] as const;

describe('menuTemplate', () => {
  it.each(platforms)('gives no key twice on %s', (platform) => {
    const keys = flat(menuTemplate(platform, false)).flatMap((entry) =>
      'key' in entry && entry.key !== undefined ? [entry.key] : [],
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(platforms)('has developer tools on %s only before packaging', (platform) => {
    const has = (packaged: boolean) =>
      flat(menuTemplate(platform, packaged)).some(
        (entry) => 'role' in entry && entry.role === 'toggleDevTools',
      );
    expect(has(false)).toBe(true);
    expect(has(true)).toBe(false);
  });

  it.each(platforms)(
    'never offers to reload on %s, which would be a way to lose what is being typed',
    (platform) => {
      const roles = flat(menuTemplate(platform, false)).flatMap((entry) =>
        'role' in entry ? [entry.role] : [],
      );
      expect(roles).not.toContain('reload');
      expect(roles).toContain('quit');
    },
  );

  it('puts settings and quit where each platform has them', () => {
    const first = (platform: NodeJS.Platform) => {
      const [menu] = menuTemplate(platform, true);
      return menu !== undefined && menu !== 'separator' && 'label' in menu ? menu.label : '';
    };
    expect(first('darwin')).toBe('Drydock');
    expect(first('linux')).toBe('File');
  });
});
