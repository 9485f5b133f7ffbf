import type { DisplayInfo } from '../shared/presentation/model';

/** What a talk asks of the desktop: screens and windows. Electron's is in ../stage.ts; tests bring their own. */
export interface Stage {
  /** Screens that are there now, the one that a talk should use first. */
  displays(): readonly DisplayInfo[];
  /** Calls back when a screen is plugged in or out, until the returned function is called. */
  onDisplays(listener: () => void): () => void;
  /** Fills a screen with the window the audience sees; null puts the window back where it was. */
  showSlides(display: number | null): void;
  /** Opens the window with the notes on another screen than the slides', or brings it to the front. */
  openPresenter(slidesOn: number | null, onClosed: () => void): void;
  closePresenter(): void;
}
