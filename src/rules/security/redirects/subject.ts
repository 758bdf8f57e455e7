import { externalName } from '../../../flow/values/external-name.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Declaration, Value } from '../../../model/facts.js';
import { Ways } from '../../../model/ways.js';
import { writesIn } from '../../../flow/writes.js';

/** Parts of an address that name its host. */
const HOST = /^(href|origin|host|hostname)$/;

/** What an address is read from: a variable, and the way from there. */
export interface Subject {
  declaration: Declaration;
  way: string;
}

export const isSame = (a: Subject | undefined, b: Subject | undefined): boolean =>
  a !== undefined && a.declaration === b?.declaration && a.way === b.way;

/** The same for `next`, `new URL(next).origin` and `url.href` with `url = new URL(next)`. */
export function subjectOf(
  { file, value }: Located,
  code: Code,
  ways = new Ways((at) => code.notFollowed(at)),
): Subject | undefined {
  const of = (part: Value) =>
    ways.step({ file, value: part }, () => subjectOf({ file, value: part }, code, ways));
  switch (value.is) {
    case 'name': {
      const declaration = file.facts.declarations[value.declaration];
      if (!declaration) return undefined;
      const { init, path, reassigned, kind } = declaration;
      const isAlias = init && path.length === 0 && !reassigned && kind !== 'parameter';
      return (isAlias ? of(init) : undefined) ?? { declaration, way: '' };
    }
    case 'member':
      return HOST.test(value.name) ? of(value.object) : below(of(value.object), value.name);
    case 'call': {
      const { callee, arguments: given } = value;
      const [first] = given;
      if (callee.is === 'member' && callee.name === 'get' && first?.is === 'string')
        return below(of(callee.object), `get ${first.value}`);
      if (callee.is === 'member' && /^to(String|JSON|LowerCase)$/.test(callee.name))
        return of(callee.object);
      return first && /^#(URL|String)$/.test(externalName(code, { file, value: callee }) ?? '')
        ? of(first)
        : undefined;
    }
    case 'compound':
      return /^(\?\?|\|\||await)$/.test(value.operator) && value.parts[0]
        ? of(value.parts[0])
        : undefined;
    default:
      return undefined;
  }
}

const below = (subject: Subject | undefined, name: string): Subject | undefined =>
  subject && { ...subject, way: `${subject.way} ${name}` };

/** It begins with the address of this server: `new URL(request.url)`, `` `${url.origin}/done` ``. */
export function beginsAtServer({ file, value }: Located, code: Code): boolean {
  const of = (part: Value | undefined) =>
    part !== undefined && beginsAtServer({ file, value: part }, code);
  switch (value.is) {
    case 'name': {
      const declaration = file.facts.declarations[value.declaration];
      const { init, path = [], reassigned } = declaration ?? {};
      if (!declaration || !init || path.length > 0 || reassigned) return false;
      const isMoved = writesIn(file)
        .get(declaration)
        ?.some(({ keys: [key = ''] }) => HOST.test(key) || key === '*');
      return !isMoved && of(init);
    }
    case 'member':
      return HOST.test(value.name) && of(value.object);
    case 'template':
      return value.chunks[0] === '' && of(value.values[0]);
    case 'compound':
      return value.operator === '+' && of(value.parts[0]);
    case 'call':
      return (
        isOwnAddress(value) ||
        (value.callee.is === 'member' &&
          value.callee.name === 'toString' &&
          of(value.callee.object))
      );
    default:
      return false;
  }
}

/** `new URL(request.url)`: without a second argument, the address is a whole one. */
const isOwnAddress = ({ callee, construct, arguments: given }: CallValue): boolean => {
  const [address] = given;
  return (
    construct &&
    callee.is === 'name' &&
    callee.name === 'URL' &&
    given.length === 1 &&
    address?.is === 'member' &&
    address.name === 'url'
  );
};
