import type { Certificate } from '../certificate/model';

/** How a deck is put on paper: one slide a page, or two or four a page with their notes. */
export const printLayouts = ['slides', 'handout-2', 'handout-4'] as const;
export type PrintLayout = (typeof printLayouts)[number];

/** What becomes of steps: all of them on one page, or a page for each. */
export const printFragments = ['merged', 'expanded'] as const;
export type PrintFragments = (typeof printFragments)[number];

/** What a learner chooses before a deck is printed. */
export interface PrintOptions {
  readonly layout: PrintLayout;
  readonly fragments: PrintFragments;
}

/** A deck to be printed. */
export interface DeckPrint extends PrintOptions {
  readonly kind: 'deck';
  readonly title: string;
  readonly source: string;
  /** Address of the lesson's figures. */
  readonly baseUrl: string;
}

/** A certificate to be printed. */
export interface CertificatePrint {
  readonly kind: 'certificate';
  readonly title: string;
  readonly certificate: Certificate;
  /** Of the key that signs the same certificate as JSON. */
  readonly fingerprint: string;
}

export type PrintRequest = DeckPrint | CertificatePrint;

/** What the printing page lays out. */
export type PrintJob = PrintRequest & { readonly id: string };

/** One picture of a slide on paper: the slide, and how many of its steps were taken. */
export interface PrintedSlide {
  readonly index: number;
  readonly step: number;
}

/** Slides beside each other on one sheet. */
export function slidesPerPage(layout: PrintLayout): number {
  return { slides: 1, 'handout-2': 2, 'handout-4': 4 }[layout];
}

/** The sheets of a deck: which slides, at which step, on each. */
export function printedPages(
  slides: readonly { readonly fragments: number }[],
  { layout, fragments }: PrintOptions,
): readonly (readonly PrintedSlide[])[] {
  const shown = slides.flatMap((slide, index): PrintedSlide[] =>
    fragments === 'merged'
      ? [{ index, step: slide.fragments }]
      : Array.from({ length: slide.fragments + 1 }, (_none, step) => ({ index, step })),
  );
  const size = slidesPerPage(layout);
  return Array.from({ length: Math.ceil(shown.length / size) }, (_none, page) =>
    shown.slice(page * size, (page + 1) * size),
  );
}

/**
 * Paper of what is printed, in inches: slides have the shape of a screen, handouts are A4 upright, a certificate is A4
 * upright too.
 * @see Electron, `webContents.printToPDF`
 */
export function paperOf(print: Pick<DeckPrint, 'kind' | 'layout'> | Pick<CertificatePrint, 'kind'>): {
  readonly width: number;
  readonly height: number;
} {
  return print.kind === 'deck' && print.layout === 'slides'
    ? { width: 13.333, height: 7.5 }
    : { width: 8.268, height: 11.693 };
}
