import type * as z from 'zod';
import { isBudgeted, spendSteps, TooComplexError, withinBudget } from '../../utils/check-budget.js';
import { linearPattern } from '../../utils/linear-pattern/linear-pattern.js';
import { unknownMembers } from '../../utils/unknown-members.js';
import { parseResult } from './raw-schema.js';

type Schema = z.core.$ZodType;

/** The parsed value, or the problem. */
export type ParseResult<T> =
  | { data: T; problem?: undefined; cause?: undefined }
  | { data?: undefined; problem: string; cause: unknown };

/**
 * `safeParse` of a zod schema within a budget of steps. Zod itself has no limit: it matches
 * patterns with `RegExp`, tries every alternative at every level, and collects a problem with its
 * path for each value.
 */
export function boundedParse<T extends Schema>(
  type: T,
  value: unknown,
  context: ParseContext = { error: unknownMembersIn },
): ParseResult<z.output<T>> {
  try {
    countSteps(type);
    const parse = () => (type as unknown as z.ZodType<z.output<T>>).safeParse(value, context);
    const run = context.isClosed ? parse : () => parseResult(parse);
    const { data, error } = withinBudget(value, run);
    return error ? { problem: problemText(error), cause: error } : { data: data };
  } catch (error) {
    if (error instanceof TooComplexError || isStackOverflow(error))
      return { problem: 'Too complex to check', cause: error };
    throw error;
  }
}

/** Parse context that zod passes to each part of a schema. */
interface ParseContext extends z.core.ParseContext<z.core.$ZodIssue> {
  isClosed?: boolean;
}

/**
 * Parses arguments within a budget. Unlike in plain zod, `z.object` refuses undeclared members
 * instead of dropping them.
 */
export const parseArguments = <T extends Schema>(
  type: T,
  args: unknown,
): ParseResult<z.output<T>> =>
  boundedParse(type, args, { error: unknownMembersIn, isClosed: true });

/** Returns whether a schema drops undeclared members. */
export const dropsMembers = ({ _zod: { def } }: Schema): boolean =>
  def.type === 'object' && (def as z.core.$ZodObjectDef).catchall === undefined;

const shapeOf = (type: unknown): z.core.$ZodShape =>
  isType(type) && type._zod.def.type === 'object' ? (type as z.core.$ZodObject)._zod.def.shape : {};

const unknownMembersIn: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'unrecognized_keys') return undefined;
  const shape = shapeOf(issue.inst);
  const holderOf = (name: string) =>
    Object.keys(shape).find((key) => Object.hasOwn(shapeOf(innermost(shape[key])), name));
  return unknownMembers(issue.keys, Object.keys(shape), holderOf);
};

/** Returns the inner type without optional, nullable or default wrappers. */
function innermost(type: Schema | undefined): Schema | undefined {
  const { innerType } = (type?._zod.def ?? {}) as { innerType?: Schema };
  return innerType ? innermost(innerType) : type;
}

const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError && error.message === 'Maximum call stack size exceeded';

/** Most problems that are reported for a value and for each part of it. */
const MAX_PROBLEMS = 20;
/** Longest message: one problem can name all keys of an object. */
const MAX_MESSAGE_LENGTH = 4_000;

/** Returns the problems of a value as one line, each after the path of its member. */
export function problemText({ issues }: z.core.$ZodError): string {
  const text = issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
  return text.length > MAX_MESSAGE_LENGTH ? `${text.slice(0, MAX_MESSAGE_LENGTH)}…` : text;
}

const furtherProblems = (input: unknown): z.core.$ZodRawIssue => ({
  code: 'custom',
  input,
  message: 'further problems are not listed',
});

const countedSchemas = new WeakSet<Schema>();

/** Makes a schema and all its parts count steps when `boundedParse` parses with it. */
function countSteps(type: Schema): void {
  if (countedSchemas.has(type)) return;
  countedSchemas.add(type);
  const { def, run } = type._zod;
  type._zod.run = (payload, context) => {
    if (!isBudgeted()) return run(payload, context);
    spendSteps(5);
    const value: unknown = payload.value;
    const result = run(payload, context);
    if ((context as ParseContext).isClosed && dropsMembers(type) && 'issues' in result)
      result.issues.push(...undeclaredMemberIssues(type, value));
    const { length } = 'issues' in result ? result.issues : [];
    if (length > 0) spendSteps(100); // parsing a valid value costs far less
    if (length > MAX_PROBLEMS && 'issues' in result)
      result.issues.splice(MAX_PROBLEMS, length, furtherProblems(value));
    return result;
  };
  for (const checked of [type, ...(def.checks ?? [])]) {
    const definition = checked._zod.def as { pattern?: unknown };
    if (definition.pattern instanceof RegExp && !(definition.pattern instanceof LinearRegExp))
      definition.pattern = new LinearRegExp(definition.pattern);
  }
  const isLazy = 'getter' in def && typeof def.getter === 'function';
  for (const part of isLazy ? [(type as z.core.$ZodLazy)._zod.innerType] : Object.values(def))
    for (const inner of [part, ...membersOf(part)]) if (isType(inner)) countSteps(inner);
}

/**
 * Returns the issue for undeclared members, in the form of a strict zod object: an intersection accepts
 * a member unless both of its sides report it like this.
 */
function undeclaredMemberIssues(inst: Schema, input: unknown): z.core.$ZodRawIssue[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return [];
  const shape = shapeOf(inst);
  const keys = Object.keys(input).filter((key) => !Object.hasOwn(shape, key));
  spendSteps(keys.length);
  return keys.length === 0
    ? []
    : [
        {
          code: 'unrecognized_keys',
          keys,
          input: input as Record<string, unknown>,
          inst,
          continue: true,
        },
      ];
}

/** A regular expression that runs in linear time if its pattern allows that; other patterns run as before. */
class LinearRegExp extends RegExp {
  readonly #decide: ((text: string) => boolean) | undefined;

  constructor({ source, flags }: RegExp) {
    super(source, flags);
    this.#decide = linearPattern(source, flags);
  }

  override test(text: string): boolean {
    return this.#decide ? this.#decide(text) : super.test(text);
  }
}

const membersOf = (part: unknown): readonly unknown[] =>
  typeof part === 'object' && part !== null && !isType(part) ? Object.values(part) : [];

const isType = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && '_zod' in value && 'run' in (value._zod as object);
