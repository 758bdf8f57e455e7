import { isObject, objectOrEmpty } from '../../runtime/src/utils/is-object.js';
import { specInvalid, type SpecProblem } from '../model/errors/spec.js';
import type { JsonSchema } from '../model/json-schema.js';
import { ownValue } from '../model/json-schema/subschemas.js';
import { type AuthStyles, kindNamed, type KindsAndStyles } from '../model/kinds-and-styles.js';
import type { AuthSpec, ProviderSpec, ToolSpec } from '../model/spec.js';
import { type PathProblem, type SpecPath, SpecReport } from '../model/spec-report.js';
import { checkDescriptionLength, checkItems, type SpecContext } from './check/items.js';
import {
  type Additions,
  completeAdditions,
  completeProvider,
  type WrittenProvider,
} from './defaults.js';
import { stylesWith } from './flags/table.js';
import { additionsWithFullStops, providerWithFullStops } from './full-stops.js';
import { bareValue, locateProblems, type SpecOrigin } from './located-problems.js';
import { additionsSchema, specSchema } from './schema.js';
import { schemaMismatches } from './schema-mismatches.js';
import { alternatives, quote } from './sentence.js';
import {
  characterRule,
  providerNameRule,
  type TextRule,
  urlRule,
  visibleRule,
} from './text-rules.js';

export interface CheckedSpec<T> {
  spec: T;
  warnings: SpecProblem[];
}

/**
 * Checks that a value is the spec of a provider. The result has every default filled in.
 * @throws CliError `spec/invalid` with all errors
 */
export function checkProvider(
  value: unknown,
  kindsAndStyles: KindsAndStyles,
  source: SpecOrigin = bareValue,
): CheckedSpec<ProviderSpec> {
  const report = new SpecReport();
  const { kinds, styles } = kindsAndStyles;
  const document = documentOfSchema(
    withPresetTexts(value, kindsAndStyles),
    specSchema(kindsAndStyles),
    report,
    (problem, { auth }) => foreignSetting(problem, auth, styles),
  );
  const { name, description, auth } = document;
  const kind = kindNamed(document.kind, kinds);
  checkText('name', providerNameRule);
  for (const { key, check } of kind.spec.settings) checkText(key, (text) => check(text, document));
  if (typeof description === 'string') checkDescriptionLength(description, ['description'], report);
  if (isObject(auth) && report.isSound(['auth'])) {
    checkAuthUrls(auth, styles, report);
    const describedStyle = ownValue(styles, String(auth.style));
    const { setting, predicate: warningText } = describedStyle?.warning?.(auth as AuthSpec) ?? {};
    if (setting !== undefined) report.warn(['auth', setting], warningText);
    const fault = describedStyle?.fault?.(auth as AuthSpec, document);
    if (fault) report.error(['auth', ...fault.path], fault.predicate);
    const style = kind.contract?.authFor?.(document) ?? auth.style;
    report.error(
      ['auth', 'style'],
      style === auth.style ? undefined : `must be ${quote(String(style))} for these settings`,
    );
  }
  checkItems(
    document,
    { name: typeof name === 'string' ? name : '', kind, settings: document },
    report,
  );
  const items = ['tools', 'resources', 'prompts'].flatMap((key) => document[key] ?? []);
  // Some kinds have tools of their own.
  if (items.length === 0 && !kind.render.parts?.length)
    report.warn([], 'has no tools yet; "add-tool" adds one');
  // Without errors, the document has the type of the schema.
  const complete = () => completeProvider(document as unknown as WrittenProvider, kindsAndStyles);
  return checkSpec(report, source, complete, providerWithFullStops);

  function checkText(key: string, rule: TextRule) {
    const text = document[key];
    if (typeof text === 'string' && report.isSound([key])) report.error([key], rule(text));
  }
}

/** Returns a spec with the settings that its preset states, such as the base URL. */
export function withPresetTexts(value: unknown, { kinds, styles }: KindsAndStyles): unknown {
  if (!isObject(value) || !isObject(value.auth)) return value;
  const { auth } = value;
  const { settings } = kindNamed(value.kind, kinds).spec;
  const presetSettings = Object.entries(
    ownValue(styles, String(auth.style))?.provides?.(auth) ?? {},
  );
  const applicable = presetSettings.filter(([name]) => settings.some(({ key }) => key === name));
  return { ...Object.fromEntries(applicable), ...value };
}

/** Checks that a value is a spec of additions to a provider. @throws CliError `spec/invalid` with all errors */
export function checkAdditions(
  value: unknown,
  provider: SpecContext,
  source: SpecOrigin,
): CheckedSpec<Additions> {
  const report = new SpecReport();
  const document = documentOfSchema(value, additionsSchema([provider.kind]), report);
  checkItems(document, provider, report);
  // Without errors, the document has the type of the schema.
  const complete = () => completeAdditions(document, provider.kind);
  return checkSpec(report, source, complete, additionsWithFullStops);
}

/**
 * Returns the document; an empty one if it cannot be checked any further.
 * @param better returns a more specific message than that of the schema
 */
function documentOfSchema(
  value: unknown,
  schema: JsonSchema,
  report: SpecReport,
  better: (problem: PathProblem, document: Record<string, unknown>) => string | undefined = () =>
    undefined,
): Record<string, unknown> {
  if (!checkValues(value, report)) return {};
  const document = objectOrEmpty(value);
  for (const problem of schemaMismatches(schema, value)) {
    report.error(problem.path, better(problem, document) ?? problem.fault, problem.at);
  }
  return document;
}

/** Returns the styles that have a setting which this style does not know. */
function foreignSetting({ path, at: position }: PathProblem, auth: unknown, styles: AuthStyles) {
  const [section, key, rest] = path;
  if (section !== 'auth' || typeof key !== 'string' || rest !== undefined) return undefined;
  if (position !== 'key' || !isObject(auth) || !Object.hasOwn(auth, key)) return undefined;
  const homes = stylesWith(key, styles);
  if (homes.length === 0) return undefined;
  return `goes with the style ${alternatives(homes.map(quote))}, not with ${quote(String(auth.style))}`;
}

function checkAuthUrls(auth: Record<string, unknown>, styles: AuthStyles, report: SpecReport) {
  const { properties = {} } = styles[String(auth.style)]?.settings ?? {};
  for (const [key, value] of Object.entries(auth)) {
    if (properties[key]?.format === 'uri') report.error(['auth', key], urlRule(String(value)));
  }
}

/**
 * Returns the completed spec with its warnings.
 * @param withFullStops adds full stops to texts of options or answers; texts of documents stay
 */
function checkSpec<T extends Pick<ProviderSpec, 'tools'>>(
  report: SpecReport,
  source: SpecOrigin,
  completeSpec: () => T,
  withFullStops: (spec: T) => T,
): CheckedSpec<T> {
  if (report.errors.length > 0) throw specInvalid(locateProblems(report.errors, source), source.is);
  const spec = source.is === 'flags' ? withFullStops(completeSpec()) : completeSpec();
  return {
    spec,
    get warnings() {
      const undescribed = source.is === 'flags' ? spec.tools.flatMap(undescribedArguments) : [];
      return [...locateProblems(report.warnings, source), ...undescribed];
    },
  };
}

/** Warns about arguments that the author stated without a description; those of documents are as the API states them. */
function undescribedArguments({ name, inputSchema: { properties = {} } }: ToolSpec): SpecProblem[] {
  const names = Object.entries(properties).flatMap(([argument, schema]) =>
    isObject(schema) && schema.description === undefined ? [quote(argument)] : [],
  );
  if (names.length === 0) return [];
  const message = `Models guess what arguments without a description mean: ${names.join(', ')} of ${name}. Add .describe('…') in its file.`;
  return [{ where: '', path: '', message }];
}

const MAX_DEPTH = 64;
/** Maximum number of values, because YAML aliases can expand a small text. Specs of the maximum size stay below it. */
const MAX_VALUES = 500_000;

/**
 * Checks that a document contains only values that all later steps support.
 * @returns false if it is too deep or too large to be checked any further
 */
function checkValues(document: unknown, report: SpecReport): boolean {
  let count = 0;
  const check = (value: unknown, path: SpecPath): boolean => {
    count += 1;
    if (count > MAX_VALUES) {
      report.error([], `has more than ${MAX_VALUES} values`);
      return false;
    }
    if (path.length > MAX_DEPTH) {
      report.error(path, `is nested more than ${MAX_DEPTH} levels deep`);
      return false;
    }
    if (typeof value === 'string')
      report.error(
        path,
        characterRule(value) ?? (isPattern(path) ? undefined : visibleRule(value)),
      );
    if (typeof value === 'number' && !Number.isFinite(value)) {
      report.error(path, 'must be a finite number');
    }
    if (typeof value !== 'object' || value === null) return true;
    return Object.entries(value).every(([key, item]) => {
      const currentPath = [...path, Array.isArray(value) ? Number(key) : key];
      report.error(currentPath, keyRule(key), 'key');
      return check(item, currentPath);
    });
  };
  return check(document, []);
}

/** Returns whether a text is a pattern, which names such characters in order to match them. */
const isPattern = (path: SpecPath) => path.at(-1) === 'pattern';

const keyRule: TextRule = (key) =>
  key === '__proto__'
    ? 'is a key that JavaScript keeps for itself'
    : (characterRule(key) ?? visibleRule(key));

/** An item that a command line states, possibly incomplete. Errors in it have been reported before any question. */
export interface PartialDraft<Draft, Spec> {
  draft: Draft;
  /** Arguments for the missing parts of the draft, in the order of the questions. */
  missing: string[];
  /**
   * Checks the draft, or the result of completing it with answers.
   * @throws CliError `spec/invalid`
   */
  check(complete: unknown): CheckedSpec<Spec>;
}
