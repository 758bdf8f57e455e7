import type { Overlay } from '../model/rule.js';

/** Changes to a project for people: each file's name, then its new text or what of it is replaced. */
export function exampleLines(overlay: Overlay): string[] {
  return Object.entries(overlay).flatMap(([path, change]) => {
    if (change === null) return [`${path} is not there`];
    const lines =
      typeof change === 'string'
        ? marked(change, ' ')
        : [...marked(change.replace, '-'), ...marked(change.with, '+')];
    return [path, ...lines];
  });
}

const marked = (text: string, mark: string) =>
  text === ''
    ? []
    : fewer(text.replace(/\n$/, '').split('\n')).map((line) => `${mark} ${shorter(line)}`);

const LONGEST = 160;
const ALIKE = 3;

/** Where only the length matters, its number says more than all of it. */
function shorter(line: string): string {
  const text = line.replace(/(\w)\1{39,}/g, (run) => `${run.slice(0, 10)}… (${run.length} times)`);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Of many lines that differ in a number only, the first ones and how many follow. */
function fewer(lines: readonly string[]): string[] {
  const shapes = lines.map((line) => line.replace(/\d+/g, '0'));
  const shown: string[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at + 1;
    while (end < lines.length && shapes[end] === shapes[at]) end++;
    const left = end - at - ALIKE;
    shown.push(...lines.slice(at, left > 1 ? at + ALIKE : end));
    if (left > 1) shown.push(`… and ${left} more like these`);
    at = end;
  }
  return shown;
}
