import { shallowRef } from 'vue';
import type { ShallowRef } from 'vue';
import { applyInk } from '../../electron/shared/presentation/ink';
import type { InkChange, InkPoint, Stroke } from '../../electron/shared/presentation/ink';
import type {
  PresentationPatch,
  PresentationRole,
  PresentationSnapshot,
  PresentationState,
} from '../../electron/shared/presentation/model';
import { invoke, on } from '../api';

/** A talk as one of its windows has it: what it does is seen here at once, and by the other window soon after. */
export interface Talk {
  /** Null while no talk is running. */
  readonly state: ShallowRef<PresentationState | null>;
  readonly ink: ShallowRef<Readonly<Record<string, readonly Stroke[]>>>;
  readonly pointer: ShallowRef<InkPoint | null>;
  readonly join: (snapshot: PresentationSnapshot | null) => void;
  readonly change: (patch: PresentationPatch) => void;
  readonly point: (point: InkPoint | null) => void;
  readonly draw: (slide: string, change: InkChange) => void;
  readonly show: (where: number | 'window') => Promise<void>;
  readonly end: () => Promise<void>;
  /** Follows the other window until the returned function is called. */
  readonly listen: () => () => void;
}

/** A window's side of the talk. */
export function createTalk(role: PresentationRole): Talk {
  const state = shallowRef<PresentationState | null>(null);
  const ink = shallowRef<Readonly<Record<string, readonly Stroke[]>>>({});
  const pointer = shallowRef<InkPoint | null>(null);

  function join(snapshot: PresentationSnapshot | null): void {
    state.value = snapshot?.state ?? null;
    ink.value = snapshot?.ink ?? {};
    pointer.value = null;
  }

  /** The only thing that can go wrong is that the talk has just ended, and then it has ended here too. */
  function send(sent: Promise<void>): void {
    sent.catch(() => join(null));
  }

  function drawHere(slide: string, change: InkChange): void {
    ink.value = { ...ink.value, [slide]: applyInk(ink.value[slide] ?? [], change) };
  }

  return {
    state,
    ink,
    pointer,
    join,
    change(patch) {
      if (!state.value) return;
      state.value = { ...state.value, ...patch };
      send(invoke('presentation.change', role, patch));
    },
    point(point) {
      if (!state.value || (point === null && pointer.value === null)) return;
      pointer.value = point;
      send(invoke('presentation.point', role, point));
    },
    draw(slide, change) {
      if (!state.value) return;
      drawHere(slide, change);
      send(invoke('presentation.draw', role, slide, change));
    },
    show: (where) => invoke('presentation.show', where),
    end: () => invoke('presentation.end'),
    listen() {
      const stops = [
        on('presentation.changed', ({ by, patch }) => {
          if (by !== role && state.value) state.value = { ...state.value, ...patch };
        }),
        on('presentation.pointer', ({ by, point }) => {
          if (by !== role) pointer.value = point;
        }),
        on('presentation.ink', ({ by, slide, change }) => {
          if (by !== role) drawHere(slide, change);
        }),
        on('presentation.ended', () => join(null)),
      ];
      return () => stops.forEach((stop) => stop());
    },
  };
}
