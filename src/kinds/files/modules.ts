import type { Bound, ToolNames } from '../../model/kind.js';
import { placeholders } from '../../model/placeholders.js';
import { callDoc, callSource, objectDoc, property } from '../../source/print/call.js';
import { group, indent, line, render } from '../../source/print/layout.js';
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
  const picked = objectDoc([...variables].map(([key, variable]) => property(key, variable)));
  return [
    "import type { Call } from 'mcp-provider/api';",
    importOf(reader, variables.size > 0),
    `import type { ${schemas.join(', ')} } from '../tools/${names.file}.js';`,
    "import { files } from './files.js';",
    '',
    callSource(
      names.function,
      types,
      [variables.size > 0 ? picked : '_args', 'context'],
      [() => ['return ', readCall(reader, file, variables), ';']],
    ),
  ].join('\n');
}

/** `api/read-<resource>.ts`. */
export function resourceModule({ file }: Bound<FilesResource, 'file'>, reader: string): string {
  const variables = variablesFor(placeholders(file), identifiers);
  // The server has matched the URI, so none is missing; the type cannot know.
  const picked = objectDoc(
    [...variables].map(([key, variable]) => `${property(key, variable)} = ''`),
  );
  const statement = [
    `export const ${reader}: ResourceDefinition['read'] = (`,
    variables.size > 0 ? picked : '_variables',
    ', context) =>',
    indent([line, readCall('readText', file, variables), ';']),
  ];
  return [
    "import type { ResourceDefinition } from 'mcp-provider';",
    importOf('readText', variables.size > 0),
    "import { files } from './files.js';",
    '',
    render(group(statement), '', 0).text,
    '',
  ].join('\n');
}

const readCall = (reader: string, file: string, variables: ReadonlyMap<string, string>) =>
  callDoc(reader, [
    'files',
    variables.size > 0 ? nameSource(file, variables) : str(file),
    'context',
  ]);

const importOf = (reader: string, hasVariables: boolean): string =>
  `import { ${hasVariables ? 'fileName, ' : ''}${reader} } from 'mcp-provider/files';`;
