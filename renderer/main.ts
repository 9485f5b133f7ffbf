import { createPinia } from 'pinia';
import { createApp, nextTick } from 'vue';
import App from './App.vue';
import { preloadMonaco } from './editor/monaco';
import { createAppRouter, preloadLesson } from './router';
import { useAppStore } from './stores/app';
import { useCoursesStore } from './stores/courses';
import { useEnginesStore } from './stores/engines';
import { useNoticesStore } from './stores/notices';
import { useProgressStore } from './stores/progress';
import { useSettingsStore } from './stores/settings';
import './ui/fonts.css';
import './ui/tokens.css';
import './ui/base.css';

const app = createApp(App);
app.use(createPinia());
app.use(createAppRouter());

const appStore = useAppStore();
const notices = useNoticesStore();
const settings = useSettingsStore();
const courses = useCoursesStore();
const progress = useProgressStore();
const engines = useEnginesStore();

// The main process sets the native theme before the window exists, so the first paint already has it.
appStore.paint(matchMedia('(prefers-color-scheme: dark)').matches);
app.config.errorHandler = (thrown) => notices.report(thrown);
window.addEventListener('unhandledrejection', (event) => notices.report(event.reason));

for (const store of [notices, courses, progress, engines]) store.listen();
const content = Promise.all([courses.load(), progress.load()]);
await notices.attempt(() => Promise.all([appStore.load(), settings.load()]));

app.mount('#app');
await content;
await nextTick();
document.documentElement.dataset['ready'] = 'true';
performance.mark('drydock:ready');

// Engines answer when they like; looking for them would take time from the library until it has been painted.
requestAnimationFrame(() => setTimeout(() => void notices.attempt(engines.load)));
// What a lesson needs is compiled while the learner looks at the library: a lab opened next has its editor at once.
requestIdleCallback(() => void preloadLesson(app._context).then(preloadMonaco), { timeout: 500 });
