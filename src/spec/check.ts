import { type AuthStyles, type Catalog, kindNamed } from '../model/catalog.js';
import { specInvalid, type SpecProblem } from '../model/errors/spec.js';
import type { JsonSchema } from '../model/json-schema.js';
import { isRecord, ownValue } from '../model/json-schema/subschemas.js';
import type { AuthSpec, ProviderSpec } from '../model/spec.js';
import { type Problem, Report, type SpecPath } from '../model/spec-report.js';
import { checkDescriptionLength, checkItems, type SpecContext } from './check/items.js';
import {
  type Additions,
  completeAdditions,
  completeProvider,
  type WrittenProvider,
} from './defaults.js';
import { stylesWith } from './flags/table.js';
import { additionsWithFullStops, providerWithFullStops } from './full-stops.js';
import { mismatches } from './match.js';
import { characterRule, providerNameRule, type Rule, urlRule, visibleRule } from './rules.js';
import { additionsSchema, specSchema } from './schema.js';
import { oneOf, quote } from './sentence.js';
import { bareValue, inOrder, type SpecOrigin } from './source.js';

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
  catalog: Catalog,
  source: SpecOrigin = bareValue,
): Checked<ProviderSpec> {
  const report = new Report();
  const { kinds, styles } = catalog;
  const document = shaped(
    withPresetTexts(value, catalog),
    specSchema(catalog),
    report,
    (problem, { auth }) => foreignSetting(problem, auth, styles),
  );
  const { name, description, auth } = document;
  const kind = kindNamed(document.kind, kinds);
  checkText('name', providerNameRule);
  for (const { key, check } of kind.spec.settings) checkText(key, (text) => check(text, document));
  if (typeof description === 'string') checkDescriptionLength(description, ['description'], report);
  if (isRecord(auth) && report.isSound(['auth'])) {
    checkAuthUrls(auth, styles, report);
    const described = ownValue(styles, String(auth.style));
    const { setting, says } = described?.warning?.(auth as AuthSpec) ?? {};
    if (setting !== undefined) report.warn(['auth', setting], says);
    const fault = described?.fault?.(auth as AuthSpec, document);
    if (fault) report.error(['auth', ...fault.path], fault.says);
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
  // Some kinds bring tools of their own.
  if (items.length === 0 && !kind.render.parts?.length)
    report.warn([], 'has no tools yet; "add-tool" adds one');
  // Without errors its shape is that of the schema.
  const complete = () => completeProvider(document as unknown as WrittenProvider, catalog);
  return settled(report, source, complete, providerWithFullStops);

  function checkText(key: string, rule: Rule) {
    const text = document[key];
    if (typeof text === 'string' && report.isSound([key])) report.error([key], rule(text));
  }
}

/** A spec with the settings that its preset supplies, such as the base URL. */
export function withPresetTexts(value: unknown, { kinds, styles }: Catalog): unknown {
  if (!isRecord(value) || !isRecord(value.auth)) return value;
  const { auth } = value;
  const { settings } = kindNamed(value.kind, kinds).spec;
  const supplied = Object.entries(ownValue(styles, String(auth.style))?.provides?.(auth) ?? {});
  const applicable = supplied.filter(([name]) => settings.some(({ key }) => key === name));
  return { ...Object.fromEntries(applicable), ...value };
}

/**
 * Whether a value is a spec of additions to a provider.
 * @throws CliError `spec/invalid` with everything that is wrong
 */
export function checkAdditions(
  value: unknown,
  provider: SpecContext,
  source: SpecOrigin,
): Checked<Additions> {
  const report = new Report();
  const document = shaped(value, additionsSchema([provider.kind]), report);
  checkItems(document, provider, report);
  // Without errors its shape is that of the schema.
  const complete = () => completeAdditions(document, provider.kind);
  return settled(report, source, complete, additionsWithFullStops);
}

/**
 * The document; an empty one where nothing in it can be looked at.
 * @param better what is said instead of a problem, where the schema alone does not know enough
 */
function shaped(
  value: unknown,
  schema: JsonSchema,
  report: Report,
  better: (problem: Problem, document: Record<string, unknown>) => string | undefined = () =>
    undefined,
): Record<string, unknown> {
  if (!checkValues(value, report)) return {};
  const document = isRecord(value) ? value : {};
  for (const problem of mismatches(schema, value)) {
    report.error(problem.path, better(problem, document) ?? problem.says, problem.at);
  }
  return document;
}

/** The styles that have a setting which this style does not know. */
function foreignSetting({ path, at }: Problem, auth: unknown, styles: AuthStyles) {
  const [section, key, below] = path;
  if (section !== 'auth' || typeof key !== 'string' || below !== undefined) return undefined;
  if (at !== 'key' || !isRecord(auth) || !Object.hasOwn(auth, key)) return undefined;
  const homes = stylesWith(key, styles);
  if (homes.length === 0) return undefined;
  return `goes with the style ${oneOf(homes.map(quote))}, not with ${quote(String(auth.style))}`;
}

function checkAuthUrls(auth: Record<string, unknown>, styles: AuthStyles, report: Report) {
  const { properties = {} } = styles[String(auth.style)]?.settings ?? {};
  for (const [key, value] of Object.entries(auth)) {
    if (properties[key]?.format === 'uri') report.error(['auth', key], urlRule(String(value)));
  }
}

/** @param ended what was said in flags or answers, with full stops; a document says what it says */
function settled<T>(
  report: Report,
  source: SpecOrigin,
  complete: () => T,
  ended: (spec: T) => T,
): Checked<T> {
  if (report.errors.length > 0) throw specInvalid(inOrder(report.errors, source), source.is);
  const spec = source.is === 'flags' ? ended(complete()) : complete();
  return {
    spec,
    get warnings() {
      return inOrder(report.warnings, source);
    },
  };
}

const DEEPEST = 64;
/** YAML aliases make much out of little; a written spec of the largest size stays below. */
const MOST = 500_000;

/**
 * Whether a document holds only what every later step can carry.
 * False where it is too deep or too large to look at any further.
 */
function checkValues(document: unknown, report: Report): boolean {
  let count = 0;
  const check = (value: unknown, path: SpecPath): boolean => {
    count += 1;
    if (count > MOST) {
      report.error([], `has more than ${MOST} values`);
      return false;
    }
    if (path.length > DEEPEST) {
      report.error(path, `is nested more than ${DEEPEST} levels deep`);
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
      const here = [...path, Array.isArray(value) ? Number(key) : key];
      report.error(here, keyRule(key), 'key');
      return check(item, here);
    });
  };
  return check(document, []);
}

/** Patterns name such characters to find them. */
const isPattern = (path: SpecPath) => path.at(-1) === 'pattern';

const keyRule: Rule = (key) =>
  key === '__proto__'
    ? 'is a key that JavaScript keeps for itself'
    : (characterRule(key) ?? visibleRule(key));

/** What a command line says of something. Whatever is wrong among it has been refused before anybody is asked. */
export interface PartialDraft<Draft, Spec> {
  draft: Draft;
  /** The arguments that would say what the draft lacks, in the order of the questions. */
  missing: string[];
  /** The draft, or what answers have made of it. @throws CliError `spec/invalid` */
  check(complete: unknown): Checked<Spec>;
}
