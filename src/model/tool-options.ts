import { isObject } from '../../runtime/src/utils/is-object.js';
import type { JsonSchemaObject } from './json-schema.js';
import type { ToolSpec } from './spec.js';

/** Options of the library's `tool` that a spec, an overlay and options of commands state in its words. */
export interface ToolOptions {
  task?: 'optional' | 'required';
  view?: 'auto' | 'none';
  fields?: boolean;
  once?: boolean | string;
}

interface ToolOption {
  schema: JsonSchemaObject & { description: string };
  /** The requirement of a value, as the end of a sentence. */
  be: string;
  isValid(value: unknown): boolean;
  /** Returns the end of a sentence about a tool that cannot have it; undefined if it can. */
  fault?(tool: ToolSpec): string | undefined;
  /** The code of `true`: a value, or a call of an imported function. */
  code?: { value: string; imports?: Readonly<Record<string, readonly string[]>> };
  /** The option of commands; absent where a file is the natural place. */
  flag?: { value: string; description: string };
}

const isReading = ({ annotations }: ToolSpec) => annotations?.readOnlyHint === true;

const isListOfObjects = (schema: unknown) =>
  isObject(schema) && isObject(schema.items) && isObject(schema.items.properties);

function fieldsFault(tool: ToolSpec): string | undefined {
  const { properties = {} } = tool.outputSchema ?? {};
  if (!isReading(tool)) return 'is for tools with readOnlyHint';
  if ('fields' in (tool.inputSchema.properties ?? {})) return 'is an argument of the tool, too';
  if (Object.keys(properties).length === 0) return 'needs an outputSchema with properties';
  const lists = Object.values(properties).filter(isListOfObjects);
  return lists.length > 1
    ? 'needs an outputSchema with one list of objects, not several'
    : undefined;
}

/** The time of `once: true`. */
const DEFAULT_ONCE = '10m';

const DURATION = '^[1-9][0-9]*[smh]$';

export const toolOptions: Readonly<Record<keyof ToolOptions, ToolOption>> = {
  task: {
    schema: {
      enum: ['optional', 'required'],
      description:
        'Runs as a task, for work that takes longer than a call. required: clients without tasks get two tools in its place.',
    },
    be: '"optional" or "required"',
    isValid: (value) => value === 'optional' || value === 'required',
    flag: {
      value: 'optional|required',
      description: 'runs as a task, for work that takes long (beta)',
    },
  },
  view: {
    schema: {
      enum: ['auto', 'none'],
      description:
        'auto: shows results to users as a table, a record or a chart. none: also where the provider has views.',
    },
    be: '"auto" or "none"',
    isValid: (value) => value === 'auto' || value === 'none',
    fault: ({ outputSchema }) => (outputSchema ? undefined : 'needs an outputSchema'),
  },
  fields: {
    schema: { type: 'boolean', description: 'Lets callers choose the fields of a result.' },
    be: 'true or false',
    isValid: (value) => typeof value === 'boolean',
    fault: fieldsFault,
    code: { value: 'itemFields()', imports: { 'mcp-provider/fields': ['itemFields'] } },
  },
  once: {
    schema: {
      type: ['boolean', 'string'],
      pattern: DURATION,
      patternErrorMessage: 'must be true, or a time such as "10m"',
      description:
        'Makes a change once: for this time, the same call gets the first result. true is 10 minutes.',
      examples: ['10m'],
    },
    be: 'true, false or a time such as "10m"',
    isValid: (value) =>
      typeof value === 'boolean' || (typeof value === 'string' && RegExp(DURATION).test(value)),
    fault: (tool) => (isReading(tool) ? 'is for tools that change something' : undefined),
    code: { value: `'${DEFAULT_ONCE}'` },
    flag: { value: 'time', description: 'makes a repeated change once: "10m" (beta)' },
  },
};

const keys = Object.keys(toolOptions) as (keyof ToolOptions)[];

/** Returns the options of a tool that are not off. */
export const statedOptions = (tool: ToolOptions) =>
  keys.flatMap((key) => {
    const { [key]: value } = tool;
    return value === undefined || value === false ? [] : [{ key, value, option: toolOptions[key] }];
  });

/** Returns for how long a repeated call of a tool gets the first result. */
export const onceDuration = ({ once }: Pick<ToolOptions, 'once'>): string | undefined =>
  once === true ? DEFAULT_ONCE : once || undefined;
