import { textWidth } from './text-width.js';

/** The lines of a Markdown table (GFM) as Prettier lays it out: columns are as wide as their longest cell. */
export function alignedTable(rows: readonly (readonly string[])[]): string[] {
  const [head = [], ...others] = rows;
  const widths = head.map((_, column) =>
    Math.max(3, ...rows.map((cells) => textWidth(cells[column] ?? ''))),
  );
  const padded = (text: string, width: number) => text + ' '.repeat(width - textWidth(text));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, i) => padded(cells[i] ?? '', width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)];
}
