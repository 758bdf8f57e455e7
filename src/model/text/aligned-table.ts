import { textWidth } from './text-width.js';

/** Returns the lines of a Markdown table (GFM) in the layout of Prettier: columns are as wide as their longest cell. */
export function alignTable(rows: readonly (readonly string[])[]): string[] {
  const [head = [], ...bodyRows] = rows;
  const widths = head.map((_, column) =>
    Math.max(3, ...rows.map((cells) => textWidth(cells[column] ?? ''))),
  );
  const padToWidth = (text: string, width: number) => text + ' '.repeat(width - textWidth(text));
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, i) => padToWidth(cells[i] ?? '', width)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...bodyRows.map(line)];
}
