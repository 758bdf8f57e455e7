import type * as z from 'zod';
import { isCounted, spend, TooComplexError, withinBudget } from '../utils/check-budget.js';
import { linearPattern } from '../utils/linear-pattern.js';
import { unknownMembers } from '../utils/unknown-members.js';

type Schema = z.core.$ZodType;

/** What is parsed, or what is wrong with it. */
export type Parsed<T> =
  | { data: T; problem?: undefined; cause?: undefined }
  | { data?: undefined; problem: string; cause: unknown };

/**
 * `safeParse` of a zod schema, in steps that are counted. Zod itself has no bound: it matches patterns with `RegExp`, tries
 * each alternative of each level, and collects a problem with its path for each value.
 */
export function boundedParse<T extends Schema>(
  type: T,
  value: unknown,
  context: Context = { error: unknownMembersIn },
): Parsed<z.output<T>> {
  try {
    bound(type);
    const parse = () => (type as unknown as z.ZodType<z.output<T>>).safeParse(value, context);
    const { data, error } = withinBudget(value, parse);
    return error ? { problem: complaint(error), cause: error } : { data: data };
  } catch (error) {
    if (error instanceof TooComplexError || isStackOverflow(error))
      return { problem: 'Too complex to check', cause: error };
    throw error;
  }
}

/** What zod hands down to each part of a schema. */
interface Context extends z.core.ParseContext<z.core.$ZodIssue> {
  isClosed?: boolean;
}

/** The same for arguments: `z.object` refuses members that it does not declare, and would otherwise drop them. */
export const parsedArguments = <T extends Schema>(type: T, args: unknown): Parsed<z.output<T>> =>
  boundedParse(type, args, { error: unknownMembersIn, isClosed: true });

/** Whether it drops what it does not declare. */
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

/** Without what makes it optional or gives it a default. */
function innermost(type: Schema | undefined): Schema | undefined {
  const { innerType } = (type?._zod.def ?? {}) as { innerType?: Schema };
  return innerType ? innermost(innerType) : type;
}

const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError && error.message === 'Maximum call stack size exceeded';

/** Problems that are reported for a value, and for each part of it. */
const MOST_PROBLEMS = 20;
/** One problem can name all keys of an object. */
const LONGEST = 4_000;

export function complaint({ issues }: z.core.$ZodError): string {
  const text = issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const furtherProblems = (input: unknown): z.core.$ZodRawIssue => ({
  code: 'custom',
  input,
  message: 'further problems are not listed',
});

const bounded = new WeakSet<Schema>();

/** Counts the steps of a schema and of all inside of it, where it is parsed by `boundedParse`. */
function bound(type: Schema): void {
  if (bounded.has(type)) return;
  bounded.add(type);
  const { def, run } = type._zod;
  type._zod.run = (payload, context) => {
    if (!isCounted()) return run(payload, context);
    spend(5);
    const value: unknown = payload.value;
    const result = run(payload, context);
    if ((context as Context).isClosed && dropsMembers(type) && 'issues' in result)
      result.issues.push(...undeclared(type, value));
    const { length } = 'issues' in result ? result.issues : [];
    if (length > 0) spend(100); // what fits costs far less
    if (length > MOST_PROBLEMS && 'issues' in result)
      result.issues.splice(MOST_PROBLEMS, length, furtherProblems(value));
    return result;
  };
  for (const holder of [type, ...(def.checks ?? [])]) {
    const definition = holder._zod.def as { pattern?: unknown };
    if (definition.pattern instanceof RegExp && !(definition.pattern instanceof LinearRegExp))
      definition.pattern = new LinearRegExp(definition.pattern);
  }
  const isLazy = 'getter' in def && typeof def.getter === 'function';
  for (const part of isLazy ? [(type as z.core.$ZodLazy)._zod.innerType] : Object.values(def))
    for (const inner of [part, ...membersOf(part)]) if (isType(inner)) bound(inner);
}

/** In the form in which a strict object of zod reports them: an intersection needs both of its sides to do so. */
function undeclared(inst: Schema, input: unknown): z.core.$ZodRawIssue[] {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return [];
  const shape = shapeOf(inst);
  const keys = Object.keys(input).filter((key) => !Object.hasOwn(shape, key));
  spend(keys.length);
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

/** A regular expression that an automaton decides, where one can: others stay as they are. */
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
