import { httpMethods } from '../../model/http.js';
import { isObj, obj, type Loss, type Obj, type Operation, type Skipped } from '../model.js';
import { operationOf, selectedBy } from './operation.js';
import { resolved } from './references.js';
import { tagsIn } from './tags.js';

export interface Listed {
  operations: Operation[];
  skipped: Skipped[];
}

/** Every operation of the document. References are resolved, except in schemas. */
export function operationsOf(document: Obj, lost: (loss: Loss) => void): Listed {
  const tags = tagsIn(document);
  const operations: Operation[] = [];
  const skipped: Skipped[] = [];
  for (const [path, value] of Object.entries(obj(document.paths))) {
    if (path.startsWith('x-')) continue;
    const item = resolved(document, value);
    if (!isObj(item)) {
      skipped.push({ at: path, reason: 'The reference of the path was not found.' });
      continue;
    }
    for (const [key, stated] of Object.entries(item)) {
      const method = httpMethods.find((one) => one.toLowerCase() === key);
      // Only paths may be references, but documents in several files have a file for each operation.
      const operation = method && resolved(document, stated);
      if (!method || !isObj(stated)) continue;
      const at = `${method} ${path}`;
      const found = isObj(operation)
        ? operationOf(operation, { method, path }, item, { document, tags: tags(operation), lost })
        : { at, reason: 'The reference of the operation was not found.' };
      if ('reason' in found) skipped.push(found);
      else operations.push(found);
    }
    for (const [method, operation] of othersIn(item))
      if (isObj(operation))
        skipped.push({
          at: `${method} ${path}`,
          reason: `The method ${method} is not supported.`,
          ...selectedBy(operation, tags(operation)),
        });
  }
  return { operations, skipped };
}

/** Operations with methods that tools cannot use. */
const othersIn = (item: Obj): [method: string, operation: unknown][] => [
  ...['options', 'trace'].map((name): [string, unknown] => [name.toUpperCase(), item[name]]),
  ...Object.entries(obj(item.additionalOperations)),
];
