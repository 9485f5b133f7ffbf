import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import vue from 'eslint-plugin-vue';
import ts from 'typescript-eslint';

/** Which runtime a folder belongs to decides what it may import (design section 2). */
const forbid = (...groups) => ({ 'no-restricted-imports': ['error', { patterns: groups }] });
const noElectron = {
  regex: '^electron(/|$)',
  message:
    'Only main, window, stage, press, desktop, menu, machine-process, protocol, security, ipc and preload may import electron.',
};
const noRenderer = { group: ['**/renderer/**'], message: 'The main process never imports the renderer.' };

export default ts.config(
  { ignores: ['out/**', 'node_modules/**', 'lessons/**', '**/fixtures/**'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: ['.vue'] } },
    rules: {
      'no-undef': 'off', // TypeScript checks this
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'all' }],
      '@typescript-eslint/no-non-null-assertion': 'off', // noUncheckedIndexedAccess makes proven indexes need it
      eqeqeq: ['error', 'always'],
      'no-console': 'error',
      'vue/multi-word-component-names': 'off',
      'vue/require-default-prop': 'off', // an optional prop is typed as such, and undefined is its value
      'vue/block-lang': ['error', { script: { lang: 'ts' } }],
      'vue/component-api-style': ['error', ['script-setup']],
      'vue/no-v-html': 'error',
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  { files: ['electron/**/*.ts'], rules: forbid(noElectron, noRenderer) },
  {
    files: [
      'electron/{main,window,stage,press,desktop,protocol,security,ipc,preload,menu,machine-process}.ts',
    ],
    rules: forbid(noRenderer),
  },
  {
    files: ['electron/shared/**/*.ts'],
    ignores: ['**/*.test.ts', '**/testing/**'],
    rules: forbid(
      noElectron,
      noRenderer,
      {
        group: ['node:*', 'fs', 'path', 'os', 'vue', 'pinia', 'dockerode', 'monaco-editor'],
        message: 'electron/shared is pure: no Node, DOM, Electron or Vue.',
      },
      {
        regex: '^\\.\\./(?!.*shared)(\\.\\./)*(engines|main|cli|courses|workspaces)(/|$)',
        message: 'electron/shared imports nothing outside itself.',
      },
    ),
  },
  {
    files: ['renderer/**/*.{ts,vue}'],
    ignores: ['**/*.test.ts'],
    rules: forbid(
      {
        regex: '^(electron|fs|path|dockerode)(/|$)|^node:',
        message: 'The renderer has no Node and no Electron: ask through renderer/api.ts.',
      },
      { regex: '/electron/(?!shared/)', message: 'The renderer may import only electron/shared.' },
    ),
  },
  {
    files: ['build/**/*.{ts,mjs}', 'e2e/**/*.ts', 'electron/cli.ts', 'electron/cli/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  prettier,
);
