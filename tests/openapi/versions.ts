import { objectOrEmpty } from '../../runtime/src/utils/is-object.js';
import { type RawObject } from '../../src/openapi/model.js';

/** Numerical Recipes' generator: the same versions in each run. */
function generator(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * The next version of a document, as APIs change: other texts, new and removed parameters, operations and fields. Each
 * version differs from the one before in a few places.
 */
export function nextVersion(document: RawObject, number: number): RawObject {
  const next = generator(number * 7919);
  const copy = structuredClone(document);
  const paths = objectOrEmpty(copy.paths) as Record<string, Record<string, RawObject>>;
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    ['get', 'post', 'put', 'patch', 'delete'].flatMap((method) =>
      item[method] ? [{ path, method, operation: item[method] }] : [],
    ),
  );
  const pick = () => operations[next(operations.length)]!;
  for (let changes = 3; changes > 0; changes--) {
    const { path, method, operation } = pick();
    const parameters = (operation.parameters ??= []) as RawObject[];
    const isQuery = (each: RawObject) => each.in === 'query';
    switch (next(7)) {
      case 0:
        operation.summary = `${String(operation.summary)} (${number})`;
        break;
      case 1:
        operation.description = `Of version ${number}.`;
        break;
      case 2:
        parameters.push({
          name: `added_${number}_${changes}`,
          in: 'query',
          schema: { type: 'string' },
        });
        break;
      case 3:
        operation.parameters = parameters.filter((each) => !isQuery(each) || next(2) === 0);
        break;
      case 4:
        paths[`/added/${number}/${changes}`] = {
          get: { operationId: `added${number}X${changes}`, responses: {} },
        };
        break;
      case 5:
        delete paths[path]![method];
        break;
      default:
        operation.deprecated = true;
    }
  }
  return copy;
}
