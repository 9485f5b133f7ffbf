import type { Plugin } from 'vite';

/** Optional native parts of ssh2 (under dockerode): the library falls back to JavaScript when they fail to load. */
const addons = /(^|[\\/])(cpu-features|sshcrypto\.node)$/;

/** Makes optional native add-ons "not available", so that a bundle is pure JavaScript and runs on every Electron. */
export function withoutNativeAddons(): Plugin {
  const id = '\0native-addon';
  return {
    name: 'drydock:without-native-addons',
    enforce: 'pre',
    resolveId: (source) => (addons.test(source) ? id : undefined),
    load: (loaded) =>
      loaded === id
        ? { code: "throw new Error('not available in this bundle');", moduleType: 'js' }
        : undefined,
  };
}
