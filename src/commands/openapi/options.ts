import type { CommandOption } from '../../model/command.js';

const group = 'OpenAPI';
/** The file of `--spec` may be an OpenAPI document, too. */
const needs = ['--from', '--from-openapi', '--spec'];

/** Options of every command that imports operations. */
export const openApiOptions: readonly CommandOption[] = [
  {
    flags: '--from-openapi <file>',
    description: 'OpenAPI document, or a directory of them; repeatable',
    repeat: 'list',
    common: true,
    group,
  },
  {
    flags: '--include <pattern>',
    description: 'only these operations: "#tag", "GET /pets/**", "/pets/**", "list_*"; repeatable',
    repeat: 'list',
    needs,
    group,
  },
  {
    flags: '--exclude <pattern>',
    description: 'not these operations; repeatable',
    repeat: 'list',
    needs: [...needs, '--from-database'],
    group,
  },
  { flags: '--deprecated', description: 'also deprecated operations', needs, group },
  {
    flags: '--allow-refs <directory>',
    description: 'read files that the document refers to from this directory',
    needs,
    group,
  },
  {
    flags: '--strict',
    description: 'fail if anything of the selected operations is left out',
    needs,
    group,
  },
  {
    flags: '--lenient',
    description: 'also import invalid operations, and accept what is left out',
    needs,
    group,
  },
];
