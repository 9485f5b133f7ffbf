import { computed, onBeforeUnmount, ref, watch } from 'vue';
import type { CSSProperties, ComputedRef, Ref } from 'vue';
import type { Deck } from '../../electron/shared/deck';
import { followScroll, followTalk, stageLayout } from '../presentation/follow';
import type { Talk } from '../presentation/talk';
import type { Tool } from '../presentation/tool';
import type { Position } from './use-position';

/** A deck as the audience's side of a talk. */
export interface Audience {
  /** Whether the screen is blank: the talk's own choice, or the reader's where there is no talk. */
  readonly isBlank: Ref<boolean>;
  readonly tool: Ref<Tool | undefined>;
  /** Where slides are laid out: the stage itself, or enlarged from a smaller one on a large screen. */
  readonly canvas: ComputedRef<CSSProperties | undefined>;
  readonly take: (tool: Tool) => void;
  readonly draw: (kind: 'undo' | 'clear') => void;
}

/** What the audience's side rests on. */
export interface AudienceOptions {
  readonly talk: () => Talk | undefined;
  readonly deck: () => Deck;
  readonly position: Position;
  readonly stage: Readonly<Ref<HTMLElement | null>>;
  /** Whether the deck fills the screen. */
  readonly isLarge: () => boolean;
}

/** Joins a deck with the talk on it: place, blank screen, scrolling, pointer and drawing. */
export function useAudience({ talk, deck, position, stage, isLarge }: AudienceOptions): Audience {
  const ownBlank = ref(false);
  const tool = ref<Tool>();
  const size = ref({ width: 0, height: 0 });
  const layout = computed(() =>
    isLarge() ? stageLayout(size.value.width, size.value.height) : { ...size.value, scale: 1 },
  );

  const observer = new ResizeObserver(([entry]) => {
    if (entry) size.value = { width: entry.contentRect.width, height: entry.contentRect.height };
  });
  watch(stage, (element) => {
    observer.disconnect();
    if (element) observer.observe(element);
  });
  onBeforeUnmount(() => observer.disconnect());

  followTalk(talk, deck, position);
  followScroll(talk, () => stage.value);
  watch(
    [layout, () => talk() !== undefined],
    ([{ width, height }, isPresented]) => {
      if (isPresented && width >= 100 && height >= 100) talk()?.change({ stage: { width, height } });
    },
    { immediate: true },
  );

  return {
    isBlank: computed({
      get: () => talk()?.state.value?.blank ?? ownBlank.value,
      set(blank) {
        if (talk()) talk()?.change({ blank });
        else ownBlank.value = blank;
      },
    }),
    tool,
    canvas: computed(() => {
      const { width, height, scale } = layout.value;
      if (scale === 1) return undefined;
      return {
        right: 'auto',
        bottom: 'auto',
        width: `${width}px`,
        height: `${height}px`,
        transform: `scale(${scale})`,
      };
    }),
    take(wanted) {
      tool.value = talk() && tool.value !== wanted ? wanted : undefined;
    },
    draw(kind) {
      const slide = deck().slides[position.index.value];
      if (slide) talk()?.draw(slide.key, { kind });
    },
  };
}
