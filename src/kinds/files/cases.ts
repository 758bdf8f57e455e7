import { isObject } from '../../../runtime/src/utils/is-object.js';
import { confirmQuestion, sampleArguments, sampleValue } from '../../codegen/sample/sample.js';
import { exampleInDescription } from '../../codegen/sample/sample-text.js';
import type { JsonSchema } from '../../model/json-schema.js';
import type { ToolCase, WithBinding } from '../../model/kind.js';
import { fillPlaceholders, placeholders } from '../../model/text/placeholders.js';
import { fileNameRule } from './file-name.js';
import type { FilesResource, FilesTool } from './spec.js';

/** Spaces and non-ASCII letters in names are not encoded. */
const VALUE = 'São Paulo';
const TEXT = 'The content of a file.';

/** Returns the file that a tool reads; none if no example fits its schemas. */
export function toolCases(tool: WithBinding<FilesTool, 'file'>): readonly ToolCase[] {
  const { inputSchema, outputSchema, file } = tool;
  const preferredValues = placeholders(file)
    .filter((name) => !statesExample(inputSchema.properties?.[name]))
    .map((name) => [name, [VALUE]] as const);
  const args = sampleArguments(tool, Object.fromEntries(preferredValues));
  const result = outputSchema ? sampleValue(outputSchema) : TEXT;
  if (!args || result === undefined) return [];
  const name = fillPlaceholders(file, (argument) => String(args[argument]));
  if (fileNameRule(name) !== undefined) return [];
  return [
    {
      ...(Object.keys(args).length > 0 && { arguments: args }),
      ...confirmQuestion(tool, args),
      file: name,
      content: result,
    },
  ];
}

/** Returns whether a schema gives a value, in its keywords or in its description. */
const statesExample = (schema: JsonSchema | undefined): boolean =>
  isObject(schema) &&
  (['examples', 'enum', 'default'].some((keyword) => keyword in schema) ||
    exampleInDescription(schema.description ?? '') !== undefined);

/** Returns the URI of a test, and the file that it reads. */
export const resourceCase = ({ uri, file }: WithBinding<FilesResource, 'file'>): object => ({
  uri: fillPlaceholders(uri, () => encodeURIComponent(VALUE)),
  file: fillPlaceholders(file, () => VALUE),
  content: TEXT,
});
