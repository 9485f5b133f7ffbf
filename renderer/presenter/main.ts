import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { useAppStore } from '../stores/app';
import '../ui/fonts.css';
import '../ui/tokens.css';
import '../ui/base.css';
import PresenterApp from './PresenterApp.vue';

const app = createApp(PresenterApp);
app.use(createPinia());
const appStore = useAppStore();
appStore.paint(matchMedia('(prefers-color-scheme: dark)').matches);
app.mount('#app');
await appStore.load();
