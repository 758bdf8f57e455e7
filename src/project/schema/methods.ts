import type { Located } from '../../model/code.js';
import type { SchemaFact } from '../../model/schema.js';
import { formatted, placeOf, schemaFact, withKeywords } from './fact.js';
import { jsonLiteral, jsonValue } from './json-literal.js';
import type { SchemaMethod } from './zod-call.js';
import { OBJECT_METHODS } from './shapes.js';

/** Sets a keyword to the method's first argument; which one may depend on the schema's type. */
const keyword =
  (name: string, forArrays = name): SchemaMethod =>
  (receiver, { code, args: [given] }) => {
    const key = receiver.keywords.type === 'array' ? forArrays : name;
    return withKeywords(receiver, { [key]: given && code.constant(given) });
  };

/** `min` and `max` mean a length, a number of items or a value. */
const bound =
  (side: 'min' | 'max'): SchemaMethod =>
  (receiver, call) => {
    const { type } = receiver.keywords;
    const name = type === 'string' ? 'Length' : type === 'array' ? 'Items' : 'imum';
    return keyword(`${side}${name}`)(receiver, call);
  };

const fixed =
  (keywords: Record<string, unknown>): SchemaMethod =>
  (receiver) =>
    withKeywords(receiver, keywords);

const same: SchemaMethod = (receiver) => receiver;

const optional: SchemaMethod = (receiver) => ({ ...receiver, optional: true });

const nullable: SchemaMethod = (receiver, { call }) => {
  const at = placeOf(call);
  const { optional: mayBeAbsent, ...inner } = receiver;
  const both = schemaFact(at, {}, { anyOf: [inner, schemaFact(at, { type: 'null' })] });
  return mayBeAbsent ? { ...both, optional: true } : both;
};

const defaulted: SchemaMethod = (receiver, { code, args: [given] }) =>
  withKeywords(receiver, { default: given && jsonValue(code, given) });

/** The value that is taken instead is shown as the default, but the argument may not be left out. */
const caught: SchemaMethod = (receiver, { code, args: [given] }) => ({
  ...withKeywords(receiver, { default: given && jsonValue(code, given) }),
  optional: receiver.optional ?? false,
});

/** A tuple that goes on: it no longer ends where its own items do. */
function withRest(receiver: SchemaFact, items: SchemaFact): SchemaFact {
  const entries = Object.entries(receiver.keywords);
  const kept = entries.filter(([key]) => key !== 'items' && key !== 'maxItems');
  return { ...receiver, keywords: Object.fromEntries(kept), items };
}

const change: SchemaMethod = (receiver, { call, name }) => ({
  ...receiver,
  changes: [...receiver.changes, { what: name, at: placeOf(call) }],
});

const refinement: SchemaMethod = (receiver, { call, name }) => ({
  ...receiver,
  refinements: [...receiver.refinements, { what: name, at: placeOf(call) }],
});

/** Metadata is JSON Schema that is laid over what zod makes. */
const meta: SchemaMethod = (receiver, { code, args: [given] }) => {
  if (!given) return receiver;
  const { at, changes, refinements } = receiver;
  const over = jsonLiteral(code, given);
  const keywords = { ...receiver.keywords, ...over.keywords };
  const hidden = [...receiver.hidden, ...over.hidden];
  return { ...receiver, ...over, at, changes, refinements, keywords, hidden };
};

/** `register(z.globalRegistry, { … })` is `meta`; other registries are not asked. */
const registered: SchemaMethod = (receiver, call) => {
  const [registry, ...args] = call.args;
  const isGlobal = registry?.value.is === 'member' && registry.value.name === 'globalRegistry';
  return isGlobal ? meta(receiver, { ...call, args }) : receiver;
};

/** What goes in is the receiver, except for a transform on its own (`z.transform(f).pipe(schema)`). */
const piped: SchemaMethod = (receiver, call) => {
  const [given] = call.args;
  const out = given && call.reader.read(given);
  if (!out) return receiver;
  if (receiver.inexpressible?.what === 'z.transform()') return change(out, call);
  return { ...change(receiver, call), out };
};

/** Some values of a choice. */
const chosen =
  (isKept: (isNamed: boolean) => boolean): SchemaMethod =>
  (receiver, { code, args: [given] }) => {
    const named = given && code.list(given)?.map((each) => code.constant(each));
    const { enum: values } = receiver.keywords;
    const kept = named && values?.filter((value) => isKept(named.some((each) => each === value)));
    return withKeywords(receiver, { enum: kept });
  };

const pattern: SchemaMethod = (receiver, { args: [given] }) => {
  const source =
    given?.value.is === 'literal' && given.value.type === 'regexp'
      ? String(given.value.value)
      : undefined;
  return withKeywords(receiver, { pattern: source?.slice(1, source.lastIndexOf('/')) });
};

const joined =
  (key: 'anyOf' | 'allOf'): SchemaMethod =>
  (receiver, { reader, call, args: [given] }) => {
    const other: Located | undefined = given;
    return other
      ? schemaFact(placeOf(call), {}, { [key]: [receiver, reader.read(other)] })
      : receiver;
  };

const each = (names: string, method: SchemaMethod): [string, SchemaMethod][] =>
  names.split(' ').map((name) => [name, method]);

/** Methods of zod's schemas (3.25 and 4), as its `toJSONSchema` shows what they do. */
export const METHODS: ReadonlyMap<string, SchemaMethod> = new Map<string, SchemaMethod>([
  ['describe', keyword('description')],
  ['meta', meta],
  ['min', bound('min')],
  ['max', bound('max')],
  ['length', (receiver, call) => bound('max')(bound('min')(receiver, call), call)],
  [
    'nonempty',
    (receiver) =>
      withKeywords(
        receiver,
        receiver.keywords.type === 'array' ? { minItems: 1 } : { minLength: 1 },
      ),
  ],
  ['gte', keyword('minimum')],
  ['lte', keyword('maximum')],
  ['gt', keyword('exclusiveMinimum')],
  ['lt', keyword('exclusiveMaximum')],
  ['positive', fixed({ exclusiveMinimum: 0 })],
  ['negative', fixed({ exclusiveMaximum: 0 })],
  ['nonnegative', fixed({ minimum: 0 })],
  ['nonpositive', fixed({ maximum: 0 })],
  ...each('multipleOf step', keyword('multipleOf')),
  ...each('int safe', fixed({ type: 'integer' })),
  ['regex', pattern],
  ...'email uuid guid nanoid cuid cuid2 ulid base64 base64url e164 jwt xid ksuid cidrv4 cidrv6 date duration ipv4 ipv6 emoji'
    .split(' ')
    .map((name): [string, SchemaMethod] => [name, (receiver) => formatted(receiver, name)]),
  ...each('uuidv4 uuidv6 uuidv7', (receiver) => formatted(receiver, 'uuid')),
  ['time', same],
  ['datetime', (receiver) => formatted(receiver, 'date-time')],
  ['url', fixed({ format: 'uri' })],
  ...each('optional exactOptional', optional),
  ['nonoptional', (receiver) => ({ ...receiver, optional: false })],
  ['nullable', nullable],
  ['nullish', (receiver, call) => optional(nullable(receiver, call), call)],
  ...each('default prefault', defaulted),
  [
    'array',
    (receiver, { call }) => schemaFact(placeOf(call), { type: 'array' }, { items: receiver }),
  ],
  ['or', joined('anyOf')],
  ['and', joined('allOf')],
  ['transform', change],
  ['pipe', piped],
  ['register', registered],
  ['extract', chosen((isNamed) => isNamed)],
  ['exclude', chosen((isNamed) => !isNamed)],
  ...each('refine superRefine check', refinement),
  ['startsWith', fixed({ format: 'starts_with' })],
  ['endsWith', fixed({ format: 'ends_with' })],
  ['includes', fixed({ format: 'includes' })],
  [
    'rest',
    (receiver, { reader, args: [given] }) =>
      given ? withRest(receiver, reader.read(given)) : receiver,
  ],
  ['readonly', fixed({ readOnly: true })],
  ['catch', caught],
  ...each(
    'brand strip trim toLowerCase toUpperCase normalize overwrite finite slugify clone unwrap lowercase uppercase',
    same,
  ),
  ...OBJECT_METHODS,
]);
