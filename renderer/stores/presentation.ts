import { defineStore } from 'pinia';
import type { LessonKey } from '../../electron/shared/course/model';
import { invoke } from '../api';
import { createTalk } from '../presentation/talk';

/** The talk that is being given, from the side of the window the audience sees. */
export const usePresentationStore = defineStore('presentation', () => {
  const talk = createTalk('audience');
  let listening = false;

  /** Begins a talk, or brings the window with its notes to the front. */
  async function start(lesson: LessonKey, at: { slide: string; step: number }): Promise<void> {
    if (!listening) talk.listen();
    listening = true;
    talk.join(await invoke('presentation.start', lesson, at));
  }

  /** The talk, for the view of the lesson that it is about. */
  function on(lesson: LessonKey): typeof talk | undefined {
    return talk.state.value?.lesson === lesson ? talk : undefined;
  }

  return { state: talk.state, start, on, change: talk.change, end: talk.end };
});
