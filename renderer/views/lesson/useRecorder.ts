import { onBeforeUnmount, onMounted } from 'vue';
import type { LessonKey } from '../../../electron/shared/course/model';
import { useNoticesStore } from '../../stores/notices';
import { useProgressStore } from '../../stores/progress';
import { LessonRecorder } from './recorder';

/** A recorder for as long as the lesson is on the screen. */
export function useRecorder(lesson: LessonKey): LessonRecorder {
  const progress = useProgressStore();
  const notices = useNoticesStore();
  const recorder = new LessonRecorder(
    lesson,
    (facts) => void notices.attempt(() => progress.record(...facts)),
    Date.now(),
  );
  const active = (): void => recorder.active(Date.now());
  const leave = (): void => recorder.flush();
  const inputs = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;
  let ticker: ReturnType<typeof setInterval>;

  onMounted(() => {
    for (const input of inputs) window.addEventListener(input, active, { passive: true, capture: true });
    window.addEventListener('blur', leave);
    window.addEventListener('beforeunload', leave);
    ticker = setInterval(() => recorder.tick(Date.now(), document.hasFocus()), 1000);
  });
  onBeforeUnmount(() => {
    for (const input of inputs) window.removeEventListener(input, active, { capture: true });
    window.removeEventListener('blur', leave);
    window.removeEventListener('beforeunload', leave);
    clearInterval(ticker);
    recorder.flush();
  });
  return recorder;
}
