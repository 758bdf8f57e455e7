import { type Call, chainRoot, type Expression, type Module } from '../../model/module.js';
import type { Project } from '../../model/project.js';
import type { Rule } from '../../model/rule.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const PLACE_SCHEMA = "z.string().describe('A city.')";

export default {
  severity: 'warning',
  summary: 'Arguments of tools have descriptions.',
  why: 'Models guess what an argument means from its name, and in which form its value is wanted.',
  source: {
    text: 'Model Context Protocol 2025-11-25, "Tools".',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/server/tools',
  },
  limits:
    'Schemas that a function of the project makes are not seen. Tools of an OpenAPI document have the descriptions that it has.',
  provider({ definitions, directory, project }, report) {
    if (project.paths.has(`${directory}/openapi.lock.json`)) return;
    for (const { kind, module, options, name = 'the tool' } of definitions) {
      const schema =
        kind === 'tool'
          ? project.resolveExpression(module, options.members.get('input'))
          : undefined;
      if (!schema) continue;
      const members =
        chainRoot(schema.expression)?.arguments[0]?.members ?? new Map<string, never>();
      const [first, ...otherArguments] = Array.from(members).filter(([, argument]) =>
        isUndescribed(project, schema.module, argument),
      );
      if (!first) continue;
      const names = [first, ...otherArguments].map(([argument]) => `"${argument}"`).join(', ');
      report(
        first[1].range,
        `${otherArguments.length > 0 ? `Arguments of "${name}" have` : `An argument of "${name}" has`} no description: ${names}.`,
        "Add .describe('…') with what the value means.",
      );
    }
  },
  examples: {
    pass: [
      { [TOOL]: [PLACE_SCHEMA, "z.string().describe('A city.').optional()"] },
      { [TOOL]: [PLACE_SCHEMA, "z.string().meta({ description: 'A city.' })"] },
      { [TOOL]: [PLACE_SCHEMA, "z.optional(z.string().describe('A city.'))"] },
    ],
    fail: [
      [
        { [TOOL]: [PLACE_SCHEMA, '‹z.string().min(1)›'] },
        'An argument of "get_forecast" has no description: "place".',
      ],
      [
        { [TOOL]: [`place: ${PLACE_SCHEMA}`, 'place: ‹z.string()›, days: z.array(z.int())'] },
        'Arguments of "get_forecast" have no description: "place", "days".',
      ],
    ],
  },
} satisfies Rule;

/** Returns whether the argument is a Zod schema without a description in its chain. */
function isUndescribed(project: Project, module: Module, argument: Expression): boolean {
  const { expression } = project.resolveExpression(module, argument) ?? {};
  return chainRoot(expression)?.callee.startsWith('z.') === true && !isDescribed(expression?.call);
}

const isDescribed = (call: Call | undefined): boolean =>
  call !== undefined &&
  (/\.(?:describe|meta)$/.test(call.callee) ||
    call.arguments.some((callArgument) => isDescribed(callArgument.call)) ||
    isDescribed(call.receiver));
