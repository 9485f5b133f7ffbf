/** A place on a slide: shares of its width and height, 0 to 1. */
export interface InkPoint {
  readonly x: number;
  readonly y: number;
}

/** Pens by what they are for; the page gives them their colours. */
export const inkColors = ['accent', 'danger', 'success'] as const;
export type InkColor = (typeof inkColors)[number];

/** A line drawn without lifting the pen. */
export interface Stroke {
  readonly id: string;
  readonly color: InkColor;
  readonly points: readonly InkPoint[];
}

/** A change to the drawing on one slide. A stroke with a known id takes the place of the shorter one. */
export type InkChange =
  | { readonly kind: 'stroke'; readonly stroke: Stroke }
  | { readonly kind: 'undo' }
  | { readonly kind: 'clear' };

/** Most points of a stroke and strokes of a slide; a drawing beyond that is an accident. */
export const inkLimits = { points: 2000, strokes: 500 } as const;

/** The drawing after a change. Beyond the limit the oldest strokes go. */
export function applyInk(strokes: readonly Stroke[], change: InkChange): readonly Stroke[] {
  switch (change.kind) {
    case 'clear':
      return [];
    case 'undo':
      return strokes.slice(0, -1);
    case 'stroke': {
      const at = strokes.findIndex(({ id }) => id === change.stroke.id);
      if (at < 0) return [...strokes, change.stroke].slice(-inkLimits.strokes);
      return strokes.map((stroke, index) => (index === at ? change.stroke : stroke));
    }
  }
}

/** Adds a point, unless it is too near to the last to be seen or the stroke is full. */
export function extendStroke(stroke: Stroke, point: InkPoint, nearest = 0.002): Stroke {
  const last = stroke.points.at(-1);
  const isNear = last && Math.hypot(last.x - point.x, last.y - point.y) < nearest;
  if (isNear || stroke.points.length >= inkLimits.points) return stroke;
  return { ...stroke, points: [...stroke.points, point] };
}
