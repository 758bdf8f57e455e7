import { DESCRIPTION_SHOWN } from '../../../runtime/src/provider/client-limits.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { snakeCase } from '../../model/names.js';
import { didYouMean } from '../../model/nearest.js';
import { placeholders } from '../../model/placeholders.js';
import type { Kind } from '../../model/kind.js';
import type { ToolSpec } from '../../model/spec.js';
import { checkJsonSchema } from './json-schema.js';
import type { Report, SpecPath } from '../../model/spec-report.js';
import { toolNameRule, toolNameWarning } from '../rules.js';

/** The provider of tools, resources and prompts. */
export interface ItemsHome {
  name: string;
  kind: Kind;
  /** Absent where they are added to a project. */
  settings?: Readonly<Record<string, unknown>>;
}

/** Who is calling is known from the sign-in; what the API is called with, too. */
const NOT_ARGUMENTS: readonly { names: string; says: string }[] = [
  {
    names: 'user_id tenant_id principal',
    says: 'looks like the identity of the caller, which comes from the sign-in and never from the model',
  },
  {
    names:
      'token access_token refresh_token id_token auth_token bearer_token api_token api_key apikey ' +
      'password passphrase secret client_secret private_key credentials authorization',
    says: 'looks like a secret, which belongs in the sign-in and never in a tool call',
  },
];

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
  kind.spec.tool.check(tool, path, report, settings);
  for (const name of Object.keys(tool.inputSchema.properties ?? {})) {
    const hit = NOT_ARGUMENTS.find(({ names }) => names.split(' ').includes(snakeCase(name)));
    report.warn([...path, 'inputSchema', 'properties', name], hit?.says, 'key');
  }
}

export function checkDescriptionLength(text: string, path: SpecPath, report: Report) {
  const { length } = Array.from(text);
  if (length > DESCRIPTION_SHOWN) {
    const says = `is ${length} characters long; Claude Code shows the model the first ${DESCRIPTION_SHOWN}`;
    report.warn(path, says);
  }
}

const SIMPLE: readonly string[] = ['string', 'integer', 'number', 'boolean'];

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
