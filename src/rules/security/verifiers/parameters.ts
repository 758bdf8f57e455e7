import { parametersOf } from '../../../flow/values/functions.js';
import type { LocatedFunction } from '../../../model/code.js';
import type { Declaration, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** What a verifier calls its token (0) or its audience (1). */
export const namesAt = ({ file, function: fact }: LocatedFunction, position: number) =>
  parametersOf(file, fact).filter(({ parameter }) => parameter === position);

export const readsOf = ({ facts }: SourceFile, names: readonly Declaration[]): Value[] =>
  facts.reads.filter(({ declaration }) => {
    const declared = facts.declarations[declaration];
    return declared !== undefined && names.includes(declared);
  });
