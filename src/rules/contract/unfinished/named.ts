import type { LocatedFunction } from '../../../model/code.js';
import type { Span } from '../../../model/facts.js';
import type { Place, SourceFile } from '../../../model/project.js';
import { contains } from '../../../flow/values/spans.js';

/** A function that is not finished: where it begins, what is wrong with it, and what to do. */
export interface Unfinished {
  at: Place;
  message: string;
  hint: string;
}

export const called = (name: string) => (name === '' ? 'This function' : `"${name}"`);

/** Its name, or else its first word. */
export function headOf({ file, function: made }: LocatedFunction): Place {
  const declared = nameOf(file, made);
  if (declared) return file.at(declared);
  const [word = ' '] = /^\w+|^./.exec(file.text.slice(made.start, made.end)) ?? [];
  return file.at({ start: made.start, end: made.start + word.length });
}

const nameOf = ({ facts }: SourceFile, made: Span) =>
  facts.declarations.find((each) => each.kind === 'function' && contains(made, each));
