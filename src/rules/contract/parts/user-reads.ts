import { parametersOf } from '../../../flow/values/functions.js';
import { contains } from '../../../flow/values/spans.js';
import type { LocatedFunction } from '../../../model/code.js';
import type { Span } from '../../../model/facts.js';

/** Whether a function of the contract does something with its parameters elsewhere than in these places. */
export function readsUser(
  { file, function: made }: LocatedFunction,
  except: readonly Span[],
): boolean {
  const { declarations, reads } = file.facts;
  const users = parametersOf(file, made).map((each) => declarations.indexOf(each));
  return reads.some(
    (read) => users.includes(read.declaration) && !except.some((place) => contains(place, read)),
  );
}
