import { useRouter } from 'vue-router';
import type { AppCommand } from '../../electron/shared/contract';
import { invoke } from '../api';
import { routeNames, rulesLocation } from '../locations';
import { useCoursesStore } from '../stores/courses';
import { useNoticesStore } from '../stores/notices';
import { messages } from '../ui/messages';

/** Everything the shell can carry out by the name of its command. The lesson view has the rest. */
export function useShellActions(openPalette: () => void): (command: AppCommand) => void {
  const router = useRouter();
  const courses = useCoursesStore();
  const notices = useNoticesStore();

  async function choose(what: 'folder' | 'archive'): Promise<void> {
    const course = await courses.choose(what);
    if (!course) return;
    await router.push({ name: routeNames.library });
    notices.succeed(messages.shell.opened(course.title));
  }

  return (command) => {
    switch (command) {
      case 'open-folder':
        return void notices.attempt(() => choose('folder'));
      case 'open-archive':
        return void notices.attempt(() => choose('archive'));
      case 'search':
        return openPalette();
      case 'library':
        return void router.push({ name: routeNames.library });
      case 'dashboard':
        return void router.push({ name: routeNames.progress });
      case 'review':
        return void router.push({ name: routeNames.review });
      case 'glossary':
        return void router.push({ name: routeNames.glossary });
      case 'images':
        return void router.push({ name: routeNames.images });
      case 'containers':
        return void router.push({ name: routeNames.containers });
      case 'settings':
        return void router.push({ name: routeNames.settings });
      case 'rules':
        return void router.push(rulesLocation());
      case 'about':
        return void router.push({ name: routeNames.settings, hash: '#about' });
      case 'build':
      case 'cancel-build':
      case 'check':
      case 'save':
      case 'toggle-deck':
      case 'toggle-steps':
      case 'toggle-panel':
        return; // the lesson view listens for these itself
      case 'zoom-in':
      case 'zoom-out':
      case 'zoom-reset':
      case 'full-screen':
        return void notices.attempt(() => invoke('app.command', command));
    }
  };
}
