import type { ToolNames } from '../../model/kind.js';
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
export function toolModule({ name, outputSchema, file }: FilesTool, names: ToolNames): string {
  const schemas = ['input', ...(outputSchema ? ['output'] : [])];
  const types = schemas.map((schema) => `typeof ${schema}`);
  const imports = [
    "import type { Call } from 'mcp-provider/api';",
    `import type { ${schemas.join(', ')} } from '../tools/${names.file}.js';`,
  ];
  if (file === undefined) {
    const body = `throw new ToolError(${str(`${name} is not implemented yet`)});`;
    return [
      "import { ToolError } from 'mcp-provider';",
      ...imports,
      '',
      callSource(names.function, types, [], [() => body]),
    ].join('\n');
  }
  const [type = '', own = ''] = imports;
  const reader = outputSchema ? 'readJson' : 'readText';
  const variables = variablesFor(placeholders(file), identifiers);
  const picked = objectDoc([...variables].map(([key, variable]) => property(key, variable)));
  return [
    type,
    importOf(reader, variables.size > 0),
    own,
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
export function resourceModule({ name, file }: FilesResource, reader: string): string {
  const type = "import type { ResourceDefinition } from 'mcp-provider';";
  const signature = `export const ${reader}: ResourceDefinition['read'] = `;
  if (file === undefined)
    return [
      type,
      "import { ToolError } from 'mcp-provider';",
      '',
      `${signature}async () => {`,
      `  throw new ToolError(${str(`${name} is not implemented yet`)});`,
      '};',
      '',
    ].join('\n');
  const variables = variablesFor(placeholders(file), identifiers);
  // The server has matched the URI, so none is missing; the type cannot know.
  const picked = objectDoc(
    [...variables].map(([key, variable]) => `${property(key, variable)} = ''`),
  );
  const statement = [
    signature,
    '(',
    variables.size > 0 ? picked : '_variables',
    ', context) =>',
    indent([line, readCall('readText', file, variables), ';']),
  ];
  return [
    type,
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
