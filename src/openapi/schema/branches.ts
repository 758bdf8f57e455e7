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

/** Returns the properties that branches require, as words: `a and b, or c`. */
export const requirementWords = (branches: unknown[]) =>
  branches
    .map((branch) =>
      listOrEmpty(
        objectOrEmpty(branch).required ?? objectOrEmpty(objectOrEmpty(branch).not).required,
      ).join(' and '),
    )
    .filter(Boolean)
    .join(', or ');

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
