import type { CommandDescription, CommandOption } from '../../model/command.js';
import { sessionOptions } from '../../remote/options.js';

export const options = [
  {
    flags: '--name <name>',
    description: 'name of the skill (default: that of the provider)',
    common: true,
  },
  ...sessionOptions,
] as const satisfies readonly CommandOption[];

export default {
  name: 'add-skill',
  group: 'Grow',
  summary: 'Add a skill: how to use the tools of a provider (beta).',
  arguments: [],
  options,
  writes: true,
  startsPrograms: true,
  examples: [
    { command: 'npx mcp-provider add-skill', does: 'in a project with one provider' },
    {
      command: 'npx mcp-provider add-skill --provider acme_chat --name announcements',
      does: 'a skill for one task',
    },
  ],
  notes:
    'It is written from the tools that the project lists, the cases of its tests and its README. Its text is yours: add when to use which tool.',
  load: () => import('./run.js'),
} satisfies CommandDescription;
