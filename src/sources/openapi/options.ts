import type { OptionValues } from '../../model/command.js';
import { withEach } from '../../options/common-options.js';
import { hostOption } from '../../options/shared-options.js';

/** The file of `--spec` may be an OpenAPI document, too. */
const needs = ['--from', '--from-openapi', '--spec'];

/** What of a document is imported. */
const options = withEach({ needs }, [
  {
    flags: '--include <pattern>',
    description: 'only these operations: "#tag", "GET /pets/**", "/pets/**", "list_*"; repeatable',
    repeat: 'list',
  },
  {
    flags: '--exclude <pattern>',
    description: 'not these operations; repeatable',
    repeat: 'list',
    needs: [...needs, '--from-database'],
  },
  { flags: '--deprecated', description: 'also deprecated operations' },
  {
    flags: '--allow-refs <directory>',
    description: 'read files that the document refers to from this directory',
  },
  { flags: '--strict', description: 'fail if anything of the selected operations is left out' },
  {
    flags: '--lenient',
    description: 'also import invalid operations; of several documents, those that can be imported',
  },
]);

/** Options of every command that imports operations. */
export const openApiOptions = withEach({ group: 'OpenAPI' }, [
  {
    flags: '--from-openapi <file>',
    description: 'OpenAPI document, or a directory of them; repeatable',
    repeat: 'list',
  },
  ...options,
]);

/** A decision about documents alone, in commands that read no single requests. */
export const documentHostOption = { ...hostOption, group: 'OpenAPI', needs } as const;

export type OpenApiOptions = OptionValues<[...typeof openApiOptions, typeof hostOption]>;
