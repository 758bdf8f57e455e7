import type { CommandDescription } from '../../model/command.js';
import { kindOptions } from '../../kinds/options.gen.js';
import { reporters } from '../../reporters/register.gen.js';
import { providerOptions } from '../../spec/flags/table.js';
import { authStyles } from '../../styles/register.gen.js';
import { databaseOptions } from '../database/options.js';
import { openApiOptions } from '../openapi/options.js';
import { signInOptions, targetOptions } from '../../remote/options.js';

export default {
  name: 'import',
  group: 'Grow',
  summary: 'Add tools of a database, MCP server or API document.',
  arguments: [
    {
      name: 'source',
      description: 'database, mcp or openapi',
      required: true,
      suggest: ['database', 'mcp', 'openapi'],
    },
    {
      name: 'target',
      description:
        'URL of the database or MCP server, env:NAME, command, document or dump (default: all in the project)',
      variadic: true,
    },
  ],
  options: [
    { flags: '--name <name>', description: 'name of the provider', common: true },
    {
      flags: '--include <pattern>',
      description: 'names with "*", "#tag", or a request: "GET /rooms*"',
      repeat: 'list',
      common: true,
    },
    {
      flags: '--exclude <pattern>',
      description: 'what to leave out',
      repeat: 'list',
      common: true,
    },
    {
      flags: '--rename <names>',
      description: 'another name for a tool: "name_at_the_server=name_here"',
      repeat: 'list',
    },
    {
      flags: '--check',
      description: 'change nothing; exit with 1 if the source has changed',
      common: true,
    },
    {
      flags: '--format <format>',
      description:
        'with --check of documents and databases: format of the report, as of "validate"',
      choices: Object.keys(reporters),
    },
    ...targetOptions,
    ...databaseOptions.filter(({ flags }) => !flags.startsWith('--from-database ')),
    ...signInOptions,
    ...openApiOptions.filter(({ flags }) => !/^--(from-openapi|include|exclude)\b/.test(flags)),
    // What a document or a dump may leave open.
    ...providerOptions(kindOptions, authStyles)
      .filter(({ flags }) => /^--(base-url|database-url|auth|preset) /.test(flags))
      .map((option) => ({ ...option, common: false })),
  ],
  writes: true,
  startsPrograms: true,
  examples: [
    {
      command: `mcp-provider import mcp https://mcp.acme.dev/mcp --include "list_*"`,
      does: 'a provider that serves the tools of another MCP server',
    },
    {
      command: `mcp-provider import openapi acme.yaml --include "#rooms"`,
      does: 'a provider with a tool for each of these operations',
    },
    {
      command: 'mcp-provider import database env:DATABASE_URL --tables "orders,customers"',
      does: 'a provider with tools for these tables',
    },
    {
      command: 'mcp-provider import openapi --check',
      does: 'for CI: shows what has changed since',
    },
    { command: 'mcp-provider import openapi', does: 'accepts the changes' },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
