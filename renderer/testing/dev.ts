/** The app with sample answers, to look at it in a browser: `npx vite renderer`, then /testing/dev.html. */
import { freshProgress } from './sample-progress';
import { installFakeBridge } from './fake-bridge';
import { sampleHandlers } from './sample-handlers';

const empty = new URLSearchParams(location.search).has('empty');
installFakeBridge({
  ...sampleHandlers(),
  ...(empty ? { 'courses.list': async () => [], 'progress.state': async () => freshProgress } : {}),
});
await import('../main');
