import { describe, expect, it } from 'vitest';
import type { DisplayInfo } from '../shared/presentation/model';
import { Presentation } from './presentation';
import type { Stage } from './stage';

const laptop: DisplayInfo = { id: 1, name: 'Laptop', width: 1440, height: 900 };
const projector: DisplayInfo = { id: 2, name: 'Projector', width: 1280, height: 720 };

/** A desktop that writes down what is asked of it. */
function onStage(...displays: DisplayInfo[]) {
  const done: string[] = [];
  const told: { event: string; payload: unknown }[] = [];
  let listener = (): void => undefined;
  let closed = (): void => undefined;
  const stage: Stage = {
    displays: () => [...displays],
    onDisplays: (call) => {
      listener = call;
      return () => void done.push('stopped listening');
    },
    showSlides: (display) => void done.push(`slides on ${display}`),
    openPresenter: (slidesOn, onClosed) => {
      done.push(`notes beside ${slidesOn}`);
      closed = onClosed;
    },
    closePresenter: () => void done.push('notes closed'),
  };
  const talk = new Presentation(
    stage,
    (event, payload) => void told.push({ event, payload }),
    () => 1000,
  );
  return { talk, done, told, displays, plug: () => listener(), closePresenter: () => closed() };
}
const at = { slide: 'layers', step: 1 };

describe('a talk', () => {
  it('fills the second screen and keeps the notes on the first', () => {
    const { talk, done } = onStage(projector, laptop);
    const { state } = talk.start('a/b', at, 30);
    expect(done).toEqual(['slides on 2', 'notes beside 2']);
    expect(state).toMatchObject({ lesson: 'a/b', slide: 'layers', step: 1, display: 2, item: 'deck' });
    expect(state.clock).toEqual({ before: 0, since: 1000, minutes: 30 });
  });

  it('leaves the slides in their window where there is one screen', () => {
    const { talk, done } = onStage(laptop);
    expect(talk.start('a/b', at, null).state.display).toBeNull();
    expect(done).toEqual(['notes beside null']);
  });

  it('goes on where it was when it is started again, and anew with another lesson', () => {
    const { talk } = onStage(laptop);
    talk.start('a/b', at, null);
    talk.change('presenter', { slide: 'cache', step: 0, item: 'first-build' });
    expect(talk.start('a/b', at, null).state).toMatchObject({ slide: 'cache', item: 'first-build' });
    expect(talk.start('a/c', at, null).state).toMatchObject({ slide: 'layers', item: 'deck' });
  });

  it('tells both windows who changed what', () => {
    const { talk, told } = onStage(laptop);
    talk.start('a/b', at, null);
    talk.change('presenter', { step: 2 });
    talk.point('audience', { x: 0.5, y: 0.5 });
    expect(told).toEqual([
      { event: 'presentation.changed', payload: { by: 'presenter', patch: { step: 2 } } },
      { event: 'presentation.pointer', payload: { by: 'audience', point: { x: 0.5, y: 0.5 } } },
    ]);
    expect(talk.state()?.state.step).toBe(2);
  });

  it('keeps drawings by slide for a window that joins later', () => {
    const { talk } = onStage(laptop);
    talk.start('a/b', at, null);
    const stroke = { id: 's', color: 'accent', points: [{ x: 0, y: 0 }] } as const;
    talk.draw('presenter', 'layers', { kind: 'stroke', stroke });
    expect(talk.state()?.ink).toEqual({ layers: [stroke] });
    talk.draw('presenter', 'layers', { kind: 'clear' });
    expect(talk.state()?.ink).toEqual({});
  });

  it('shows slides on a chosen screen only while that is there', () => {
    const { talk, done, displays, plug, told } = onStage(projector, laptop);
    talk.start('a/b', at, null);
    talk.show(1);
    expect(done.at(-1)).toBe('slides on 1');
    expect(() => talk.show(7)).toThrow('not connected');
    displays.splice(1, 1);
    plug();
    expect(done.at(-1)).toBe('slides on null');
    expect(told.at(-1)?.payload).toEqual({ by: 'app', patch: { displays: [projector], display: null } });
  });

  it('ends with the window of the notes, once', () => {
    const { talk, done, told, closePresenter } = onStage(projector, laptop);
    talk.start('a/b', at, null);
    closePresenter();
    talk.end();
    expect(done.slice(2)).toEqual(['stopped listening', 'notes closed', 'slides on null']);
    expect(told.filter(({ event }) => event === 'presentation.ended')).toHaveLength(1);
    expect(talk.state()).toBeNull();
    expect(() => talk.change('audience', { step: 1 })).toThrow('No presentation is running');
  });
});
