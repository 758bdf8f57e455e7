import { lastName } from './children.js';
import type { Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';

const ASSERTS = /^(assert|ok|invariant|require|ensure|must|check)/i;

/** What the conditions and assertions of a file test. */
export const testedIn = ({ facts }: SourceFile): readonly Value[] => [
  ...facts.conditions,
  ...facts.calls
    .filter(({ callee }) => ASSERTS.test(lastName(callee)))
    .flatMap((call) => call.arguments),
];
