import type { Configuration } from 'electron-builder';

/** How the app is packaged; `electronDist` and `electronVersion` say which runtime goes into it. */
export function packageConfig(runtime: { electronDist?: string; electronVersion: string }): Configuration {
  return {
    appId: 'org.drydock.workbook',
    productName: 'Drydock',
    copyright: 'The Drydock authors, Apache-2.0',
    ...runtime,
    directories: { output: 'out/packages', buildResources: 'build/icons' },
    files: [
      'package.json',
      'out/main',
      'out/machine',
      'out/preload',
      'out/renderer',
      '!**/*.map',
      '!node_modules',
    ],
    extraResources: [
      { from: 'lessons', to: 'lessons' },
      { from: 'electron/engines/embedded/guest', to: 'guest' },
      { from: 'out/guest-state', to: 'guest' }, // the booted machine (bake-state.ts): the first start needs no boot
      { from: 'node_modules/v86/build/v86.wasm', to: 'guest/v86.wasm' },
      { from: 'node_modules/v86/LICENSE', to: 'guest/v86.LICENSE' },
    ],
    icon: 'out/icons/icon.png',
    asar: true,
    npmRebuild: false, // everything is bundled: there is nothing native
    fileAssociations: [
      { ext: 'drydock', name: 'Drydock course', mimeType: 'application/x-drydock-course', role: 'Viewer' },
      {
        ext: 'zip',
        name: 'Drydock course archive',
        mimeType: 'application/zip',
        role: 'Viewer',
        rank: 'Alternate',
      },
    ],
    electronFuses: {
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      // Electron 29 brought this fuse; the fallback runtime is older and electron-builder refuses what it lacks.
      ...(Number.parseInt(runtime.electronVersion) >= 29 ? { grantFileProtocolExtraPrivileges: false } : {}),
    },
    linux: {
      target: ['AppImage', 'deb'],
      category: 'Education',
      executableName: 'drydock',
      maintainer: 'The Drydock authors',
    },
    win: { target: ['nsis'] },
    nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
    mac: { target: ['dmg', 'zip'], category: 'public.app-category.education', hardenedRuntime: true },
  };
}
