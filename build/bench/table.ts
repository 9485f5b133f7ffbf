import { type BenchRow, ratio, verdict } from './bench';

const head = ['measured', 'value', 'compared with', 'ratio', 'budget', ''] as const;

/** The rows as aligned text, the missed budgets marked, the notes below. */
export function table(rows: readonly BenchRow[]): string {
  const notes = [...new Set(rows.flatMap((row) => row.note ?? []))];
  const lines = [head, ...rows.map((row) => cells(row, notes))];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [...text, ...notes.map((note, index) => `[${index + 1}] ${note}`)].join('\n');
}

function cells(row: BenchRow, notes: readonly string[]): string[] {
  const mark = row.note === undefined ? '' : ` [${notes.indexOf(row.note) + 1}]`;
  const outcome = verdict(row);
  return [
    `${row.what}${mark}`,
    amount(row.value, row.unit),
    row.floor ? `${amount(row.floor.value, row.unit)} ${row.floor.name}` : '',
    number(ratio(row)),
    row.budget
      ? `<= ${row.budget.of === 'ratio' ? `${row.budget.most} x` : `${row.budget.most} ${row.unit}`}`
      : '',
    outcome === 'no budget' ? '' : outcome === 'OVER' ? '** OVER **' : outcome,
  ];
}

function amount(value: number, unit: BenchRow['unit']): string {
  return `${value >= 1000 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)} ${unit}`;
}

function number(value: number | undefined): string {
  if (value === undefined) return '';
  return value < 0.1 ? value.toFixed(4) : value.toFixed(2);
}
