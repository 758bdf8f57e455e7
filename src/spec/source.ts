import type { SpecProblem } from '../model/errors/spec.js';
import { words } from '../model/names.js';
import type { Problem, SpecPath } from '../model/spec-report.js';
import { quote, sentence } from './sentence.js';

/** What people wrote, which says what is at the places of a spec. */
export interface SpecOrigin {
  is: 'document' | 'flags';
  locate(place: Pick<Problem, 'path' | 'at'>): Location;
}

export interface Location {
  /** `acme.yaml:14:7`, or the flag as it was given; empty where there is neither. */
  where: string;
  /** What a sentence about the place begins with: `acme.yaml:14:7: tools[1].name`, `--base-url`. */
  subject: string;
  /** For putting places in order. */
  offset: number;
}

/** A value that no file and no flag contains. */
export const bareValue: SpecOrigin = {
  is: 'document',
  locate: ({ path }) => ({ where: '', subject: pathText(path) || 'The spec', offset: 0 }),
};

/** Problems as they stand in what people wrote. */
export const inOrder = (problems: readonly Problem[], { locate }: SpecOrigin): SpecProblem[] =>
  problems
    .map((problem) => ({ problem, location: locate(problem) }))
    .sort((a, b) => a.location.offset - b.location.offset)
    .map(({ problem: { path, says }, location: { where, subject } }) => ({
      where,
      path: pathText(path),
      message: sentence(subject, says),
    }));

/** `tools[1].request.path`; keys that are no plain words are quoted: `["a b"]`. */
export const pathText = (path: SpecPath) =>
  path
    .map((part) => {
      if (typeof part === 'number') return `[${part}]`;
      return /^[A-Za-z_$][\w$-]*$/.test(part) ? `.${part}` : `[${quote(part)}]`;
    })
    .join('')
    .replace(/^\./, '');

/** The same for people who wrote no document: "The mime type". */
export function placeName(path: SpecPath): string {
  const key = path.findLast((part) => typeof part === 'string') ?? 'provider';
  return `The ${words(key)
    .join(' ')
    .replace(/\bur[il]\b/g, (word) => word.toUpperCase())}`;
}
