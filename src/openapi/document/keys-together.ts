import { isFurtherKey } from '../../model/further-key.js';
import { camelCase } from '../../model/names.js';
import { ownValue, type Obj, type Operation } from '../model.js';
import { keyPlace, type AuthChoice } from './security.js';

type Requirement = Operation['security'][number];
type Schemes = Readonly<Record<string, Obj>>;

/** Whether a requirement has keys only, or nothing. */
export const keysOnly = (schemes: Schemes, one: Requirement): boolean =>
  Object.keys(one).every((name) => ownValue(schemes, name)?.type === 'apiKey');

/** Several schemes at once that are not all keys. */
export const isMixed = (schemes: Schemes, one: Requirement): boolean =>
  Object.keys(one).length > 1 && !keysOnly(schemes, one);

/** The keys that requests carry together. They also do for operations that need only some of them. */
export function keysTogether(schemes: Schemes, operations: readonly Operation[]): AuthChoice[] {
  const requirements = operations.flatMap(({ security }) =>
    security.filter((one) => Object.keys(one).length > 1 && keysOnly(schemes, one)),
  );
  const groups = new Map(requirements.map((one) => [Object.keys(one).sort().join(' and '), one]));
  return Array.from(groups, ([scheme, group]) => {
    const suffices = (one: Requirement) => {
      const names = Object.keys(one);
      return names.length > 0 && names.every((name) => Object.hasOwn(group, name));
    };
    return {
      scheme,
      operations: operations.filter(({ security }) => security.some(suffices)).length,
      auth: authOf(separate(Object.keys(group), schemes), schemes),
    };
  });
}

/** Those with a place of their own: a document can describe one key twice. */
const separate = (names: readonly string[], schemes: Schemes): string[] => {
  const places = names.map((name) => placeName(schemes[name]));
  return names.filter((_, i) => places.indexOf(places[i] ?? '') === i);
};

const placeName = ({ in: place, name }: Obj = {}) =>
  `${String(place)} ${place === 'header' ? String(name).toLowerCase() : String(name)}`;

/** The one that is named `apiKey` is the first. */
function authOf(names: readonly string[], schemes: Schemes): AuthChoice['auth'] {
  const isFirst = (scheme: string) => Number(nameOf(scheme) === 'apiKey');
  const [first = '', ...others] = names.toSorted((a, b) => isFirst(b) - isFirst(a));
  const furtherKeys: Obj = {};
  for (const scheme of others) {
    const name = nameOf(scheme);
    const isFree = isFurtherKey(name) && !Object.hasOwn(furtherKeys, name);
    const key = isFree ? name : `key${Object.keys(furtherKeys).length + 2}`;
    furtherKeys[key] = keyPlace(schemes[scheme]);
  }
  return {
    style: 'api-key',
    ...keyPlace(schemes[first]),
    ...(others.length > 0 && { furtherKeys }),
  };
}

/** Of `appKeyAuth` or `APP-KEY`: `appKey`. */
const nameOf = (scheme: string): string => camelCase(scheme.replace(/auth$/i, ''));
