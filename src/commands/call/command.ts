import type { CommandDescription, CommandOption } from '../../model/command.js';
import { sessionOptions, targetArgument } from '../../remote/options.js';

export const options = [
  {
    flags: '--arg <name=value>',
    description: 'argument of the tool; objects and lists in JSON',
    repeat: 'list',
    common: true,
  },
  { flags: '--args <json>', description: 'all arguments as one JSON object; "-" reads stdin' },
  { flags: '-y, --yes', description: 'call tools that may change or delete data without asking' },
  {
    flags: '--record',
    description: 'add the request, the response and the result to the tests, without secrets',
    common: true,
  },
  {
    flags: '--raw',
    description: 'record bodies that are neither JSON nor a form',
    needs: ['--record'],
  },
  {
    flags: '--dry-run',
    description: 'call the tool, and show which file would change',
    needs: ['--record'],
  },
  {
    flags: '--diff',
    description: 'show the recorded row',
    needs: ['--record'],
  },
  ...sessionOptions,
] as const satisfies readonly CommandOption[];

export default {
  name: 'call',
  group: 'Use',
  summary: 'Call one tool of the project, or of any MCP server.',
  arguments: [{ name: 'tool', description: 'name of the tool' }, targetArgument],
  options,
  writes: false,
  startsPrograms: true,
  examples: [
    {
      command: 'npx mcp-provider call get_room --arg room_id=r-1',
      does: 'in the project in this directory',
    },
    {
      command: 'npx mcp-provider call get_room --arg room_id=r-1 --record',
      does: 'keeps what the API answers as a test case',
    },
    {
      command: 'npx mcp-provider call get_room --arg room_id=r-1 https://mcp.acme.dev/mcp',
      does: 'on a remote server',
    },
    {
      command:
        'npx mcp-provider call echo --arg message=hi -- npx -y @modelcontextprotocol/server-everything',
      does: 'on a program, which runs during the call',
    },
  ],
  notes:
    'A project runs from its sources. If a tool fails, the place in the code and the requests to the API are shown.\n' +
    'In a terminal, missing arguments are asked for, and tools that may change or delete data are confirmed.\n' +
    'Exit codes: 0 the tool returned a result, 1 the tool failed, 2 the call was not made, 130 cancelled.',
  load: () => import('./run.js'),
} satisfies CommandDescription;
