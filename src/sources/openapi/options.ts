import type { OptionValues } from '../../model/command.js';
import { withEach } from '../../options/common-options.js';
import { hostOption } from '../../options/shared-options.js';
import { selectionOptions } from '../selection-options.js';

/** Options about how a document is read. */
const options = withEach({ sources: ['document'] }, [
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
  ...selectionOptions,
  ...options,
]);

/** Option about documents only, for commands that read no single requests. */
export const documentHostOption = {
  ...hostOption,
  group: 'OpenAPI',
  sources: ['document'],
} as const;

export type OpenApiOptions = OptionValues<[...typeof openApiOptions, typeof hostOption]>;
