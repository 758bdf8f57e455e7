import { toolList } from '../../../runtime/src/remote/tool-list.js';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { Severity } from '../../model/finding.js';
import { sessionsOf } from '../session/target.js';
import { withClient } from '../session/with-client.js';
import { directories } from './directories.js';

interface ToolFinding {
  provider: string;
  tool: string;
  severity: Severity;
  message: string;
}

/** Runs the project, and compares the tools that it lists with what a directory requires. */
export async function checkForDirectory(
  context: CommandContext,
  given: GivenArguments,
  id: keyof typeof directories,
): Promise<0 | 1> {
  const { ui, flags } = context;
  const { label, criteria, asks } = directories[id];
  const findings: ToolFinding[] = [];
  let count = 0;
  for (const session of await sessionsOf(context, given.arguments, given)) {
    const options = { timeout: undefined, asks: false };
    const tools = await withClient(context, session, options, async ({ client, callMs }) => {
      const listed = await toolList(client, { timeout: callMs });
      return listed.tools;
    });
    count += tools.length;
    for (const tool of tools)
      for (const { severity, fault } of criteria) {
        const message = fault(tool);
        if (message === undefined) continue;
        findings.push({ provider: session.label, tool: tool.name, severity, message });
      }
  }
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (flags.json) ui.result(JSON.stringify({ for: id, tools: count, findings }, null, 2));
  else {
    const { paint } = ui.stdout;
    const lines = findings.map(({ provider, tool, severity, message }) => {
      const word = severity === 'error' ? paint.red(severity) : paint.yellow(severity);
      return `${word}  ${provider}  ${tool}: ${message}`;
    });
    const summary = `${count} tools, for ${label}: ${errors} errors, ${findings.length - errors} warnings.`;
    ui.result([...lines, summary, `The form also asks for: ${asks}.`].join('\n'));
  }
  const isFailure = given.values.failOn === 'warning' ? findings.length > 0 : errors > 0;
  return isFailure ? 1 : 0;
}
