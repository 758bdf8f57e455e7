import {
  asksOf,
  invalidArguments,
  sampleArguments,
  sampleValue,
} from '../../codegen/sample/sample.js';
import type { Bound, ToolCase } from '../../model/kind.js';
import { fillPlaceholders, placeholders } from '../../model/placeholders.js';
import { fileNameRule } from './file-name.js';
import type { FilesResource, FilesTool } from './spec.js';

/** Spaces and other letters are part of a name as they are. */
const VALUE = 'a é';
const TEXT = 'The content of a file.';

/** The file that a tool reads; undefined where no example fits its schemas. */
export function toolCase(tool: Bound<FilesTool, 'file'>): ToolCase | undefined {
  const { inputSchema, outputSchema, file } = tool;
  const preferred = placeholders(file).map((name) => [name, [VALUE]] as const);
  const args = sampleArguments(tool, Object.fromEntries(preferred));
  const result = outputSchema ? sampleValue(outputSchema) : TEXT;
  if (!args || result === undefined) return undefined;
  const name = fillPlaceholders(file, (argument) => String(args[argument]));
  if (fileNameRule(name) !== undefined) return undefined;
  const invalid = invalidArguments(inputSchema);
  return {
    ...(Object.keys(args).length > 0 && { arguments: args }),
    ...(invalid && { invalid }),
    ...asksOf(tool, args),
    file: name,
    content: result,
  };
}

/** The URI that is read, and the file behind it. */
export const resourceCase = ({ uri, file }: Bound<FilesResource, 'file'>): object => ({
  uri: fillPlaceholders(uri, () => encodeURIComponent(VALUE)),
  file: fillPlaceholders(file, () => VALUE),
  content: TEXT,
});
