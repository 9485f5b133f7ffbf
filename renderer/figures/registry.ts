import type { Component } from 'vue';
import type { FigureName } from '../../electron/shared/figures/names';

/** Every figure a deck can name, loaded when a slide with it is shown. */
const loaders: Readonly<Record<FigureName, () => Promise<{ readonly default: Component }>>> = {
  'vm-and-container': () => import('./VmAndContainer.vue'),
  'layer-stack': () => import('./LayerStack.vue'),
  'cache-invalidation': () => import('./CacheInvalidation.vue'),
  namespaces: () => import('./NamespaceViews.vue'),
  'build-ship-run': () => import('./BuildShipRun.vue'),
  'entrypoint-cmd': () => import('./EntrypointCmd.vue'),
  'port-publishing': () => import('./PortPublishing.vue'),
  'push-and-pull': () => import('./PushAndPull.vue'),
  scheduler: () => import('./SchedulerFigure.vue'),
  rollout: () => import('./RolloutFigure.vue'),
};

export async function loadFigure(name: FigureName): Promise<Component> {
  return (await loaders[name]()).default;
}
