import type { Expression } from '../../model/module.js';
import type { Rule } from '../../model/rule.js';
import { isSecretArgument } from '../../model/argument-names.js';

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
  provider({ definitions, project }, report) {
    for (const { kind, module, options } of definitions) {
      const schema = project.resolved(module, options.members.get('input'))?.expression;
      const exempt = project.resolved(module, options.members.get('exempt'))?.expression.members;
      for (const [name, argument] of kind === 'tool' ? argumentsOf(schema) : []) {
        const type = rootOf(argument)?.name ?? '';
        if (
          !exempt?.has(name) &&
          isSecretArgument(name) &&
          !/^z\.(boolean|number|int|enum|literal)$/.test(type)
        )
          report(
            argument.at,
            `The argument "${name}" seems to pass a secret through the model.`,
            `Remove it, and use the credentials of the caller. Where it is no secret of the user, state the reason in the tool: exempt: { ${name}: '…' }.`,
          );
      }
    }
  },
  examples: {
    pass: [
      { [TOOL]: input('page_token: z.string()') },
      { [TOOL]: input('has_password: z.boolean()') },
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

/** The call at the beginning of a chain such as `z.string().min(1)`. */
function rootOf(expression: Expression | undefined) {
  let call = expression?.call;
  while (call?.on) call = call.on;
  return call;
}

/** Members of `z.object({ … })`, and of objects in it. */
function* argumentsOf(schema: Expression | undefined): Generator<[string, Expression]> {
  for (const [name, member] of rootOf(schema)?.arguments[0]?.members ?? []) {
    yield [name, member];
    yield* argumentsOf(member);
  }
}
