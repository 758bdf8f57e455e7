import type { CommandContext, CommandLine } from '../../model/command.js';
import { unknownDocument } from '../../model/errors/schema.js';
import { reportSchema } from '../../reporters/parts/report-schema.js';
import { kindsAndStyles } from '../../sources/kinds-and-styles.js';
import { additionsSchema, specSchema } from '../../spec/schema.js';

const SCHEMAS = new Map([
  ['spec', () => specSchema(kindsAndStyles, true)],
  ['additions', () => additionsSchema(Object.values(kindsAndStyles.kinds))],
  ['report', () => reportSchema],
]);

/** Prints a JSON Schema. @throws CliError `schema/unknown-document` */
export async function run({ ui }: CommandContext, commandLine: CommandLine): Promise<0> {
  const [document = 'spec'] = commandLine.arguments;
  const schema = SCHEMAS.get(document);
  if (!schema) throw unknownDocument(document, [...SCHEMAS.keys()]);
  ui.result(JSON.stringify(schema(), null, 2));
  return 0;
}
