import type { Region } from '../model/finding.js';

/** A text with these regions blotted out, every other character at its place: what is left can be shown anywhere. */
export function concealed(text: string, regions: readonly Region[]): string {
  const lines = text.split(/(?<=\n|\r(?!\n))/);
  for (const { startLine, startColumn, endLine, endColumn } of regions) {
    for (let number = startLine; number <= endLine; number++) {
      const line = lines[number - 1] ?? '';
      const start = number === startLine ? startColumn - 1 : 0;
      const end = number === endLine ? endColumn - 1 : line.length;
      const blot = line.slice(start, end).replace(/[^\r\n]/g, '*');
      lines[number - 1] = line.slice(0, start) + blot + line.slice(end);
    }
  }
  return lines.join('');
}
