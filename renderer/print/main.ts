import { createApp } from 'vue';
import type { Component } from 'vue';
import { toErrorData } from '../../electron/shared/errors';
import { invoke } from '../api';
import '../ui/fonts.css';
import '../ui/tokens.css';
import '../ui/base.css';
import PrintApp from './PrintApp.vue';
import PrintedCertificate from './PrintedCertificate.vue';
import './print.css';

/** Lays the deck out that the main process wants printed, and tells it when every page is as it will be on paper. */
const job = await invoke('printing.job');
if (job) {
  document.title = job.title;
  document.documentElement.dataset['theme'] = 'light';
  document.documentElement.dataset['layout'] = job.kind === 'deck' ? job.layout : 'certificate';
  const failed = (thrown: unknown): void => {
    const reason = toErrorData(thrown).message.slice(0, 900) || 'its page failed';
    void invoke('printing.done', job.id, { failed: reason });
  };
  // Loaded before the slides are made, so that code is coloured in the same turn.
  await import('../deck/languages').catch(failed);
  const sheet = job.kind === 'deck' ? PrintApp : PrintedCertificate;
  const app = createApp(sheet as Component, {
    job,
    onReady: (pages: number) => void invoke('printing.done', job.id, { pages }),
    onFailed: failed,
  });
  app.config.errorHandler = failed;
  window.addEventListener('unhandledrejection', (event) => failed(event.reason));
  app.mount('#app');
}
