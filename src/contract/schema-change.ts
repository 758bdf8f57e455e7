import { schemaCheck } from '../../runtime/src/utils/schema-check.js';
import { omit } from '../model/json-schema/subschemas.js';
import {
  ANNOTATIONS,
  areDisjoint,
  canonical,
  conjunction,
  defaultOf,
  type Keywords,
  meaningKey,
  membersOf,
  refersToRoot,
  restOf,
  type Schema,
  targetOf,
  typeOf,
  UnknownReference,
  upgradedSchema,
  withoutReference,
} from './schema.js';

/** The version increment that a change requires (https://semver.org). */
export type VersionLevel = 'major' | 'minor' | 'patch';

/** Arguments must remain accepted; results must remain what callers expect. */
export type SchemaSide = 'input' | 'output';

export interface SchemaChange {
  level: VersionLevel;
  /** Path such as `room.id` or `items[]`; empty for the whole. */
  path: string;
  /** A sentence for users. */
  sentence: string;
}

/**
 * The differences between two schemas of arguments or of a result that matter to callers.
 * Differences that cannot be compared, such as another `pattern`, are major, so that no breaking
 * change gets a lower level.
 */
export function schemaChanges(
  previousSchema: Schema,
  currentSchema: Schema,
  side: SchemaSide,
): SchemaChange[] {
  if (canonical(previousSchema) === canonical(currentSchema)) return [];
  const [oldSchema, newSchema] = [upgradedSchema(previousSchema), upgradedSchema(currentSchema)];
  const patch = (sentence: string): SchemaChange[] => [{ level: 'patch', path: '', sentence }];
  const subject = side === 'input' ? 'arguments' : 'result';
  if (meaningKey(oldSchema) === meaningKey(newSchema) && !refersToRoot(oldSchema))
    return patch(`Texts of the ${subject} have changed.`);
  const toFresh = new SchemaComparison(oldSchema, newSchema, { side, from: 'old' });
  const toOld = new SchemaComparison(newSchema, oldSchema, { side, from: 'new' });
  const [forward, backward] = [toFresh.reasons(), toOld.reasons()];
  const [breakingReasons, easingReasons] =
    side === 'input' ? [forward, backward] : [backward, forward];
  const changes = breakingReasons.map((reason): SchemaChange => ({ level: 'major', ...reason }));
  for (const reason of [...easingReasons, ...toFresh.harmless, ...toOld.harmless])
    if (!changes.some(({ sentence }) => sentence === reason.sentence))
      changes.push({ level: 'minor', ...reason });
  return changes.length > 0 ? changes : patch(`The schema of the ${subject} is written otherwise.`);
}

/** `from` is the version of the first schema; the presence of a member is judged by side. */
interface ComparisonDirection {
  side: SchemaSide;
  from: 'old' | 'new';
}

type ChangeReason = Omit<SchemaChange, 'level'>;

const KEYWORDS = {
  string: ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType'],
  number: 'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf format'.split(' '),
  array: ['minItems', 'maxItems', 'uniqueItems', 'items', 'prefixItems'],
  object: ['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties'],
};
type InfiniteType = keyof typeof KEYWORDS;
const COMPARED = new Set([
  ...Object.values(KEYWORDS).flat(),
  ...'type enum const $ref anyOf oneOf allOf default'.split(' '),
]);
/** Keywords without which a schema accepts more. Without any other keyword that is not compared, it may accept less. */
const RESTRICTIONS = new Set(
  'not if then else propertyNames dependentRequired dependentSchemas contains minContains maxContains'.split(
    ' ',
  ),
);
/** Types with a keyword that other types ignore. */
const OWNERS: ReadonlyMap<string, InfiniteType> = new Map([
  ...'patternProperties propertyNames dependentRequired dependentSchemas unevaluatedProperties'
    .split(' ')
    .map((word): [string, InfiniteType] => [word, 'object']),
  ...'contains minContains maxContains unevaluatedItems'
    .split(' ')
    .map((word): [string, InfiniteType] => [word, 'array']),
]);

/** Some values, or all values of a type that match keywords. */
type Alternative = { values: unknown[] } | Unbounded;
interface Unbounded {
  type: InfiniteType;
  isInteger: boolean;
  of: Keywords;
}

const MOST_ALTERNATIVES = 200;
const MOST_PAIRS = 20_000;
const DEEPEST = 60;
class TooComplex extends Error {}

/** Searches for values of one schema that another one may reject. */
class SchemaComparison {
  /** Differences that break no caller in either direction. */
  readonly harmless: ChangeReason[] = [];
  readonly #open = new Set<string>();
  readonly #ids = new Map<object, number>();
  readonly #valid: (root: Schema, part: Schema, value: unknown) => boolean;
  #pairs = 0;

  constructor(
    readonly fromRoot: Schema,
    readonly toRoot: Schema,
    readonly direction: ComparisonDirection,
  ) {
    const checks = new Map([fromRoot, toRoot].map((root) => [root, schemaCheck(root)]));
    this.#valid = (root, part, value) => checks.get(root)?.(value, part).length === 0;
  }

  reasons(): ChangeReason[] {
    try {
      return this.#whyNot(this.fromRoot, this.toRoot, '');
    } catch (error) {
      const isKnown = error instanceof TooComplex || error instanceof UnknownReference;
      if (!isKnown) throw error;
      const sentence = `${this.#subject('')} cannot be compared: ${error.message}.`;
      return [{ path: '', sentence }];
    }
  }

  #subject(path: string): string {
    const isInput = this.direction.side === 'input';
    if (path === '') return isInput ? 'The tool' : 'The result';
    return `The ${isInput ? 'argument' : 'result'} "${path}"`;
  }

  /** Values of the first schema that the second one rejects. */
  #refusal(path: string, values: string): ChangeReason {
    const { side, from: version } = this.direction;
    const phrases =
      side === 'input'
        ? { old: 'no longer accepts', new: 'also accepts' }
        : { old: 'is no longer', new: 'may also be' };
    return { path, sentence: `${this.#subject(path)} ${phrases[version]} ${values}.` };
  }

  #keyword(
    path: string,
    word: string,
    [ownValue, otherValue]: readonly [unknown, unknown],
  ): ChangeReason {
    const [previousValue, currentValue] =
      this.direction.from === 'old' ? [ownValue, otherValue] : [otherValue, ownValue];
    const sentence = `${this.#subject(path)}: "${word}" is ${textOf(currentValue)}, was ${textOf(previousValue)}.`;
    return { path, sentence };
  }

  #whyNot(a: Schema, b: Schema, path: string): ChangeReason[] {
    if (meaningKey(a) === meaningKey(b) && !refersToRoot(a)) return [];
    const key = `${this.#id(a)} ${this.#id(b)}`;
    // Recursive schemas count as equal unless another part differs.
    if (this.#open.has(key)) return [];
    if (++this.#pairs > MOST_PAIRS || this.#open.size > DEEPEST)
      throw new TooComplex('it is too large');
    this.#open.add(key);
    try {
      const fromAlternatives = this.#alternatives(a, this.fromRoot);
      const toAlternatives = this.#alternatives(b, this.toRoot);
      const rejectedValues = fromAlternatives
        .flatMap((alternative) => ('values' in alternative ? alternative.values : []))
        .filter((value) => !this.#accepts(b, toAlternatives, value));
      const moreText = rejectedValues.length > 3 ? ` and ${rejectedValues.length - 3} more` : '';
      const values = valueList(rejectedValues, 3);
      return [
        ...(rejectedValues.length > 0 ? [this.#refusal(path, values + moreText)] : []),
        ...fromAlternatives.flatMap((alternative) =>
          'values' in alternative ? [] : this.#alternative(alternative, toAlternatives, path),
        ),
      ];
    } finally {
      this.#open.delete(key);
    }
  }

  #id(schema: Schema): number | boolean {
    if (typeof schema === 'boolean') return schema;
    const id = this.#ids.get(schema) ?? this.#ids.size;
    this.#ids.set(schema, id);
    return id;
  }

  #accepts(b: Schema, toAlternatives: readonly Alternative[], value: unknown): boolean {
    // Values alone do not decide, because `not` or `oneOf` beside them may exclude some. Formats
    // are not checked here.
    const isPossible = toAlternatives.some((alternative) =>
      'values' in alternative
        ? alternative.values.some((candidate) => canonical(candidate) === canonical(value))
        : alternative.type === typeOf(value) && alternative.of.format === undefined,
    );
    return isPossible && this.#valid(this.toRoot, b, value);
  }

  #alternative(
    unboundedAlternative: Unbounded,
    toAlternatives: readonly Alternative[],
    path: string,
  ): ChangeReason[] {
    let best: ChangeReason[] | undefined;
    for (const candidate of toAlternatives) {
      if ('values' in candidate || candidate.type !== unboundedAlternative.type) continue;
      const mark = this.harmless.length;
      const reasons = this.#sameType(unboundedAlternative, candidate, path);
      if (reasons.length === 0) return [];
      this.harmless.length = mark;
      if (!best || reasons.length < best.length) best = reasons;
    }
    if (best) return best;
    const values = toAlternatives
      .flatMap((candidate) => ('values' in candidate ? candidate.values : []))
      .filter((value) => typeOf(value) === unboundedAlternative.type);

    const type = unboundedAlternative.isInteger ? 'integer' : unboundedAlternative.type;
    const article = `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
    return [
      this.#refusal(
        path,
        values.length > 0 ? `${article} other than ${valueList(values, 4)}` : article,
      ),
    ];
  }

  #sameType(a: Unbounded, b: Unbounded, path: string): ChangeReason[] {
    const pair = [a.of, b.of] as const;
    const differs = this.#differing(a, b, path);
    switch (a.type) {
      case 'string': {
        const words = ['pattern', 'format', 'contentEncoding', 'contentMediaType'];
        return [
          ...differs,
          ...this.#bounds('Length', pair, path),
          ...this.#equal(words, pair, path),
        ];
      }
      case 'number':
        return [...differs, ...this.#numbers(a, b, path)];
      case 'array':
        return [...differs, ...this.#bounds('Items', pair, path), ...this.#items(a.of, b.of, path)];
      case 'object':
        return [
          ...differs,
          ...this.#bounds('Properties', pair, path),
          ...this.#members(a.of, b.of, path),
        ];
    }
  }

  /**
   * Keywords that are not compared. Another value is a reason, and so is a removed keyword, unless
   * it was a restriction.
   */
  #differing(a: Unbounded, b: Unbounded, path: string): ChangeReason[] {
    const allKeywords = new Set([...Object.keys(a.of), ...Object.keys(b.of)]);
    return [...allKeywords].flatMap((word) => {
      const owner = OWNERS.get(word);
      const isIgnored =
        COMPARED.has(word) || ANNOTATIONS.has(word) || (owner !== undefined && owner !== a.type);
      const [ownValue, otherValue] = [a.of[word], b.of[word]];
      const isGone =
        otherValue === undefined && (RESTRICTIONS.has(word) || !isMeantForOthers(word));
      if (
        isIgnored ||
        isGone ||
        meaningKey({ [word]: ownValue }) === meaningKey({ [word]: otherValue })
      )
        return [];
      const sentence = `${this.#subject(path)}: "${word}" has changed, which cannot be compared.`;
      return [{ path, sentence }];
    });
  }

  #equal(
    words: readonly string[],
    pair: readonly [Keywords, Keywords],
    path: string,
  ): ChangeReason[] {
    const [firstKeywords, into] = pair;
    return words.flatMap((keyword) =>
      into[keyword] === undefined || into[keyword] === firstKeywords[keyword]
        ? []
        : [this.#keyword(path, keyword, [firstKeywords[keyword], into[keyword]])],
    );
  }

  #bounds(
    suffix: string,
    [firstKeywords, into]: readonly [Keywords, Keywords],
    path: string,
  ): ChangeReason[] {
    const [min, max] = [`min${suffix}`, `max${suffix}`];
    const isShorter = Number(into[min] ?? 0) > Number(firstKeywords[min] ?? 0);
    const isLonger = Number(into[max] ?? Infinity) < Number(firstKeywords[max] ?? Infinity);
    return [
      ...(isShorter ? [this.#keyword(path, min, [firstKeywords[min], into[min]])] : []),
      ...(isLonger ? [this.#keyword(path, max, [firstKeywords[max], into[max]])] : []),
    ];
  }

  #numbers(a: Unbounded, b: Unbounded, path: string): ChangeReason[] {
    const [firstKeywords, into] = [a.of, b.of];
    const isWhole = a.isInteger || Number.isInteger(firstKeywords.multipleOf);
    const reasons = b.isInteger && !isWhole ? [this.#refusal(path, 'a number with decimals')] : [];
    for (const [side, word] of [
      [1, 'minimum'],
      [-1, 'maximum'],
    ] as const) {
      const [ownBound, otherBound] = [
        boundOf(firstKeywords, side, isWhole),
        boundOf(into, side, isWhole),
      ];
      const isTighter =
        side * otherBound.at > side * ownBound.at ||
        (otherBound.at === ownBound.at && otherBound.isOpen && !ownBound.isOpen);
      if (isTighter)
        reasons.push(this.#keyword(path, word, [boundText(ownBound), boundText(otherBound)]));
    }
    const step = into.multipleOf as number | undefined;
    const divisor =
      (firstKeywords.multipleOf as number | undefined) ?? (a.isInteger ? 1 : undefined);
    if (step !== undefined && !(divisor !== undefined && Number.isInteger(divisor / step)))
      reasons.push(this.#keyword(path, 'multipleOf', [divisor, step]));
    return [...reasons, ...this.#equal(['format'], [firstKeywords, into], path)];
  }

  #items(firstKeywords: Keywords, into: Keywords, path: string): ChangeReason[] {
    const reasons: ChangeReason[] = [];
    if (into.uniqueItems === true && firstKeywords.uniqueItems !== true)
      reasons.push(this.#keyword(path, 'uniqueItems', [firstKeywords.uniqueItems, true]));
    const prefix = (schema: Keywords) => (schema.prefixItems ?? []) as Schema[];
    const item = (schema: Keywords, index: number) =>
      (prefix(schema)[index] ?? schema.items ?? true) as Schema;
    const length = Math.max(prefix(firstKeywords).length, prefix(into).length);
    const longest = Number(firstKeywords.maxItems ?? Infinity);
    for (let index = 0; index < Math.min(length, longest); index++)
      reasons.push(
        ...this.#whyNot(item(firstKeywords, index), item(into, index), `${path}[${index}]`),
      );
    if (longest > length)
      reasons.push(...this.#whyNot(item(firstKeywords, length), item(into, length), `${path}[]`));
    return reasons;
  }

  /**
   * Compares members of objects. As sets of values, a new member of a closed result, or an argument
   * that leaves an open list, would be the opposite of what callers notice, so the presence of a
   * member is judged by side.
   */
  #members(a: Keywords, b: Keywords, path: string): ChangeReason[] {
    const memberPath = (name: string) => (path === '' ? name : `${path}.${name}`);
    const reasons = this.#presence(a, b, memberPath);
    const [rest, otherRest] = [restOf(a), restOf(b)];
    if (rest !== false && otherRest === false) this.#closed(path, reasons);
    else if (rest !== false) reasons.push(...this.#whyNot(rest, otherRest, memberPath('*')));
    const [ownMembers, otherMembers] = [membersOf(a), membersOf(b)];
    for (const [name, schema] of Object.entries(ownMembers)) {
      const otherMember = Object.hasOwn(otherMembers, name) ? otherMembers[name] : undefined;
      if (otherMember === undefined) continue;
      reasons.push(...this.#whyNot(schema, otherMember, memberPath(name)));
      this.#default([schema, otherMember], requiredOf(a).has(name), memberPath(name), reasons);
    }
    return reasons;
  }

  /** The object of the second schema has no further members. */
  #closed(path: string, reasons: ChangeReason[]): void {
    const { side, from: version } = this.direction;
    if (side === 'input') reasons.push(this.#refusal(path, 'further members'));
    else {
      const verb = version === 'new' ? 'may have' : 'no longer has';
      this.harmless.push({ path, sentence: `${this.#subject(path)} ${verb} further members.` });
    }
  }

  #presence(a: Keywords, b: Keywords, pathOfMember: (name: string) => string): ChangeReason[] {
    const { side, from: version } = this.direction;
    const [ownMembers, otherMembers] = [membersOf(a), membersOf(b)];
    const reasons: ChangeReason[] = [];
    const isListed = (members: object, name: string) => Object.hasOwn(members, name);
    const report = (name: string, predicate: string) =>
      reasons.push({
        path: pathOfMember(name),
        sentence: `${this.#subject(pathOfMember(name))} ${predicate}.`,
      });
    for (const name of requiredOf(b)) {
      if (requiredOf(a).has(name)) continue;
      if (isListed(ownMembers, name) && side === 'input')
        report(name, version === 'old' ? 'is required' : 'is optional');
      else if (isListed(ownMembers, name))
        report(name, version === 'old' ? 'is always present' : 'can be absent');
      else if (side === 'input' && version === 'old')
        reasons.push({
          path: pathOfMember(name),
          sentence: `The required argument "${pathOfMember(name)}" is new.`,
        });
      // Only the older schema of a result required this member, without describing it.
      else if (side === 'output' && version === 'new' && !isListed(otherMembers, name))
        report(name, 'can be absent');
    }
    for (const name of Object.keys(ownMembers)) {
      if (isListed(otherMembers, name) || side === 'output') continue;
      if (version === 'old') report(name, 'was removed');
      else {
        const kind = requiredOf(a).has(name) ? 'required' : 'optional';
        reasons.push({
          path: pathOfMember(name),
          sentence: `The ${kind} argument "${pathOfMember(name)}" is new.`,
        });
      }
    }
    for (const name of Object.keys(otherMembers))
      if (!isListed(ownMembers, name) && side === 'output')
        report(name, version === 'new' ? 'was removed' : 'is new');
    return reasons;
  }

  /**
   * Compares defaults. Servers use them, so a call without the argument means something else; a
   * required argument was in each call.
   */
  #default(
    [schema, otherSchema]: readonly [Schema, Schema],
    isRequired: boolean,
    path: string,
    reasons: ChangeReason[],
  ): void {
    const { side, from: version } = this.direction;
    if (side === 'output' || version === 'new') return;
    const pair = [defaultOf(schema, this.fromRoot), defaultOf(otherSchema, this.toRoot)] as const;
    if (canonical(pair[0]) === canonical(pair[1])) return;
    (isRequired ? this.harmless : reasons).push(this.#keyword(path, 'default', pair));
  }

  #alternatives(schema: Schema, root: Schema, depth = 0): Alternative[] {
    if (schema === false) return [];
    if (depth > DEEPEST) throw new TooComplex('it is too deep');
    const keywordSchema: Keywords = schema === true ? {} : schema;
    if (typeof keywordSchema.$ref === 'string') {
      const target = targetOf(keywordSchema.$ref, root);
      return this.#alternatives(
        conjunction(target, omit(keywordSchema, ['$ref'])),
        root,
        depth + 1,
      );
    }
    if (Array.isArray(keywordSchema.allOf)) {
      const parts = (keywordSchema.allOf as Schema[]).map((branch) =>
        withoutReference(branch, root),
      );
      const siblings: Schema = omit(keywordSchema, ['allOf']);
      const joint = parts.reduce<Schema>(
        (joinedSchema, branch) => conjunction(joinedSchema, branch),
        siblings,
      );
      return this.#alternatives(joint, root, depth + 1);
    }
    for (const word of ['anyOf', 'oneOf'] as const)
      if (Array.isArray(keywordSchema[word]))
        return this.#branches(keywordSchema, word, root, depth);
    const values = 'const' in keywordSchema ? [keywordSchema.const] : keywordSchema.enum;
    if (!Array.isArray(values)) return this.#types(keywordSchema, root);
    const rest = omit(keywordSchema, 'const' in keywordSchema ? ['const'] : ['enum']);
    return [{ values: values.filter((value) => this.#valid(root, rest, value)) }];
  }

  #branches(schema: Keywords, word: 'anyOf' | 'oneOf', root: Schema, depth: number): Alternative[] {
    const branches = (schema[word] as Schema[]).map((branch) => withoutReference(branch, root));
    const siblings = omit(schema, [word]);
    // Values that match two branches of `oneOf` are invalid. If that may happen, only an equal
    // `oneOf` is comparable.
    const guard =
      word === 'oneOf' && !areDisjoint(branches)
        ? { 'overlapping oneOf': canonical(branches) }
        : {};
    const allAlternatives = branches.flatMap((branch) =>
      this.#alternatives(conjunction(conjunction(branch, siblings), guard), root, depth + 1),
    );
    if (allAlternatives.length > MOST_ALTERNATIVES)
      throw new TooComplex('it has too many alternatives');
    return allAlternatives;
  }

  #types(schema: Keywords, root: Schema): Alternative[] {
    const types = [
      schema.type ?? ['null', 'boolean', 'number', 'string', 'array', 'object'],
    ].flat();
    return types.flatMap((type): Alternative[] => {
      const values = type === 'null' ? [null] : type === 'boolean' ? [false, true] : undefined;
      if (values) return [{ values: values.filter((value) => this.#valid(root, schema, value)) }];
      if (type === 'integer')
        return types.includes('number') ? [] : [{ type: 'number', isInteger: true, of: schema }];
      return [{ type: type as InfiniteType, isInteger: false, of: schema }];
    });
  }
}

/** Keywords without which a schema may accept less, or for other software, such as `x-mcp-header`. */
const isMeantForOthers = (word: string): boolean =>
  word.startsWith('x-') || OWNERS.has(word) || word.startsWith('$');

/** The first values of a list as text. */
const valueList = (values: readonly unknown[], maximum: number) =>
  values
    .slice(0, maximum)
    .map((value) => JSON.stringify(value))
    .join(', ');

const requiredOf = (schema: Keywords) => new Set((schema.required ?? []) as string[]);

const textOf = (value: unknown) => (value === undefined ? 'not set' : JSON.stringify(value));

interface NumberBound {
  at: number;
  isOpen: boolean;
}

const boundText = ({ at: limit, isOpen }: NumberBound) =>
  Number.isFinite(limit) ? (isOpen ? `exclusive ${limit}` : limit) : undefined;

const LOWER = ['minimum', 'exclusiveMinimum'];
const UPPER = ['maximum', 'exclusiveMaximum'];

/** A bound of numbers. @param side 1 for the lower bound, -1 for the upper one */
function boundOf(schema: Keywords, side: 1 | -1, isWhole: boolean): NumberBound {
  const boundKeywords = side === 1 ? LOWER : UPPER;
  const [closedBound, open] = boundKeywords.map((word) =>
    Number(schema[word] ?? -side * Infinity),
  ) as [number, number];
  const roundInward = (value: number) => side * Math.ceil(side * value);
  if (isWhole) {
    const nextInteger = Number.isInteger(open) ? open + side : roundInward(open);
    return {
      at: side * Math.max(side * roundInward(closedBound), side * nextInteger),
      isOpen: false,
    };
  }
  return side * open >= side * closedBound
    ? { at: open, isOpen: Number.isFinite(open) }
    : { at: closedBound, isOpen: false };
}
