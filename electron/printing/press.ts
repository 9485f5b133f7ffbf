/** A page nobody sees, on which a deck is laid out to be printed. */
export interface PrintingPage {
  /** The page as a PDF. @param paper in inches. */
  pdf(paper: { readonly width: number; readonly height: number }): Promise<Uint8Array>;
  close(): void;
}

/** What makes such pages. Electron's is in ../press.ts; tests bring their own. */
export interface Press {
  /** Opens the page, which then asks for its job. @param onGone called when its process ends by itself. */
  open(onGone: () => void): PrintingPage;
}
