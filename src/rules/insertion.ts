import type { DataNode, TextFile } from '../model/project.js';
import type { Change } from '../model/rule.js';

export type MapNode = Extract<DataNode, { is: 'map' }>;

export const lineEnd = ({ text }: TextFile) => (text.includes('\r\n') ? '\r\n' : '\n');

/** Adds text at a position. */
export const insertion = (file: TextFile, position: number, text: string): Change => ({
  at: file.at({ start: position, end: position }),
  text,
});

/** What turns the text of a file into another one, at the one place where they differ. */
export function changeTo(file: TextFile, text: string): Change {
  const { text: old } = file;
  const most = Math.min(old.length, text.length);
  let start = 0;
  while (start < most && old[start] === text[start]) start++;
  let same = 0;
  while (same < most - start && old.at(-1 - same) === text.at(-1 - same)) same++;
  const at = file.at({ start, end: old.length - same });
  return { at, text: text.slice(start, text.length - same) };
}

/** Adds a line below the line of a position. */
export function lineBelow(file: TextFile, position: number, line: string): Change {
  const end = file.text.indexOf('\n', position);
  return end < 0 ? lineAtEnd(file, line) : insertion(file, end + 1, `${line}${lineEnd(file)}`);
}

/** Adds a last line. */
export function lineAtEnd(file: TextFile, line: string): Change {
  const { text } = file;
  const gap = text === '' || text.endsWith('\n') ? '' : lineEnd(file);
  return insertion(file, text.length, `${gap}${line}${lineEnd(file)}`);
}

/** Adds a first member to a JSON object, indented as the next. */
export function firstMember(file: TextFile, object: MapNode, key: string, value: string): Change {
  const [next] = object.entries;
  const start = object.start + 1;
  const gap = next ? file.text.slice(start, next.start) : '';
  const member = `${JSON.stringify(key)}: ${value}`;
  return insertion(file, start, next ? `${gap}${member},` : member);
}
