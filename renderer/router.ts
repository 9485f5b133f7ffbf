import { createRouter, createWebHashHistory } from 'vue-router';
import type { Router } from 'vue-router';
import type { AppContext } from 'vue';
import { routeNames } from './locations';
import LibraryView from './views/library/LibraryView.vue';
import { whenIdle } from './when-idle';

const lessonView = () => import('./views/lesson/LessonView.vue');

/** The library is what the app opens with, so it comes with the first load; every other view when it is needed. */
export function createAppRouter(): Router {
  return createRouter({
    history: createWebHashHistory(),
    routes: [
      { path: '/', name: routeNames.library, component: LibraryView },
      {
        path: '/lesson/:course/:lesson',
        name: routeNames.lesson,
        component: lessonView,
      },
      {
        path: '/progress',
        name: routeNames.progress,
        component: () => import('./views/progress/ProgressView.vue'),
      },
      {
        path: '/images',
        name: routeNames.images,
        component: () => import('./views/images/ImagesView.vue'),
      },
      {
        path: '/containers',
        name: routeNames.containers,
        component: () => import('./views/containers/ContainersView.vue'),
      },
      {
        path: '/review',
        name: routeNames.review,
        component: () => import('./views/review/ReviewView.vue'),
      },
      {
        path: '/glossary',
        name: routeNames.glossary,
        component: () => import('./views/glossary/GlossaryView.vue'),
      },
      {
        path: '/learned/:course/:lesson',
        name: routeNames.learned,
        component: () => import('./views/learned/LearnedView.vue'),
      },
      {
        path: '/settings',
        name: routeNames.settings,
        component: () => import('./views/settings/SettingsView.vue'),
      },
      {
        path: '/settings/rules',
        name: routeNames.rules,
        component: () => import('./views/rules/RulesView.vue'),
      },
      {
        path: '/:path(.*)*',
        name: routeNames.notFound,
        component: () => import('./views/NotFound.vue'),
      },
    ],
  });
}

/** Loads the code of the lesson view, and of what reads decks. A failure is no news: going there tries again, and says so. */
export async function preloadLesson(context: AppContext): Promise<void> {
  try {
    await lessonView();
    const [{ warmUpDecks }, { warmSlide }] = await Promise.all([
      import('./deck/reading/use-deck'),
      import('./deck/warm-slide'),
    ]);
    warmUpDecks((deck) => whenIdle(() => warmSlide(deck, context)));
  } catch {
    return;
  }
}
