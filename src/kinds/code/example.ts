import { isDeepStrictEqual } from 'node:util';
import { callSource, schemasOf } from '../../codegen/print/statement.js';
import { asksOf, sampleArguments } from '../../codegen/sample/sample.js';
import type { ToolCase, ToolNames } from '../../model/kind.js';
import type { ToolSpec } from '../../model/spec.js';

const day = (description: string) => ({ type: 'string', format: 'date', description }) as const;

/** The tool of a provider that states none; models often miscount days. */
export const example: ToolSpec = {
  name: 'count_workdays',
  description: 'Number of days from Monday to Friday in a period.',
  inputSchema: {
    type: 'object',
    properties: { from: day('First day.'), to: day('Last day; it counts, too.') },
    required: ['from', 'to'],
  },
  outputSchema: {
    type: 'object',
    properties: { workdays: { type: 'integer' } },
    required: ['workdays'],
  },
  annotations: { readOnlyHint: true, openWorldHint: false },
};

/** From a Thursday to the Wednesday after it. */
const exampleCase: ToolCase = {
  arguments: { from: '2026-01-01', to: '2026-01-07' },
  invalid: { from: 'tomorrow' },
  result: { workdays: 5 },
};

/** `api/count-workdays.ts`. */
const exampleModule = ({ file, function: name }: ToolNames): string =>
  `import { ToolError } from 'mcp-provider';
import type { Call } from 'mcp-provider/api';
import type { input, output } from '../tools/${file}.js';

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEKEND = [0, 6];

export const ${name}: Call<typeof input, typeof output> = async ({ from, to }) => {
  const first = new Date(from);
  const days = (Date.parse(to) - first.getTime()) / DAY_MS + 1;
  if (!Number.isInteger(days) || days < 1)
    throw new ToolError('State two dates such as 2026-01-31, the first day first.');
  const rest = Array.from({ length: days % 7 }, (_, n) => (first.getUTCDay() + n) % 7);
  const workdays = rest.filter((weekday) => !WEEKEND.includes(weekday));
  return { workdays: Math.floor(days / 7) * 5 + workdays.length };
};
`;

const isExample = (tool: ToolSpec): boolean => isDeepStrictEqual(tool, example);

/**
 * A function that works at once: that of the example, or one that returns its arguments until the owner writes it.
 * Undefined where a schema says what it returns.
 */
export function toolModule(tool: ToolSpec, names: ToolNames): string | undefined {
  if (isExample(tool)) return exampleModule(names);
  if (tool.outputSchema) return undefined;
  const { types, imported } = schemasOf(tool, names.file);
  return [
    "import type { Call } from 'mcp-provider/api';",
    imported,
    '',
    '/** Returns its arguments: write here what it does. */',
    callSource(names.function, types, ['args'], ['return args;']),
  ].join('\n');
}

export function toolCase(tool: ToolSpec): ToolCase | undefined {
  if (isExample(tool)) return exampleCase;
  const args = tool.outputSchema ? undefined : sampleArguments(tool);
  return args && { arguments: args, ...asksOf(tool.confirm, args) };
}
