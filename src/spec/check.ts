import { specInvalid, type SpecProblem } from '../model/errors/spec.js';
import type { JsonSchema } from '../model/json-schema.js';
import type { ProviderSpec } from '../model/spec.js';
import { checkItems } from './check/items.js';
import { checkDescriptionLength } from './check/tool.js';
import { checkValues } from './check/values.js';
import {
  completeAdditions,
  completeProvider,
  type Additions,
  type WrittenAdditions,
  type WrittenProvider,
} from './defaults.js';
import { isRecord, mismatches } from './match.js';
import { located, Report, type Locate, type Problem } from './problem.js';
import { baseUrlRule, providerNameRule, urlRule, type Rule } from './rules.js';
import { additionsSchema, specSchema, type AuthStyles } from './schema.js';

export interface Checked<T> {
  spec: T;
  warnings: SpecProblem[];
}

/**
 * Whether a value is the spec of a provider; the answer has every default filled in.
 * @throws CliError `spec/invalid` with everything that is wrong
 */
export function checkProvider(
  value: unknown,
  styles: AuthStyles,
  locate: Locate,
): Checked<ProviderSpec> {
  const report = new Report();
  const document = shaped(value, specSchema(styles), report);
  const { name, description, auth } = document;
  checkText('name', providerNameRule);
  checkText('baseUrl', baseUrlRule);
  if (typeof description === 'string') checkDescriptionLength(description, ['description'], report);
  if (isRecord(auth) && report.isSound(['auth'])) checkAuthUrls(auth, styles, report);
  checkItems(document, typeof name === 'string' ? name : '', report);
  const items = ['tools', 'resources', 'prompts'].flatMap((key) => document[key] ?? []);
  if (items.length === 0) report.warn([], 'has no tools, resources or prompts');
  // Without errors its shape is that of the schema.
  return settled(report, locate, () => completeProvider(document as unknown as WrittenProvider));

  function checkText(key: string, rule: Rule) {
    const text = document[key];
    if (typeof text === 'string' && report.isSound([key])) report.error([key], rule(text));
  }
}

/**
 * Whether a value is a spec of additions to the provider called `provider`.
 * @throws CliError `spec/invalid` with everything that is wrong
 */
export function checkAdditions(
  value: unknown,
  provider: string,
  locate: Locate,
): Checked<Additions> {
  const report = new Report();
  const document = shaped(value, additionsSchema(), report);
  checkItems(document, provider, report);
  // Without errors its shape is that of the schema.
  return settled(report, locate, () => completeAdditions(document as WrittenAdditions));
}

/** The document; an empty one where nothing in it can be looked at. */
function shaped(value: unknown, schema: JsonSchema, report: Report): Record<string, unknown> {
  if (!checkValues(value, report)) return {};
  for (const { path, says, at } of mismatches(schema, value)) report.error(path, says, at);
  return isRecord(value) ? value : {};
}

function checkAuthUrls(auth: Record<string, unknown>, styles: AuthStyles, report: Report) {
  const { properties = {} } = styles[String(auth.style)]?.settings ?? {};
  for (const [key, value] of Object.entries(auth)) {
    if (properties[key]?.format === 'uri') report.error(['auth', key], urlRule(String(value)));
  }
}

function settled<T>(report: Report, locate: Locate, spec: () => T): Checked<T> {
  if (report.errors.length > 0) throw specInvalid(inOrder(report.errors, locate));
  return { spec: spec(), warnings: inOrder(report.warnings, locate) };
}

/** As they stand in what people wrote. */
const inOrder = (problems: readonly Problem[], locate: Locate): SpecProblem[] =>
  problems
    .map((problem) => ({ problem, place: locate(problem) }))
    .sort((a, b) => a.place.offset - b.place.offset)
    .map(({ problem, place }) => located(problem, place.where));
