import { isObject } from '../../../runtime/src/utils/is-object.js';
import { nameProblem } from '../../../runtime/src/utils/name-rules.js';
import { templateText } from '../../codegen/print/text-literal.js';
import type { ObjectSchema } from '../../model/json-schema.js';
import type { SpecPath, SpecReport } from '../../model/spec-report.js';
import { didYouMean } from '../../model/text/nearest.js';
import {
  fillPlaceholders,
  placeholders,
  splitPlaceholders,
} from '../../model/text/placeholders.js';
import { quote } from '../../spec/sentence.js';
import type { FilesResource, FilesTool } from './spec.js';

/** Returns source code of a file name such as `reports/{month}.md`. */
export function nameSource(name: string, variables: ReadonlyMap<string, string>): string {
  const pieces = splitPlaceholders(name).map((piece, index) =>
    index % 2 === 0 ? templateText(piece) : `\${${variables.get(piece) ?? ''}}`,
  );
  return `fileName\`${pieces.join('')}\``;
}

/** Returns a sentence ending about what is wrong with a file name. */
export function fileNameRule(name: string): string | undefined {
  const problem = nameProblem(fillPlaceholders(name, () => 'x').split('/'));
  return problem && `must be the name of a file, relative and with "/": ${problem}`;
}

export const checkToolFile = (
  { file, inputSchema }: FilesTool,
  at: SpecPath,
  report: SpecReport,
): void => checkFile(file, at, report, (name) => argumentFault(name, inputSchema));

export function checkResourceFile(
  { file, uri }: FilesResource,
  at: SpecPath,
  report: SpecReport,
): void {
  const variables = placeholders(uri);
  checkFile(file, at, report, (name) =>
    variables.includes(name)
      ? undefined
      : `, which uri does not have${didYouMean(name, variables)}`,
  );
}

function checkFile(
  file: string | undefined,
  at: SpecPath,
  report: SpecReport,
  faultOf: (name: string) => string | undefined,
): void {
  if (file === undefined) return;
  const filePath = [...at, 'file'];
  report.error(filePath, fileNameRule(file));
  for (const name of placeholders(file)) {
    const fault = faultOf(name);
    report.error(filePath, fault && `names ${quote(name)}${fault}`);
  }
}

function argumentFault(
  name: string,
  { properties = {}, required = [] }: ObjectSchema,
): string | undefined {
  const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (schema === undefined)
    return `, which is not an argument${didYouMean(name, Object.keys(properties))}`;
  if (!required.includes(name)) return ', which inputSchema.required does not list';
  const type = isObject(schema) ? schema.type : undefined;
  return ['string', 'integer', 'number'].some((simple) => simple === type)
    ? undefined
    : ', which is neither a string nor a number';
}
