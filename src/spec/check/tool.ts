import { doubtAbout } from '../../../runtime/src/provider/argument-names.js';
import { DESCRIPTION_SHOWN } from '../../../runtime/src/provider/client-limits.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { didYouMean } from '../../model/nearest.js';
import { placeholders } from '../../model/placeholders.js';
import type { Kind } from '../../model/kind.js';
import type { ToolSpec } from '../../model/spec.js';
import { checkJsonSchema } from './json-schema.js';
import type { Report, SpecPath } from '../../model/spec-report.js';
import { toolNameRule, toolNameWarning } from '../rules.js';

/**
 * Has the connected system check a tool or resource.
 * @returns why it could not, as a sentence
 * @throws CliError where it rejects it
 */
export type Verify = (part: object) => Promise<string | undefined>;

/** The provider of tools, resources and prompts. */
export interface ItemsHome {
  name: string;
  kind: Kind;
  verify?: Verify | undefined;
  /** Absent where they are added to a project. */
  settings?: Readonly<Record<string, unknown>>;
}

export function checkTool(
  tool: ToolSpec,
  { name: provider, kind, settings }: ItemsHome,
  path: SpecPath,
  report: Report,
) {
  report.error([...path, 'name'], toolNameRule(provider, kind)(tool.name));
  report.warn([...path, 'name'], toolNameWarning(provider)(tool.name));
  checkDescriptionLength(tool.description, [...path, 'description'], report);
  checkJsonSchema(tool.inputSchema, 'input', [...path, 'inputSchema'], report);
  if (tool.outputSchema) {
    checkJsonSchema(tool.outputSchema, 'output', [...path, 'outputSchema'], report);
  }
  if (tool.confirm !== undefined) checkConfirm(tool, tool.confirm, path, report);
  checkSample(tool, path, report);
  kind.spec.tool?.check(tool, path, report, settings);
  for (const [name, schema] of Object.entries(tool.inputSchema.properties ?? {}))
    report.warn(
      [...path, 'inputSchema', 'properties', name],
      doubtAbout(name, isRecord(schema) ? schema : {}),
      'key',
    );
}

export function checkDescriptionLength(text: string, path: SpecPath, report: Report) {
  const { length } = Array.from(text);
  if (length > DESCRIPTION_SHOWN) {
    const says = `is ${length} characters long; Claude Code shows the model the first ${DESCRIPTION_SHOWN}`;
    report.warn(path, says);
  }
}

const SIMPLE: readonly string[] = ['string', 'integer', 'number', 'boolean'];

/** A call that its own schema refuses would fail in the tests. */
function checkSample({ inputSchema, sample = {} }: ToolSpec, path: SpecPath, report: Report) {
  const { properties = {} } = inputSchema;
  for (const name of Object.keys(sample))
    if (!Object.hasOwn(properties, name))
      report.error(
        [...path, 'sample', name],
        `is not an argument${didYouMean(name, Object.keys(properties))}`,
        'key',
      );
}

/** The question is put together from values that are there, and that read as text. */
function checkConfirm(
  { inputSchema: { properties = {}, required = [] } }: ToolSpec,
  text: string,
  path: SpecPath,
  report: Report,
) {
  const names = Object.keys(properties);
  for (const name of new Set(placeholders(text))) {
    const here = [...path, 'confirm'];
    const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const type = isRecord(schema) ? schema.type : undefined;
    if (schema === undefined) {
      report.error(
        here,
        `contains "{${name}}", which is not an argument${didYouMean(name, names)}`,
      );
    } else if (!required.includes(name)) {
      report.error(here, `contains "{${name}}", which is optional: name required arguments`);
    } else if (type === undefined || ![type].flat().every((one) => SIMPLE.includes(one))) {
      report.error(here, `contains "{${name}}", which is neither text, number nor boolean`);
    }
  }
}
