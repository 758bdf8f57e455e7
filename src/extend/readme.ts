import type { ReadmeSubject } from '../edit/readme.js';
import type { Provider } from '../model/project.js';
import { displayName, partNames } from '../project/provider-parts.js';
import { printers } from '../render/printers.js';

export const README = 'README.md';

/** Returns the facts by which the README identifies a provider of the project. */
export const readmeSubject = (provider: Provider): ReadmeSubject => ({
  name: provider.name,
  title: printers.md(displayName(provider)),
  tools: partNames(provider, 'tool'),
});

/** Returns a note about lines that were not added, with the lines. */
export const noteWithLines = (sentence: string, lines: string): string =>
  lines === ''
    ? sentence
    : [sentence, ...lines.split('\n').map((line) => `    ${line}`.trimEnd())].join('\n');
