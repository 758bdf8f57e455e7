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
    : text
        .replace(/\n$/, '')
        .split('\n')
        .map((line) => `${mark} ${line}`);
