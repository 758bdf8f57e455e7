import { call, entry, jsonCode, object } from '../../codegen/print/code.js';
import { printCode } from '../../codegen/print/layout.js';
import {
  destructuringProperty,
  memberSource,
  variablesFor,
} from '../../codegen/print/statement.js';
import { str } from '../../codegen/print/text-literal.js';
import type { CodeSource, WithBinding } from '../../model/kind.js';
import { placeholders } from '../../model/text/placeholders.js';
import { nameSource } from './file-name.js';
import type { FilesProvider, FilesResource, FilesSpec, FilesTool } from './spec.js';
import { isBucket } from './storage.js';

/** Names that modules of tools and resources can import or declare. */
export const identifiers = ['context', 'fileName', 'files', 'readJson', 'readText'];

/** Returns the code of a tool: with an output schema, it returns a JSON document, otherwise a text. */
export const toolCode = ({ outputSchema, file }: WithBinding<FilesTool, 'file'>): CodeSource =>
  readingCode('run', outputSchema ? 'readJson' : 'readText', file);

export const resourceCode = ({ file }: WithBinding<FilesResource, 'file'>): CodeSource =>
  // The server has matched the URI, so every variable has a value, which its type does not state.
  readingCode('read', 'readText', file, " = ''");

function readingCode(
  member: 'run' | 'read',
  reader: string,
  file: string,
  initial = '',
): CodeSource {
  const variables = variablesFor(placeholders(file), identifiers);
  const pattern = object(
    [...variables].map(([key, variable]) => destructuringProperty(key, variable) + initial),
  );
  const parameters = [variables.size > 0 ? pattern : '_args', 'context'];
  return {
    imports: {
      'mcp-provider/files': [...(variables.size > 0 ? ['fileName'] : []), reader],
      '../api/files.js': ['files'],
    },
    member: memberSource(member, { parameters, returns: readCall(reader, file, variables) }),
  };
}

const readCall = (reader: string, file: string, variables: ReadonlyMap<string, string>) =>
  call(reader, ['files', variables.size > 0 ? nameSource(file, variables) : str(file), 'context']);

/** Returns the statement in `tools/files.ts`. */
export const servingSource = ({ displayName }: Pick<FilesProvider, 'displayName'>): string =>
  `${printCode(call('serveFiles', ['files', object(['tool', 'resource']), object([entry('title', str(displayName))])]), '')};`;

const PLACE_COMMENT = 'Their place is "storage" in provider-config.yaml.';

/** Returns the module `api/files.ts`, which opens the files of a caller. */
export function filesSource({
  name,
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
  const owner = shared ? 'all users' : 'the caller';
  const start = 'export const files = ';
  const values = [str(name), ...(inBucket ? ['auth'] : []), options];
  return [
    `import { ${factory} } from '${module}';`,
    ...(readOnly ? [] : ["import { notify } from '../mcp-instance.js';"]),
    ...(inBucket ? ["import { auth } from './auth.js';"] : []),
    '',
    `/** The files of ${owner}${readOnly ? ', which no tool changes' : ''}. ${PLACE_COMMENT} */`,
    `${start}${printCode(call(factory, values), start)};`,
  ].join('\n');
}
