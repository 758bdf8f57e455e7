import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { followReferences } from '../document/references.js';
import { listOrEmpty, type RawObject, type Schema } from '../model.js';
import { isAnnotation } from './all-of.js';

/** Returns whether a branch only constrains combinations of properties: `anyOf: [{required: [a]}, {required: [b]}]`. */
export const isConstraint = (branch: unknown) => {
  const keys = Object.keys(objectOrEmpty(branch)).filter(
    (key) => !isAnnotation(key) && key !== 'type',
  );
  return keys.length > 0 && keys.every((key) => key === 'required' || key === 'not');
};

const COMBINATIONS = [
  ['oneOf', 'exactly one of: ', ', or '],
  ['anyOf', '', ', or '],
  ['allOf', '', ', and '],
] as const;

/** Returns a sentence for each combination of properties that the constraints of a schema ask for. */
export const requirementSentences = (schema: RawObject): string[] =>
  COMBINATIONS.flatMap(([keyword, start, separator]) => {
    const branches = listOrEmpty(schema[keyword]);
    if (branches.length === 0 || !branches.every(isConstraint)) return [];
    const words = branches.map(branchWords);
    if (words.includes('')) return 'Some combinations of properties are refused.';
    return `Needs ${words.length > 1 ? start : ''}${words.join(separator)}.`;
  });

/** Returns the properties that a branch requires and excludes, such as `a and b` or `a without c`; `''` if it says more. */
function branchWords(branch: unknown): string {
  const { required, not } = objectOrEmpty(branch);
  const excludedNames = objectOrEmpty(not);
  if (not !== undefined && Object.keys(excludedNames).join() !== 'required') return '';
  const requiredWords = listOrEmpty(required).join(' and ');
  const excludedWords = listOrEmpty(excludedNames.required).join(' and ');
  if (excludedWords === '') return requiredWords;
  return requiredWords === '' ? `no ${excludedWords}` : `${requiredWords} without ${excludedWords}`;
}

/** Returns the schemas without those that are equal to an earlier one. */
export function withoutDuplicates(schemas: Schema[]): Schema[] {
  const seenTexts = new Set<string>();
  return schemas.filter((schema) => {
    const key = JSON.stringify(schema);
    return !seenTexts.has(key) && seenTexts.add(key);
  });
}

/** Returns the schema of a response: an object with the properties of all branches, without constraints. */
export function looseSchema(schema: RawObject, document: RawObject): RawObject {
  const parts = [
    schema,
    ...listOrEmpty(schema.allOf).map((branch) => objectOrEmpty(followReferences(document, branch))),
  ];
  return {
    type: 'object',
    properties: Object.assign(
      {},
      ...parts.map((part) => objectOrEmpty(part.properties)),
    ) as RawObject,
  };
}
