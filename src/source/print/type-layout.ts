import type { Doc, Kept } from './layout.js';
import { group, ifBroken, indent, join, line, softline } from './layout.js';
import { memberName } from './text-literal.js';
import type { Type } from './type-expression.js';

type ObjectType = Extract<Type, { kind: 'object' }>;

/** Lays a type out as Prettier 3 does. `inList`: the brackets around it indent it already. */
function typeDoc(type: Type, kept: Kept, inList = false): Doc {
  switch (type.kind) {
    case 'word':
      return type.text;
    case 'array':
      return [elementDoc(type.items, kept), '[]'];
    case 'tuple':
      return tupleDoc(type.items, kept);
    case 'record':
      return [
        'Record',
        group([
          '<',
          indent([softline, 'string,', line, typeDoc(type.values, kept, true)]),
          softline,
          '>',
        ]),
      ];
    case 'object':
      return objectTypeDoc(type, kept);
    case 'union':
      return unionDoc(type.types, kept, inList);
  }
}

/** `<type>` of a call. */
export function typeArgumentDoc(type: Type, kept: Kept): Doc {
  const hugged =
    type.kind === 'word' ||
    type.kind === 'object' ||
    (type.kind === 'union' && isHuggedUnion(type.types));
  if (hugged) return ['<', typeDoc(type, kept, true), '>'];
  return group(['<', indent([softline, typeDoc(type, kept, true)]), softline, '>']);
}

function elementDoc(type: Type, kept: Kept): Doc {
  if (type.kind !== 'union') return typeDoc(type, kept);
  return isHuggedUnion(type.types)
    ? ['(', typeDoc(type, kept), ')']
    : ['(', group([indent([softline, branchesDoc(type.types, kept)]), softline]), ')'];
}

function tupleDoc(items: readonly Type[], kept: Kept): Doc {
  if (items.length === 0) return '[]';
  const docs = items.map((item) => {
    const doc = group(typeDoc(item, kept, true));
    if (item.kind !== 'union' || items.length === 1 || isHuggedUnion(item.types)) return doc;
    return group([indent([ifBroken(['(', softline]), doc]), softline, ifBroken(')')]);
  });
  return group(['[', indent([softline, join([',', line], docs), ifBroken(',')]), softline, ']']);
}

function objectTypeDoc(type: ObjectType, kept: Kept): Doc {
  const docs = memberDocs(type, kept);
  if (docs.length === 0) return '{}';
  return group(
    ['{', indent([line, join([';', line], docs), ifBroken(';')]), line, '}'],
    kept.has(type) ? { broken: true } : { id: type },
  );
}

function memberDocs({ members, open }: ObjectType, kept: Kept): Doc[] {
  const docs = members.map(({ name, optional, type }): Doc => [
    memberName(name),
    optional ? '?: ' : ': ',
    typeDoc(type, kept),
  ]);
  return open ? [...docs, '[key: string]: unknown'] : docs;
}

function unionDoc(types: readonly Type[], kept: Kept, inList: boolean): Doc {
  if (isHuggedUnion(types))
    return join(
      ' | ',
      types.map((type) => typeDoc(type, kept)),
    );
  const branches = branchesDoc(types, kept);
  return inList ? branches : group(indent([softline, branches]));
}

const branchesDoc = (types: readonly Type[], kept: Kept): Doc =>
  group(
    types.map((type, index) => [
      index === 0 ? ifBroken('| ') : [line, '| '],
      indent(typeDoc(type, kept)),
    ]),
  );

/** `{ … } | null` keeps its braces on the line. */
function isHuggedUnion(types: readonly Type[]): boolean {
  const named = types.filter(({ kind }) => kind === 'object' || kind === 'record');
  return (
    named.length === 1 &&
    types.every((type) => named.includes(type) || (type.kind === 'word' && type.text === 'null'))
  );
}
