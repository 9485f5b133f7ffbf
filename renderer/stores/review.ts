import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { dueItems, reviewItems } from '../../electron/shared/progress/review-items';
import { useCoursesStore } from './courses';
import { useProgressStore } from './progress';

/** How often it is looked whether something became due, in milliseconds. */
const lookAgain = 60_000;

/** The questions that were missed, and those that are due now. */
export const useReviewStore = defineStore('review', () => {
  const courses = useCoursesStore();
  const progress = useProgressStore();
  const now = ref(new Date());
  setInterval(() => (now.value = new Date()), lookAgain);

  const items = computed(() => reviewItems(courses.courses ?? [], progress.state));
  const due = computed(() => dueItems(items.value, now.value));

  return { now, items, due };
});
