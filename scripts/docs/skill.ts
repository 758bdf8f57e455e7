import { type CommandDescription, commandGroups } from '../../src/model/command.js';
import { printers } from '../../src/render/printers.js';

/** Path of the skill, in the repository and in the package (https://agentskills.io/specification). */
export const SKILL = 'skills/mcp-provider/SKILL.md';

/**
 * The skill for coding agents, from the definitions of the commands and from what AGENTS.md says of the contract.
 * @param agents template of AGENTS.md
 */
export function skillText(commands: readonly CommandDescription[], agents: string): string {
  const groups = commandGroups.flatMap((group) => commands.filter((each) => each.group === group));
  const rows = groups.map(({ name, program, summary }) => [
    `\`${program ?? `mcp-provider ${name}`}\``,
    summary,
  ]);
  return `---
name: mcp-provider
description: Creates, extends, checks and repairs MCP servers in TypeScript that connect an HTTP API, a database, files, another MCP server or own functions. Use when the user wants an MCP server for such a system, or when the project contains provider-config.yaml.
---

# MCP provider projects

Run \`npx create-mcp-provider\` for a new project, and \`npx mcp-provider\` in a project.

${printers.mdTable(['command', 'does'], rows)}

\`--help --all\` after a command lists its options.

## Work without questions

1. Add \`--yes\` to commands that write files, and \`--dry-run\` to see what they would change.
2. Add \`--json\`: stdout is one JSON document then. A failure is \`{ "error": { "code", "message", "hint", "next" } }\`.
3. Run \`next\`: a command, or a list of them in order; none waits for a person. A line with \`#\` is not run: it says what
   you or the user do.
4. After each change, run \`npx mcp-provider validate --format json\`. While its \`next\` is a command, run
   it. A comment names the line to edit: follow the \`hint\` of each finding that is left, until \`next\` is \`null\`.
5. Run the tests of the project.

Prefer these commands to files written by hand: they keep the code that exists, and add the test of each tool.

${contractOf(agents)}
`;
}

function contractOf(agents: string): string {
  const [, text = ''] = /^(## Contract\n[^]*)$/m.exec(agents) ?? [];
  // For APIs with the current SDK: projects of other kinds have their own words.
  const section = text
    .replace('{{code calls}}', 'Build URL paths with `path`.')
    .replace('{{runtime}}', 'mcp-provider');
  if (section === '' || section.includes('{{'))
    throw new Error('templates/project/AGENTS.md.hbs has no plain section "Contract".');
  return section.trim();
}
