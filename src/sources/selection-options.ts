import type { CommandOption } from '../model/command.js';

/** Options about which parts of a source are served; those of databases are their tables. */
export const selectionOptions = [
  {
    flags: '--include <pattern>',
    description: 'only these operations: "#tag", "GET /pets/**", "/pets/**", "list_*"; repeatable',
    repeat: 'list',
    sources: ['document', 'server'],
  },
  {
    flags: '--exclude <pattern>',
    description: 'not these operations; repeatable',
    repeat: 'list',
    sources: ['document', 'server', 'database', 'folder'],
  },
] as const satisfies readonly CommandOption[];
