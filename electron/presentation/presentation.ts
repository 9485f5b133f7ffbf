import type { LessonKey } from '../shared/course/model';
import type { EventName, Events } from '../shared/contract';
import { DrydockError } from '../shared/errors';
import { type InkChange, type InkPoint, type Stroke, applyInk } from '../shared/presentation/ink';
import type {
  PresentationPatch,
  PresentationRole,
  PresentationSnapshot,
  PresentationState,
} from '../shared/presentation/model';
import type { Stage } from './stage';

/** Slides that keep their drawing; those drawn on first go first. */
const inkedSlides = 200;

/** The talk that is being given, if any: the one truth that both windows follow. */
export class Presentation {
  #state: PresentationState | null = null;
  readonly #ink = new Map<string, readonly Stroke[]>();
  #stopListening: (() => void) | undefined;

  constructor(
    private readonly stage: Stage,
    private readonly emit: <E extends EventName>(event: E, payload: Events[E]) => void,
    private readonly now: () => number = Date.now,
  ) {}

  /**
   * Begins a talk, or goes on with the one on the same lesson. Where there is a second screen the slides fill it and
   * the notes stay on the first; with one screen the slides stay in their window.
   */
  start(
    lesson: LessonKey,
    at: { readonly slide: string; readonly step: number },
    minutes: number | null,
  ): PresentationSnapshot {
    if (this.#state?.lesson !== lesson) this.#begin(lesson, at, minutes);
    const { display } = this.#running();
    this.stage.openPresenter(display, () => this.end());
    return this.#snapshot();
  }

  /** The running talk, or null. */
  state(): PresentationSnapshot | null {
    return this.#state && this.#snapshot();
  }

  /** @throws DrydockError `not-found` when no talk is running. Likewise below. */
  change(by: PresentationRole, patch: PresentationPatch): void {
    this.#state = { ...this.#running(), ...patch };
    this.emit('presentation.changed', { by, patch });
  }

  point(by: PresentationRole, point: InkPoint | null): void {
    this.#running();
    this.emit('presentation.pointer', { by, point });
  }

  draw(by: PresentationRole, slide: string, change: InkChange): void {
    this.#running();
    const drawn = applyInk(this.#ink.get(slide) ?? [], change);
    this.#ink.delete(slide);
    if (drawn.length > 0) this.#ink.set(slide, drawn);
    for (const oldest of this.#ink.keys()) {
      if (this.#ink.size <= inkedSlides) break;
      this.#ink.delete(oldest);
    }
    this.emit('presentation.ink', { by, slide, change });
  }

  /** Fills a screen with slides, or puts them back into their window. @throws DrydockError `not-found` for a screen that is gone. */
  show(display: number | null): void {
    const { displays } = this.#running();
    if (display !== null && !displays.some(({ id }) => id === display)) {
      throw new DrydockError({
        kind: 'not-found',
        message: 'That screen is not connected any more.',
        remedy: 'Choose another screen.',
      });
    }
    this.stage.showSlides(display);
    this.#tell({ display });
  }

  /** Ends the talk: the notes close, the slides return to their window. Nothing happens when there is none. */
  end(): void {
    if (!this.#state) return;
    const { display } = this.#state;
    this.#state = null;
    this.#ink.clear();
    this.#stopListening?.();
    this.stage.closePresenter();
    if (display !== null) this.stage.showSlides(null);
    this.emit('presentation.ended', null);
  }

  #begin(lesson: LessonKey, at: { slide: string; step: number }, minutes: number | null): void {
    this.end();
    const displays = this.stage.displays();
    const display = displays.length > 1 ? (displays[0]?.id ?? null) : null;
    this.#state = {
      lesson,
      item: 'deck',
      ...at,
      blank: false,
      scroll: 0,
      stage: { width: 1280, height: 720 },
      clock: { before: 0, since: this.now(), minutes },
      displays,
      display,
    };
    if (display !== null) this.stage.showSlides(display);
    this.#stopListening = this.stage.onDisplays(() => this.#displaysChanged());
  }

  #displaysChanged(): void {
    if (!this.#state) return;
    const displays = this.stage.displays();
    const { display } = this.#state;
    const isGone = display !== null && !displays.some(({ id }) => id === display);
    if (isGone) this.stage.showSlides(null);
    this.#tell({ displays, ...(isGone && { display: null }) });
  }

  #tell(patch: Partial<PresentationState>): void {
    this.#state = { ...this.#running(), ...patch };
    this.emit('presentation.changed', { by: 'app', patch });
  }

  #snapshot(): PresentationSnapshot {
    return { state: this.#running(), ink: Object.fromEntries(this.#ink) };
  }

  #running(): PresentationState {
    if (this.#state) return this.#state;
    throw new DrydockError({ kind: 'not-found', message: 'No presentation is running.' });
  }
}
