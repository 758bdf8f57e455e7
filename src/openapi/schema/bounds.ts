import { text, type Obj, type Schema } from '../model.js';
import { BOUNDS, FORMATS } from './keywords.js';

/** The constraints of a schema. Up to OpenAPI 3.0, `exclusiveMinimum: true` makes `minimum` exclusive. */
export function boundsOf(schema: Obj): Schema {
  const exclusive = (name: string) => schema[`exclusive${name}`] === true;
  const bounds = BOUNDS.flatMap((key): [string, unknown][] => {
    const value = schema[key];
    if (value === undefined || (key === 'format' && !FORMATS.has(text(value) ?? ''))) return [];
    if (key === 'minimum' && exclusive('Minimum')) return [['exclusiveMinimum', value]];
    if (key === 'maximum' && exclusive('Maximum')) return [['exclusiveMaximum', value]];
    return typeof value === 'boolean' && key.startsWith('exclusive') ? [] : [[key, value]];
  });
  return Object.fromEntries(bounds);
}
