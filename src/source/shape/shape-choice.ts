import { type JsonSchemaObject, typesOf } from '../../model/json-schema.js';
import { generalAssertions } from './keywords.js';
import type { Scalar, Scope, Shape } from './shape.js';
import { isScalar, omit } from '../../model/json-schema/subschemas.js';
import { laxCheckOf } from './valid.js';

/** The shape of a schema with `enum` or `const`. */
export function choiceShape(schema: JsonSchemaObject, scope: Scope): Shape {
  const keyword = 'const' in schema ? 'const' : 'enum';
  const all = new Set(keyword === 'const' ? [schema.const] : (schema.enum ?? []));
  const values = [...all].filter(isScalar);
  if (values.length < all.size)
    return scope.raw(schema, `zod cannot compare what "${keyword}" lists`);
  const others = generalAssertions(schema).filter((other) => other !== 'enum' && other !== 'const');
  if (others.length > 0)
    return scope.raw(schema, `zod cannot put "${keyword}" beside "${others.join('", "')}"`);
  if (!values.every(laxCheckOf(schema, scope.definitions)))
    return scope.raw(schema, `not all that "${keyword}" lists is allowed`);

  const notes = omit(schema, [keyword, ...(typeIsImplied(schema, values) ? ['type'] : [])]);
  const texts = values.filter((value) => typeof value === 'string');
  if (texts.length > 0 && values.length === texts.length + 1 && values.includes(null)) {
    return {
      kind: 'nullable',
      inner: { kind: 'choice', values: texts, constant: false, notes: {} },
      notes,
    };
  }
  return { kind: 'choice', values, constant: keyword === 'const', notes };
}

/** The type of the values, all of one type or texts and null, is what zod says by itself. */
function typeIsImplied(schema: JsonSchemaObject, values: readonly Scalar[]): boolean {
  const stated = [...typesOf(schema)].sort();
  const implied = [
    ...new Set(values.map((value) => (value === null ? 'null' : typeof value))),
  ].sort();
  const isSpoken = implied.length === 1 || implied.join() === 'null,string';
  return stated.length === 0 || (isSpoken && stated.join() === implied.join());
}
