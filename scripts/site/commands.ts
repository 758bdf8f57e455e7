import type { CommandDescription } from '../../src/model/command.js';
import { allOptions } from '../../src/options/common-options.js';
import { code, codes, page, section, table } from './markdown.js';

/** Every command with all of its options, as `--help --all` shows them. */
export const commandsPage = (commands: readonly CommandDescription[]): string =>
  page(
    'Commands',
    '`mcp-provider` runs the commands below; `create-mcp-provider` is `mcp-provider create`. `--help` shows the common options of a command, `--help --all` shows all.',
    ...commands.map(commandSection),
  );

function commandSection(command: CommandDescription): string {
  const { name, summary, notes = '', examples } = command;
  const words = command.arguments.map(({ name, required, variadic }) => {
    const word = variadic ? `${name}...` : name;
    return required ? `<${word}>` : `[${word}]`;
  });
  return section(
    name,
    summary,
    `\`\`\`sh\n${['mcp-provider', name, ...words].join(' ')}\n\`\`\``,
    table(
      ['argument', 'meaning'],
      command.arguments.map((each) => [code(each.name), each.description]),
    ),
    table(
      ['option', 'meaning', 'values'],
      allOptions(command).map((option) => [
        code(option.flags),
        option.description,
        codes(option.choices ?? []),
      ]),
    ),
    notes && `\`\`\`text\n${notes.trim()}\n\`\`\``,
    examples.length > 0
      ? `\`\`\`sh\n${examples.map(({ command: line, does }) => `# ${does}\n${line}`).join('\n')}\n\`\`\``
      : '',
  );
}
