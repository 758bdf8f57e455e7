import type { Bound, ToolNames } from '../../model/kind.js';
import { placeholders } from '../../model/placeholders.js';
import { call, object, entry, jsonCode } from '../../codegen/print/code.js';
import {
  callSource,
  destructuringProperty,
  readerSource,
  schemasOf,
  variablesFor,
} from '../../codegen/print/statement.js';
import { str } from '../../codegen/print/text-literal.js';
import { nameSource } from './file-name.js';
import type { FilesResource, FilesTool, FilesSpec } from './spec.js';
import { printCode } from '../../codegen/print/layout.js';
import { isBucket } from './storage.js';

/** What modules of tools and resources can import or declare. */
export const identifiers = ['context', 'fileName', 'files', 'readJson', 'readText'];

/** `api/<tool>.ts`: a tool with an output schema returns a JSON document, any other a text. */
export function toolModule(tool: Bound<FilesTool, 'file'>, names: ToolNames): string {
  const { outputSchema, file } = tool;
  const { types, imported } = schemasOf(tool, names.file);
  const reader = outputSchema ? 'readJson' : 'readText';
  const variables = variablesFor(placeholders(file), identifiers);
  const pattern = object(
    [...variables].map(([key, variable]) => destructuringProperty(key, variable)),
  );
  return [
    "import type { Call } from 'mcp-provider/api';",
    importOf(reader, variables.size > 0),
    imported,
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
  const pattern = object(
    [...variables].map(([key, variable]) => `${destructuringProperty(key, variable)} = ''`),
  );
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

/** `api/files.ts`: where the files of a caller are. */
export function filesSource({
  storage,
  shared = false,
  readOnly = false,
  exclude = [],
}: FilesSpec): string {
  const inBucket = isBucket(storage);
  const options = object([
    ...(shared ? [entry('shared', 'true')] : []),
    readOnly ? entry('readOnly', 'true') : 'notify',
    ...(exclude.length > 0 && !inBucket ? [entry('exclude', jsonCode(exclude))] : []),
  ]);
  const [factory, module] = inBucket
    ? ['fileBucket', 'mcp-provider/files/bucket']
    : ['fileRoot', 'mcp-provider/files'];
  const names = readOnly ? 'PROVIDER_NAME' : 'notify, PROVIDER_NAME';
  const owner = shared ? 'all users' : 'the caller';
  const start = 'export const files = ';
  const values = ['PROVIDER_NAME', ...(inBucket ? ['auth'] : []), options];
  return [
    `import { ${factory} } from '${module}';`,
    `import { ${names} } from '../mcp-instance.js';`,
    ...(inBucket ? ["import { auth } from './auth.js';"] : []),
    '',
    `/** The files of ${owner}${readOnly ? ', which no tool changes' : ''}. Their place is "storage" in provider-config.yaml. */`,
    `${start}${printCode(call(factory, values), start)};`,
  ].join('\n');
}
