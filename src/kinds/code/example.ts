import { isDeepStrictEqual } from 'node:util';
import { confirmQuestion, sampleArguments, sampleValue } from '../../codegen/sample/sample.js';
import type { CodeSource, ToolCase } from '../../model/kind.js';
import type { ToolSpec } from '../../model/spec.js';

const day = (description: string) => ({ type: 'string', format: 'date', description }) as const;

/** The sample tool of a provider that states none. It counts days, because models often miscount them. */
export const sampleTool: ToolSpec = {
  name: 'count_workdays',
  description: 'Count the days from Monday to Friday in a period.',
  inputSchema: {
    type: 'object',
    properties: { from: day('First day.'), to: day('Last day, inclusive.') },
    required: ['from', 'to'],
  },
  outputSchema: {
    type: 'object',
    properties: { workdays: { type: 'integer' } },
    required: ['workdays'],
  },
  annotations: { readOnlyHint: true, openWorldHint: false },
};

const periodCase = (title: string, from: string, to: string) => ({
  title,
  arguments: { from, to },
});

/** 2026-03-02 is a Monday. */
const exampleCases: readonly ToolCase[] = [
  { ...periodCase('a week', '2026-03-02', '2026-03-08'), result: { workdays: 5 } },
  { ...periodCase('a Friday', '2026-03-06', '2026-03-06'), result: { workdays: 1 } },
  { ...periodCase('a weekend', '2026-03-07', '2026-03-08'), result: { workdays: 0 } },
  { ...periodCase('over a weekend', '2026-03-05', '2026-03-10'), result: { workdays: 4 } },
  { ...periodCase('a year', '2026-01-01', '2026-12-31'), result: { workdays: 261 } },
  { ...periodCase('backwards', '2026-03-08', '2026-03-02'), error: '"to" is before "from".' },
];

/** Body of `count_workdays`. */
const exampleCode: CodeSource = {
  imports: { 'mcp-provider': ['ToolError'] },
  constants: [
    `const DAY_MS = 24 * 60 * 60 * 1000;
const SUNDAY = 0;
const SATURDAY = 6;

/** The number of days from Monday to Friday, from the first to the last day, inclusive. */
function workdaysBetween(first: Date, last: Date): number {
  const days = (last.getTime() - first.getTime()) / DAY_MS + 1;
  const remainder = Array.from({ length: days % 7 }, (_, index) => (first.getUTCDay() + index) % 7);
  const workdays = remainder.filter((weekday) => weekday !== SATURDAY && weekday !== SUNDAY);
  return Math.floor(days / 7) * 5 + workdays.length;
}`,
  ],
  member: `  run({ from, to }) {
    if (to < from) throw new ToolError('"to" is before "from".');
    return { workdays: workdaysBetween(new Date(from), new Date(to)) };
  },`,
};

const isExample = (tool: ToolSpec): boolean => isDeepStrictEqual(tool, sampleTool);

/** Returns the function of the sample tool; the author writes every other function. */
export const toolCode = (tool: ToolSpec): CodeSource | undefined =>
  isExample(tool) ? exampleCode : undefined;

/**
 * Returns a call with sample values. If the author still has to write the function, the case is a
 * todo, and only the schema of the result is known.
 */
export function toolCases(tool: ToolSpec): readonly ToolCase[] {
  if (isExample(tool)) return exampleCases;
  const { outputSchema } = tool;
  const args = sampleArguments(tool);
  if (!args) return [];
  const result = outputSchema ? sampleValue(outputSchema) : 'Done.';
  return [{ todo: true, arguments: args, ...confirmQuestion(tool, args), result }];
}
