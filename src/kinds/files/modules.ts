import type { Bound, ToolNames } from '../../model/kind.js';
import { placeholders } from '../../model/placeholders.js';
import { call, object } from '../../source/print/code.js';
import { callSource, picked, readerSource } from '../../source/print/statement.js';
import { str } from '../../source/print/text-literal.js';
import { variablesFor } from '../../source/print/variables.js';
import { nameSource } from './file-name.js';
import type { FilesResource, FilesTool } from './spec.js';

/** What modules of tools and resources can import or declare. */
export const identifiers = ['context', 'fileName', 'files', 'readJson', 'readText'];

/** `api/<tool>.ts`: a tool with an output schema returns a JSON document, any other a text. */
export function toolModule(
  { outputSchema, file }: Bound<FilesTool, 'file'>,
  names: ToolNames,
): string {
  const schemas = ['input', ...(outputSchema ? ['output'] : [])];
  const types = schemas.map((schema) => `typeof ${schema}`);
  const reader = outputSchema ? 'readJson' : 'readText';
  const variables = variablesFor(placeholders(file), identifiers);
  const pattern = object([...variables].map(([key, variable]) => picked(key, variable)));
  return [
    "import type { Call } from 'mcp-provider/api';",
    importOf(reader, variables.size > 0),
    `import type { ${schemas.join(', ')} } from '../tools/${names.file}.js';`,
    "import { files } from './files.js';",
    '',
    callSource(
      names.function,
      types,
      [variables.size > 0 ? pattern : '_args', 'context'],
      [['return ', readCall(reader, file, variables), ';']],
    ),
  ].join('\n');
}

/** `api/read-<resource>.ts`. */
export function resourceModule({ file }: Bound<FilesResource, 'file'>, reader: string): string {
  const variables = variablesFor(placeholders(file), identifiers);
  // The server has matched the URI, so none is missing; the type cannot know.
  const pattern = object([...variables].map(([key, variable]) => `${picked(key, variable)} = ''`));
  const parameters = [variables.size > 0 ? pattern : '_variables', 'context'];
  return [
    "import type { ResourceDefinition } from 'mcp-provider';",
    importOf('readText', variables.size > 0),
    "import { files } from './files.js';",
    '',
    readerSource(reader, parameters, readCall('readText', file, variables)),
    '',
  ].join('\n');
}

const readCall = (reader: string, file: string, variables: ReadonlyMap<string, string>) =>
  call(reader, ['files', variables.size > 0 ? nameSource(file, variables) : str(file), 'context']);

const importOf = (reader: string, hasVariables: boolean): string =>
  `import { ${hasVariables ? 'fileName, ' : ''}${reader} } from 'mcp-provider/files';`;
