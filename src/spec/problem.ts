import { closest, distance } from 'fastest-levenshtein';
import type { SpecProblem } from '../model/errors/spec.js';

export type SpecPath = readonly (string | number)[];

/** Something about one place of a spec. */
export interface Problem {
  path: SpecPath;
  /** The end of a sentence that begins with the place: "must be a string, not an array". */
  says: string;
  /** Whether the key or the value is meant. */
  at: 'key' | 'value';
}

/** Where a place of the document stands in what people wrote. */
export type Locate = (place: Pick<Problem, 'path' | 'at'>) => Location;

export interface Location {
  /** `acme.yaml:14:7`. */
  where: string;
  /** For putting places in order. */
  offset: number;
}

/** What the checks of one spec found. */
export class Report {
  readonly errors: Problem[] = [];
  readonly warnings: Problem[] = [];

  /** Nothing is reported where `says` is undefined: a rule that is content. */
  error(path: SpecPath, says: string | undefined, at: Problem['at'] = 'value') {
    if (says !== undefined) this.errors.push({ path, says, at });
  }

  warn(path: SpecPath, says: string | undefined, at: Problem['at'] = 'value') {
    if (says !== undefined) this.warnings.push({ path, says, at });
  }

  /** Nothing is wrong at `path`, below it, or with what it is in. */
  isSound(path: SpecPath): boolean {
    return !this.errors.some((problem) =>
      problem.path.every((part, i) => i >= path.length || path[i] === part),
    );
  }
}

export const located = ({ path, says }: Problem, where: string): SpecProblem => ({
  where,
  path: pathText(path),
  message: sentence(pathText(path) || 'The spec', says),
});

export const sentence = (subject: string, says: string) =>
  `${subject} ${says}${says.endsWith('?') ? '' : '.'}`;

/** `tools[1].request.path`; keys that are no plain words are quoted: `["a b"]`. */
export const pathText = (path: SpecPath) =>
  path
    .map((part) => {
      if (typeof part === 'number') return `[${part}]`;
      return /^[A-Za-z_$][\w$-]*$/.test(part) ? `.${part}` : `[${quote(part)}]`;
    })
    .join('')
    .replace(/^\./, '');

/** Text from outside, short and on one line. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}

/** `"a", "b" or "c"`. */
export function oneOf(texts: readonly string[]): string {
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} or ${last}`;
}

/** `; did you mean "room_id"?`, or nothing where no candidate is near. */
export function didYouMean(text: string, candidates: readonly string[]): string {
  const nearest = nearestOf(text, candidates);
  return nearest === undefined ? '' : `; did you mean ${quote(nearest)}?`;
}

/** The candidate that `text` is probably a slip of: most of it is the same. */
export function nearestOf(text: string, candidates: readonly string[]): string | undefined {
  if (candidates.length === 0 || text.length > 100) return undefined;
  const [written, ...others] = [text, ...candidates].map((word) => word.toLowerCase());
  const nearest = closest(written ?? '', others);
  const slips = distance(written ?? '', nearest);
  const isNear = slips < nearest.length && slips <= Math.max(1, nearest.length / 3);
  return isNear ? candidates[others.indexOf(nearest)] : undefined;
}
