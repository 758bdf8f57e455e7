import { objectOrEmpty } from '../../runtime/src/utils/is-object.js';
import { schemaCheck } from '../../runtime/src/utils/schema-check.js';
import { omit } from '../model/json-schema/subschemas.js';
import {
  additionalSchema,
  ANNOTATIONS,
  areDisjoint,
  canonicalJson,
  comparableIntersection,
  jsonTypeOf,
  type Keywords,
  meaningKey,
  propertySchemas,
  referencedSchema,
  refersToRoot,
  type Schema,
  schemaDefault,
  UnknownReferenceError,
  upgradeSchema,
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
 * Returns the differences between two schemas of arguments or of a result that matter to callers.
 * Differences that cannot be compared, such as another `pattern`, are major, so that no breaking
 * change gets a lower level.
 */
export function schemaChanges(previous: Schema, current: Schema, side: SchemaSide): SchemaChange[] {
  if (canonicalJson(previous) === canonicalJson(current)) return [];
  const [previousSchema, currentSchema] = [upgradeSchema(previous), upgradeSchema(current)];
  const patch = (sentence: string): SchemaChange[] => [{ level: 'patch', path: '', sentence }];
  const subject = side === 'input' ? 'arguments' : 'result';
  if (meaningKey(previousSchema) === meaningKey(currentSchema) && !refersToRoot(previousSchema))
    return patch(`Texts of the ${subject} have changed.`);
  const forward = new SchemaComparison(previousSchema, currentSchema, {
    side,
    version: 'previous',
  });
  const backward = new SchemaComparison(currentSchema, previousSchema, {
    side,
    version: 'current',
  });
  const [removals, additions] = [forward.reasons(), backward.reasons()];
  const [breakingReasons, easingReasons] =
    side === 'input' ? [removals, additions] : [additions, removals];
  const withLevel =
    (level: SchemaChange['level']) =>
    (reason: ChangeReason): SchemaChange => ({ level, ...reason });
  const allChanges = [
    ...breakingReasons.map(withLevel('major')),
    ...[...easingReasons, ...forward.harmless, ...backward.harmless].map(withLevel('minor')),
  ];
  // Several pairs of branches can have one reason; the first of a sentence has the highest level.
  const sentences = allChanges.map(({ sentence }) => sentence);
  const changes = allChanges.filter(({ sentence }, index) => sentences.indexOf(sentence) === index);
  return changes.length > 0 ? changes : patch(`The schema of the ${subject} is written otherwise.`);
}

/** The side that is compared, and the version of the source. The presence of a member is judged by side. */
interface ComparisonDirection {
  side: SchemaSide;
  version: 'previous' | 'current';
}

type ChangeReason = Omit<SchemaChange, 'level'>;

const KEYWORDS = {
  string: ['minLength', 'maxLength', 'pattern', 'format', 'contentEncoding', 'contentMediaType'],
  number: 'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf format'.split(' '),
  array: ['minItems', 'maxItems', 'uniqueItems', 'items', 'prefixItems'],
  object: ['properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties'],
};
type InfiniteType = keyof typeof KEYWORDS;
const COMPARED_KEYWORDS = new Set([
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

/** Stands for a keyword: the branches of a `oneOf`, if a value can match several of them. */
const OVERLAPPING = 'oneOf with overlapping branches';

/** Some values, or all values of a type that match keywords. */
type Alternative = { values: unknown[] } | Unbounded;
interface Unbounded {
  type: InfiniteType;
  isInteger: boolean;
  keywords: Keywords;
}

const MAX_ALTERNATIVES = 200;
const MAX_PAIRS = 20_000;
const MAX_DEPTH = 60;
class TooComplexError extends Error {}

/** Searches for values of a source schema that a target schema may reject. */
class SchemaComparison {
  /** Differences that break no caller in either direction. */
  readonly harmless: ChangeReason[] = [];
  readonly #open = new Set<string>();
  readonly #ids = new Map<object, number>();
  readonly #valid: (root: Schema, part: Schema, value: unknown) => boolean;
  #pairs = 0;

  constructor(
    readonly sourceRoot: Schema,
    readonly targetRoot: Schema,
    readonly direction: ComparisonDirection,
  ) {
    const checks = new Map([sourceRoot, targetRoot].map((root) => [root, schemaCheck(root)]));
    this.#valid = (root, part, value) => checks.get(root)?.(value, part).length === 0;
  }

  reasons(): ChangeReason[] {
    try {
      return this.#whyNot(this.sourceRoot, this.targetRoot, '');
    } catch (error) {
      const isKnown = error instanceof TooComplexError || error instanceof UnknownReferenceError;
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

  /** Returns the values of the source that the target rejects. */
  #refusal(path: string, values: string): ChangeReason {
    const { side, version } = this.direction;
    const phrases =
      side === 'input'
        ? { previous: 'no longer accepts', current: 'also accepts' }
        : { previous: 'is no longer', current: 'may also be' };
    return { path, sentence: `${this.#subject(path)} ${phrases[version]} ${values}.` };
  }

  #keyword(
    path: string,
    word: string,
    [sourceValue, targetValue]: readonly [unknown, unknown],
  ): ChangeReason {
    const [previousValue, currentValue] =
      this.direction.version === 'previous'
        ? [sourceValue, targetValue]
        : [targetValue, sourceValue];
    const sentence = `${this.#subject(path)}: "${word}" is ${keywordText(currentValue)}, was ${keywordText(previousValue)}.`;
    return { path, sentence };
  }

  #whyNot(source: Schema, target: Schema, path: string): ChangeReason[] {
    if (meaningKey(source) === meaningKey(target) && !refersToRoot(source)) return [];
    const key = `${this.#id(source)} ${this.#id(target)}`;
    // Recursive schemas count as equal unless another part differs.
    if (this.#open.has(key)) return [];
    if (++this.#pairs > MAX_PAIRS || this.#open.size > MAX_DEPTH)
      throw new TooComplexError('it is too large');
    this.#open.add(key);
    try {
      const sourceAlternatives = this.#alternatives(source, this.sourceRoot);
      const targetAlternatives = this.#alternatives(target, this.targetRoot);
      const rejectedValues = sourceAlternatives
        .flatMap((alternative) => ('values' in alternative ? alternative.values : []))
        .filter((value) => !this.#accepts(target, targetAlternatives, value));
      const moreText = rejectedValues.length > 3 ? ` and ${rejectedValues.length - 3} more` : '';
      const values = valueList(rejectedValues, 3);
      return [
        ...(rejectedValues.length > 0 ? [this.#refusal(path, values + moreText)] : []),
        ...sourceAlternatives.flatMap((alternative) =>
          'values' in alternative
            ? []
            : this.#alternative(alternative, sourceAlternatives, targetAlternatives, path),
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

  #accepts(target: Schema, targetAlternatives: readonly Alternative[], value: unknown): boolean {
    // Values alone do not decide, because `not` or `oneOf` beside them may exclude some. Formats
    // are not checked here.
    const isPossible = targetAlternatives.some((alternative) =>
      'values' in alternative
        ? alternative.values.some((candidate) => canonicalJson(candidate) === canonicalJson(value))
        : alternative.type === jsonTypeOf(value) && alternative.keywords.format === undefined,
    );
    return isPossible && this.#valid(this.targetRoot, target, value);
  }

  #alternative(
    unboundedAlternative: Unbounded,
    sourceAlternatives: readonly Alternative[],
    targetAlternatives: readonly Alternative[],
    path: string,
  ): ChangeReason[] {
    const ofType = (alternatives: readonly Alternative[]) =>
      alternatives.flatMap((candidate) =>
        'type' in candidate && candidate.type === unboundedAlternative.type ? [candidate] : [],
      );
    const candidates = ofType(targetAlternatives);
    const { keywords } = unboundedAlternative;
    let best: { reasons: ChangeReason[]; distance: number } | undefined;
    for (const candidate of candidates) {
      const mark = this.harmless.length;
      const reasons = this.#sameType(unboundedAlternative, candidate, path);
      if (reasons.length === 0) return [];
      this.harmless.length = mark;
      const distance = differentMembers(keywords, candidate.keywords);
      const isCloser =
        !best ||
        distance < best.distance ||
        (distance === best.distance && reasons.length < best.reasons.length);
      if (isCloser) best = { reasons, distance };
    }
    const isBranch = candidates.length > 1 || ofType(sourceAlternatives).length > 1;
    const isAnotherKind =
      isBranch && candidates.every((candidate) => isOtherKind(keywords, candidate.keywords));
    if (best && isAnotherKind) return [this.#refusal(path, kindText(keywords))];
    if (best) return best.reasons;
    const values = targetAlternatives
      .flatMap((candidate) => ('values' in candidate ? candidate.values : []))
      .filter((value) => jsonTypeOf(value) === unboundedAlternative.type);

    const type = unboundedAlternative.isInteger ? 'integer' : unboundedAlternative.type;
    const article = `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;
    return [
      this.#refusal(
        path,
        values.length > 0 ? `${article} other than ${valueList(values, 4)}` : article,
      ),
    ];
  }

  #sameType(source: Unbounded, target: Unbounded, path: string): ChangeReason[] {
    const pair = [source.keywords, target.keywords] as const;
    const differs = this.#differing(source, target, path);
    switch (source.type) {
      case 'string': {
        const words = ['pattern', 'format', 'contentEncoding', 'contentMediaType'];
        return [
          ...differs,
          ...this.#bounds('Length', pair, path),
          ...this.#equal(words, pair, path),
        ];
      }
      case 'number':
        return [...differs, ...this.#numbers(source, target, path)];
      case 'array':
        return [
          ...differs,
          ...this.#bounds('Items', pair, path),
          ...this.#items(source.keywords, target.keywords, path),
        ];
      case 'object':
        return [
          ...differs,
          ...this.#bounds('Properties', pair, path),
          ...this.#members(source.keywords, target.keywords, path),
        ];
    }
  }

  /**
   * Returns keywords that are not compared. Another value is a reason, and so is a removed keyword,
   * unless it was a restriction.
   */
  #differing(source: Unbounded, target: Unbounded, path: string): ChangeReason[] {
    const allKeywords = new Set([...Object.keys(source.keywords), ...Object.keys(target.keywords)]);
    return [...allKeywords].flatMap((word) => {
      const owner = OWNERS.get(word);
      const isIgnored =
        COMPARED_KEYWORDS.has(word) ||
        ANNOTATIONS.has(word) ||
        (owner !== undefined && owner !== source.type);
      const [sourceValue, targetValue] = [source.keywords[word], target.keywords[word]];
      const isGone =
        targetValue === undefined && (RESTRICTIONS.has(word) || !isMeantForOthers(word));
      if (
        isIgnored ||
        isGone ||
        meaningKey({ [word]: sourceValue }) === meaningKey({ [word]: targetValue })
      )
        return [];
      if (word === OVERLAPPING && sourceValue === undefined)
        return [this.#refusal(path, 'a value that matches several branches')];
      const sentence = `${this.#subject(path)}: "${word}" has changed, which cannot be compared.`;
      return [{ path, sentence }];
    });
  }

  #equal(
    words: readonly string[],
    pair: readonly [Keywords, Keywords],
    path: string,
  ): ChangeReason[] {
    const [source, target] = pair;
    return words.flatMap((keyword) =>
      target[keyword] === undefined || target[keyword] === source[keyword]
        ? []
        : [this.#keyword(path, keyword, [source[keyword], target[keyword]])],
    );
  }

  #bounds(
    suffix: string,
    [source, target]: readonly [Keywords, Keywords],
    path: string,
  ): ChangeReason[] {
    const [min, max] = [`min${suffix}`, `max${suffix}`];
    const hasHigherMinimum = Number(target[min] ?? 0) > Number(source[min] ?? 0);
    const hasLowerMaximum = Number(target[max] ?? Infinity) < Number(source[max] ?? Infinity);
    return [
      ...(hasHigherMinimum ? [this.#keyword(path, min, [source[min], target[min]])] : []),
      ...(hasLowerMaximum ? [this.#keyword(path, max, [source[max], target[max]])] : []),
    ];
  }

  #numbers(source: Unbounded, target: Unbounded, path: string): ChangeReason[] {
    const pair = [source.keywords, target.keywords] as const;
    const [sourceKeywords, targetKeywords] = pair;
    const isWhole = source.isInteger || Number.isInteger(sourceKeywords.multipleOf);
    const reasons =
      target.isInteger && !isWhole ? [this.#refusal(path, 'a number with decimals')] : [];
    for (const [side, word] of [
      [1, 'minimum'],
      [-1, 'maximum'],
    ] as const) {
      const [sourceBound, targetBound] = [
        numberBound(sourceKeywords, side, isWhole),
        numberBound(targetKeywords, side, isWhole),
      ];
      const isTighter =
        side * targetBound.limit > side * sourceBound.limit ||
        (targetBound.limit === sourceBound.limit && targetBound.isOpen && !sourceBound.isOpen);
      if (isTighter)
        reasons.push(this.#keyword(path, word, [boundText(sourceBound), boundText(targetBound)]));
    }
    const step = targetKeywords.multipleOf as number | undefined;
    const divisor =
      (sourceKeywords.multipleOf as number | undefined) ?? (source.isInteger ? 1 : undefined);
    if (step !== undefined && !(divisor !== undefined && Number.isInteger(divisor / step)))
      reasons.push(this.#keyword(path, 'multipleOf', [divisor, step]));
    return [...reasons, ...this.#equal(['format'], pair, path)];
  }

  #items(source: Keywords, target: Keywords, path: string): ChangeReason[] {
    const reasons: ChangeReason[] = [];
    if (target.uniqueItems === true && source.uniqueItems !== true)
      reasons.push(this.#keyword(path, 'uniqueItems', [source.uniqueItems, true]));
    const prefix = (schema: Keywords) => (schema.prefixItems ?? []) as Schema[];
    const item = (schema: Keywords, index: number) =>
      (prefix(schema)[index] ?? schema.items ?? true) as Schema;
    const length = Math.max(prefix(source).length, prefix(target).length);
    const longest = Number(source.maxItems ?? Infinity);
    for (let index = 0; index < Math.min(length, longest); index++)
      reasons.push(...this.#whyNot(item(source, index), item(target, index), `${path}[${index}]`));
    if (longest > length)
      reasons.push(...this.#whyNot(item(source, length), item(target, length), `${path}[]`));
    return reasons;
  }

  /**
   * Compares members of objects. As sets of values, a new member of a closed result, or an argument
   * that leaves an open list, would be the opposite of what callers notice, so the presence of a
   * member is judged by side.
   */
  #members(source: Keywords, target: Keywords, path: string): ChangeReason[] {
    const memberPath = (name: string) => (path === '' ? name : `${path}.${name}`);
    const reasons = this.#presence(source, target, memberPath);
    const [sourceRest, targetRest] = [additionalSchema(source), additionalSchema(target)];
    if (sourceRest !== false && targetRest === false) this.#closed(path, reasons);
    else if (sourceRest !== false)
      reasons.push(...this.#whyNot(sourceRest, targetRest, memberPath('*')));
    const [sourceMembers, targetMembers] = [propertySchemas(source), propertySchemas(target)];
    for (const [name, schema] of Object.entries(sourceMembers)) {
      const targetMember = Object.hasOwn(targetMembers, name) ? targetMembers[name] : undefined;
      if (targetMember === undefined) continue;
      reasons.push(...this.#whyNot(schema, targetMember, memberPath(name)));
      this.#default(
        [schema, targetMember],
        requiredNames(source).has(name),
        memberPath(name),
        reasons,
      );
    }
    return reasons;
  }

  /** Reports members of the source that the target, an object without further members, rejects. */
  #closed(path: string, reasons: ChangeReason[]): void {
    const { side, version } = this.direction;
    if (side === 'input') reasons.push(this.#refusal(path, 'further members'));
    else {
      const verb = version === 'current' ? 'may have' : 'no longer has';
      this.harmless.push({ path, sentence: `${this.#subject(path)} ${verb} further members.` });
    }
  }

  #presence(
    source: Keywords,
    target: Keywords,
    pathOfMember: (name: string) => string,
  ): ChangeReason[] {
    const { side, version } = this.direction;
    const [sourceMembers, targetMembers] = [propertySchemas(source), propertySchemas(target)];
    const reasons: ChangeReason[] = [];
    const isListed = (members: object, name: string) => Object.hasOwn(members, name);
    const report = (name: string, predicate: string) =>
      reasons.push({
        path: pathOfMember(name),
        sentence: `${this.#subject(pathOfMember(name))} ${predicate}.`,
      });
    for (const name of requiredNames(target)) {
      if (requiredNames(source).has(name)) continue;
      if (isListed(sourceMembers, name) && side === 'input')
        report(name, version === 'previous' ? 'is required' : 'is optional');
      else if (isListed(sourceMembers, name))
        report(name, version === 'previous' ? 'is always present' : 'can be absent');
      else if (side === 'input' && version === 'previous')
        reasons.push({
          path: pathOfMember(name),
          sentence: `The required argument "${pathOfMember(name)}" is new.`,
        });
      // Only the older schema of a result required this member, without describing it.
      else if (side === 'output' && version === 'current' && !isListed(targetMembers, name))
        report(name, 'can be absent');
    }
    for (const name of Object.keys(sourceMembers)) {
      if (isListed(targetMembers, name) || side === 'output') continue;
      if (version === 'previous') report(name, 'was removed');
      else {
        const kind = requiredNames(source).has(name) ? 'required' : 'optional';
        reasons.push({
          path: pathOfMember(name),
          sentence: `The ${kind} argument "${pathOfMember(name)}" is new.`,
        });
      }
    }
    for (const name of Object.keys(targetMembers))
      if (!isListed(sourceMembers, name) && side === 'output')
        report(name, version === 'current' ? 'was removed' : 'is new');
    return reasons;
  }

  /**
   * Compares defaults. Servers use them, so a call without the argument means something else; a
   * required argument was in each call.
   */
  #default(
    [source, target]: readonly [Schema, Schema],
    isRequired: boolean,
    path: string,
    reasons: ChangeReason[],
  ): void {
    const { side, version } = this.direction;
    if (side === 'output' || version === 'current') return;
    const pair = [
      schemaDefault(source, this.sourceRoot),
      schemaDefault(target, this.targetRoot),
    ] as const;
    if (canonicalJson(pair[0]) === canonicalJson(pair[1])) return;
    (isRequired ? this.harmless : reasons).push(this.#keyword(path, 'default', pair));
  }

  #alternatives(schema: Schema, root: Schema, depth = 0): Alternative[] {
    if (schema === false) return [];
    if (depth > MAX_DEPTH) throw new TooComplexError('it is too deep');
    const keywordSchema: Keywords = schema === true ? {} : schema;
    if (typeof keywordSchema.$ref === 'string') {
      const target = referencedSchema(keywordSchema.$ref, root);
      return this.#alternatives(
        comparableIntersection(target, omit(keywordSchema, ['$ref'])),
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
        (joinedSchema, branch) => comparableIntersection(joinedSchema, branch),
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
      word === 'oneOf' && !areDisjoint(branches) ? { [OVERLAPPING]: canonicalJson(branches) } : {};
    const allAlternatives = branches.flatMap((branch) =>
      this.#alternatives(
        comparableIntersection(comparableIntersection(branch, siblings), guard),
        root,
        depth + 1,
      ),
    );
    if (allAlternatives.length > MAX_ALTERNATIVES)
      throw new TooComplexError('it has too many alternatives');
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
        return types.includes('number')
          ? []
          : [{ type: 'number', isInteger: true, keywords: schema }];
      return [{ type: type as InfiniteType, isInteger: false, keywords: schema }];
    });
  }
}

/**
 * Returns whether a schema without the keyword may accept less, or may change what other software
 * does, such as `x-mcp-header`.
 */
const isMeantForOthers = (word: string): boolean =>
  word.startsWith('x-') || OWNERS.has(word) || word.startsWith('$');

const valueList = (values: readonly unknown[], maximum: number) =>
  values
    .slice(0, maximum)
    .map((value) => JSON.stringify(value))
    .join(', ');

const requiredNames = (schema: Keywords) => new Set((schema.required ?? []) as string[]);

/** Returns how many members only one of the schemas lists. */
function differentMembers(a: Keywords, b: Keywords): number {
  const isShared = (name: string) =>
    Object.hasOwn(propertySchemas(a), name) && Object.hasOwn(propertySchemas(b), name);
  return [a, b]
    .flatMap((schema) => Object.keys(propertySchemas(schema)))
    .filter((name) => !isShared(name)).length;
}

/** Returns the required members of an object that have only one value, by which its kind is recognized. */
const constantMembers = (schema: Keywords): Map<string, unknown> =>
  new Map(
    [...requiredNames(schema)].flatMap((name) => {
      const { const: constant, enum: values = [constant] } = objectOrEmpty(
        propertySchemas(schema)[name],
      );
      const [value, ...others] = values as unknown[];
      return value === undefined || others.length > 0 ? [] : [[name, value]];
    }),
  );

/**
 * Returns whether branches describe different kinds of objects, so that one is not a change of the
 * other: a member has another constant, or one lists no member that the other one requires.
 */
function isOtherKind(branch: Keywords, otherBranch: Keywords): boolean {
  const names = [...requiredNames(branch)];
  const otherConstants = constantMembers(otherBranch);
  const hasOtherConstant = [...constantMembers(branch)].some(
    ([name, value]) =>
      otherConstants.has(name) && canonicalJson(otherConstants.get(name)) !== canonicalJson(value),
  );
  const isUnlisted = (name: string) => !Object.hasOwn(propertySchemas(otherBranch), name);
  return hasOtherConstant || (names.length > 0 && names.every(isUnlisted));
}

/** Returns what distinguishes an object of a kind: its constants, or else the names of its required members. */
function kindText(branch: Keywords): string {
  const constants = [...constantMembers(branch)].map(
    ([name, value]) => `"${name}": ${JSON.stringify(value)}`,
  );
  const names = [...requiredNames(branch)].map((name) => `"${name}"`);
  return `an object with ${(constants.length > 0 ? constants : names).join(', ')}`;
}

const keywordText = (value: unknown) => (value === undefined ? 'not set' : JSON.stringify(value));

interface NumberBound {
  limit: number;
  isOpen: boolean;
}

const boundText = ({ limit, isOpen }: NumberBound) =>
  Number.isFinite(limit) ? (isOpen ? `exclusive ${limit}` : limit) : undefined;

const LOWER = ['minimum', 'exclusiveMinimum'];
const UPPER = ['maximum', 'exclusiveMaximum'];

/** Returns a bound of numbers. @param side 1 for the lower bound, -1 for the upper one */
function numberBound(schema: Keywords, side: 1 | -1, isWhole: boolean): NumberBound {
  const boundKeywords = side === 1 ? LOWER : UPPER;
  const [closedBound, open] = boundKeywords.map((word) =>
    Number(schema[word] ?? -side * Infinity),
  ) as [number, number];
  const roundInward = (value: number) => side * Math.ceil(side * value);
  if (isWhole) {
    const nextInteger = Number.isInteger(open) ? open + side : roundInward(open);
    return {
      limit: side * Math.max(side * roundInward(closedBound), side * nextInteger),
      isOpen: false,
    };
  }
  return side * open >= side * closedBound
    ? { limit: open, isOpen: Number.isFinite(open) }
    : { limit: closedBound, isOpen: false };
}
