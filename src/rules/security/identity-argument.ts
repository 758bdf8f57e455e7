import { mayChooseUser } from '../../model/argument-names.js';
import { chainRoot } from '../../model/module.js';
import type { Rule } from '../../model/rule.js';
import { pluralize } from '../../model/text/pluralize.js';
import { toolArguments } from '../tool-arguments.js';

const TOOL = 'src/providers/weather/tools/get-forecast.ts';
const input = (argument: string) =>
  ['place: z.string()', `${argument}, place: z.string()`] as const;

export default {
  severity: 'warning',
  summary: 'Tool arguments do not contain the identity of the caller.',
  why: 'The model fills in arguments, and text that it has read can tell it which user to write there. A principal comes from a verified token.',
  source: {
    text: 'MCP security best practices; OWASP Top 10 for LLM Applications, LLM06 Excessive Agency.',
    url: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/security_best_practices',
  },
  securitySeverity: 8.1,
  limits: 'Only schemas that are written as z.object({ … }) are read.',
  provider(provider, report) {
    // "as_user: true" names no user.
    const userArguments = [...toolArguments(provider)].filter(
      ({ name, argument }) => mayChooseUser(name) && chainRoot(argument)?.callee !== 'z.boolean',
    );
    for (const name of new Set(userArguments.map((userArgument) => userArgument.name))) {
      const [first, ...otherArguments] = userArguments.filter(
        (userArgument) => userArgument.name === name,
      );
      const otherPlaces =
        otherArguments.length > 0
          ? `, as in ${pluralize(otherArguments.length, 'other place')},`
          : '';
      if (first)
        report(
          first.argument.range,
          `The argument "${name}"${otherPlaces} seems to let the model choose on whose behalf the tool acts.`,
          `Take \`principal\` from the context of the call. Where the API means another person, state the reason in the tool: exempt: { ${name}: '…' }.`,
        );
    }
  },
  examples: {
    pass: [
      { [TOOL]: input('assignee_id: z.string()') },
      { [TOOL]: input('as_user: z.boolean()') },
      {
        [TOOL]: [
          "input: z.object({ place: z.string().describe('A city.') }),",
          "exempt: { user_id: 'Whose public profile it reads.' },\n  input: z.object({ user_id: z.string() }),",
        ],
      },
    ],
    fail: [
      [
        { [TOOL]: input('on_behalf_of: ‹z.string().optional()›') },
        'The argument "on_behalf_of" seems to let the model choose on whose behalf the tool acts.',
      ],
      [
        { [TOOL]: input('user_id: ‹z.int()›') },
        'The argument "user_id" seems to let the model choose on whose behalf the tool acts.',
      ],
      [
        { [TOOL]: input('as: z.object({ currentUser: ‹z.string()› })') },
        'The argument "currentUser" seems to let the model choose on whose behalf the tool acts.',
      ],
    ],
  },
} satisfies Rule;
