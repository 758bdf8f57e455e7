import { isSecretArgument } from '../../model/argument-names.js';
import { chainRoot, type Expression } from '../../model/module.js';
import type { Rule } from '../../model/rule.js';
import { toolArguments } from '../tool-arguments.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const input = (argument: string) =>
  ['place: z.string()', `${argument}, place: z.string()`] as const;

export default {
  severity: 'warning',
  summary: 'Tool arguments contain no secrets.',
  why: 'Arguments are visible to the client, the model, its operator and every log of the conversation.',
  source: {
    text: 'MCP security best practices, Token Passthrough.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/security_best_practices#token-passthrough',
  },
  securitySeverity: 8.1,
  limits: 'Only schemas that are written as z.object({ … }) are read.',
  provider(provider, report) {
    for (const { name, argument } of toolArguments(provider)) {
      if (isSecretArgument(name, argumentSchema(argument)))
        report(
          argument.range,
          `The argument "${name}" seems to pass a secret through the model.`,
          `Remove it, and use the credentials of the caller. Where it is no secret of the user, state the reason in the tool: exempt: { ${name}: '…' }.`,
        );
    }
  },
  examples: {
    pass: [
      { [TOOL]: input('page_token: z.string()') },
      { [TOOL]: input('has_password: z.boolean()') },
      { [TOOL]: input('authorization: z.object({ amount: z.number(), currency: z.string() })') },
    ],
    fail: [
      [
        { [TOOL]: input('api_key: ‹z.string()›') },
        'The argument "api_key" seems to pass a secret through the model.',
      ],
      [
        { [TOOL]: input('login: z.object({ password: ‹z.string().min(8)› }).strict()') },
        'The argument "password" seems to pass a secret through the model.',
      ],
    ],
  },
} satisfies Rule;

/**
 * Returns the schema of an expression, as far as it decides whether an argument is a secret;
 * unknown types count as strings.
 */
function argumentSchema(expression: Expression): Record<string, unknown> {
  const call = chainRoot(expression);
  const type = call?.callee.replace(/^z\./, '') ?? '';
  if (/^(boolean|number|int)$/.test(type)) return { type: 'number' };
  if (/^(enum|literal)$/.test(type)) return { enum: [] };
  if (!/object$/i.test(type)) return { type: 'string' };
  const members = [...(call?.arguments[0]?.members ?? [])];
  const properties = members.map(([name, member]) => [name, argumentSchema(member)]);
  return { type: 'object', properties: Object.fromEntries(properties) };
}
