import { mount } from '@vue/test-utils';
import type { VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import type { Component } from 'vue';
import { createMemoryHistory, createRouter } from 'vue-router';
import type { Router } from 'vue-router';
import { routeNames } from '../locations';

const Blank = { template: '<div />' };

/** A router with the app's route names and empty views. */
export function testRouter(): Router {
  return createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: routeNames.library, component: Blank },
      { path: '/lesson/:course/:lesson', name: routeNames.lesson, component: Blank },
      { path: '/progress', name: routeNames.progress, component: Blank },
      { path: '/images', name: routeNames.images, component: Blank },
      { path: '/containers', name: routeNames.containers, component: Blank },
      { path: '/review', name: routeNames.review, component: Blank },
      { path: '/glossary', name: routeNames.glossary, component: Blank },
      { path: '/learned/:course/:lesson', name: routeNames.learned, component: Blank },
      { path: '/settings', name: routeNames.settings, component: Blank },
      { path: '/settings/rules', name: routeNames.rules, component: Blank },
    ],
  });
}

/** Starts a test with empty stores. */
export function freshStores(): void {
  setActivePinia(createPinia());
}

/** Mounts a component with the active stores and a router, attached to the page so that focus works. */
export function mountInApp(
  component: Component,
  options: { props?: Record<string, unknown>; router?: Router; slots?: Record<string, string> } = {},
): VueWrapper {
  const { router = testRouter(), ...rest } = options;
  return mount(component, { ...rest, attachTo: document.body, global: { plugins: [router] } });
}
