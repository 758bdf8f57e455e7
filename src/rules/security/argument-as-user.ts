import { defineRule } from '../define.js';
import { argumentFlows } from '../../flow/sources/arguments.js';
import { chosenUsers } from './arguments/chosen-user.js';
import { wayTo } from './arguments/way.js';

export default defineRule({
  severity: 'error',
  summary: 'Arguments of a tool do not choose whose credentials are used.',
  why: 'The model fills in arguments. With one in the place of the verified user, it can act in the name of every user.',
  source: {
    text: 'MCP security best practices; CWE-639, Authorization Bypass Through User-Controlled Key.',
    url: 'https://cwe.mitre.org/data/definitions/639.html',
  },
  securitySeverity: 8.8,
  on: 'provider',
  check(provider, report) {
    for (const { flow } of argumentFlows(provider)) {
      // What follows from it, in the functions that are called, is the same fault.
      const [chosen] = flow.steps.flatMap(({ call, chain }) =>
        chosenUsers(call, flow).map((user) => ({ user, chain })),
      );
      if (!chosen) continue;
      const { user, chain } = chosen;
      const at = user.file.at(user.value);
      report({
        at,
        message: 'An argument of the tool chooses the user of this call.',
        hint: 'Use `context.principal` as it is: it comes from a verified token.',
        ...wayTo(at, flow, chain),
      });
    }
  },
});
