import type { SpecProblem } from '../model/errors/spec.js';
import { wordsOfName } from '../model/names.js';
import type { PathProblem, SpecPath } from '../model/spec-report.js';
import { quote, sentence } from './sentence.js';

/** Finds the place of a spec's values in what the user wrote. */
export interface SpecOrigin {
  is: 'document' | 'flags';
  locate(place: Pick<PathProblem, 'path' | 'at'>): Location;
}

export interface Location {
  /** Position such as `acme.yaml:14:7`, or the option with its value; empty if there is neither. */
  where: string;
  /** Beginning of a sentence about the place: `acme.yaml:14:7: tools[1].name`, `--base-url`. */
  subject: string;
  /** Sort key. */
  offset: number;
}

/** Location of a value that no file and no option contains. */
export const bareValue: SpecOrigin = {
  is: 'document',
  locate: ({ path }) => ({ where: '', subject: pathText(path) || 'The spec', offset: 0 }),
};

/** Returns problems with their locations in what the user wrote. */
export const locateProblems = (
  problems: readonly PathProblem[],
  { locate }: SpecOrigin,
): SpecProblem[] =>
  problems
    .map((problem) => ({ problem, location: locate(problem) }))
    .sort((a, b) => a.location.offset - b.location.offset)
    .map(({ problem: { path, fault }, location: { where: position, subject } }) => ({
      where: position,
      path: pathText(path),
      message: sentence(subject, fault),
    }));

/** Returns a path as text, such as `tools[1].request.path`; keys that are not plain words are quoted: `["a b"]`. */
export const pathText = (path: SpecPath) =>
  path
    .map((part) => {
      if (typeof part === 'number') return `[${part}]`;
      return /^[A-Za-z_$][\w$-]*$/.test(part) ? `.${part}` : `[${quote(part)}]`;
    })
    .join('')
    .replace(/^\./, '');

/** Returns a noun phrase for a path, for users who wrote no document: "The mime type". */
export function placeName(path: SpecPath): string {
  const key = path.findLast((part) => typeof part === 'string') ?? 'provider';
  return `The ${wordsOfName(key)
    .join(' ')
    .replace(/\bur[il]\b/g, (word) => word.toUpperCase())}`;
}
