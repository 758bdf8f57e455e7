import { firstLevels, isLarge } from '../../../runtime/src/call/first-levels.js';
import { pluralize } from '../../model/counted.js';
import type { SpecProblem } from '../../model/errors/spec.js';
import type { ProviderSpec } from '../../model/spec.js';
import { type Loss, obj, type Skipped, text } from '../../openapi/model.js';
import { tokensOf } from '../../remote/discovery.js';
import type { Checked } from '../../spec/check.js';
import { section } from '../report.js';
import type { OpenApiImport } from './import.js';
import { overlayPath } from './lock-files.js';
import { secretResults } from './secrets.js';

/**
 * What became of the operations, for people.
 * @param provider absent where the tools have no overlay
 */
export function reportLines(
  imported: OpenApiImport,
  { provider, warnings = [] }: { provider?: string; warnings?: readonly SpecProblem[] } = {},
): string[] {
  const { file, tools, all } = imported;
  const { leftOut, changed, decided } = outcomeOf(imported);
  return [
    `${file}: ${pluralize(tools.length, 'tool')} from ${pluralize(all.operations, 'operation')}.`,
    ...sizeLines(sizeOf(tools)),
    ...grouped('Left out', leftOut),
    ...summarized('Changed', changed),
    ...summarized('Decided', decided),
    ...grouped('Warnings', warnings.map(remarkOf)),
    ...secretLines(tools, provider),
  ];
}

/** What the definitions of tools cost each conversation that lists them. */
function sizeOf(tools: OpenApiImport['tools']) {
  const sizes = tools.map(({ tool }) => ({
    name: String(tool.name),
    tokens: shownTokens({
      name: String(tool.name),
      description: text(tool.description),
      inputSchema: obj(tool.inputSchema),
    }),
  }));
  const [largest] = sizes.toSorted((a, b) => b.tokens - a.tokens);
  return {
    tokens: sizes.reduce((sum, { tokens }) => sum + tokens, 0),
    ...(largest && { largest }),
  };
}

function sizeLines({ tokens, largest }: ReturnType<typeof sizeOf>): string[] {
  if (!largest) return [];
  const [all, most] = [tokens, largest.tokens].map((count) => count.toLocaleString('en'));
  return [
    `  Their definitions have about ${all} tokens; the largest, "${largest.name}", has ${most}.`,
  ];
}

/** Operations that a line names. */
const NAMED = 3;

/** A section in which a sentence about several operations is one line: a header can be in all of them. */
function grouped(title: string, remarks: readonly Loss[]): string[] {
  const places = placesOf(remarks);
  const lines = Array.from(places, ([text, all]) => `${named(all)}: ${text}`);
  const isCut = [...places.values()].some(({ size }) => size > NAMED);
  return section(title, lines, { count: remarks.length, isCut });
}

/** A section with a line for each kind of remark: the first one, and how many more there are. */
function summarized(title: string, remarks: readonly Loss[]): string[] {
  const kinds = new Map<string, Loss[]>();
  for (const one of remarks) kinds.set(one.kind, [...(kinds.get(one.kind) ?? []), one]);
  const lines = [...kinds.values()].map((alike) => {
    const [[text, places] = ['', new Set<string>()], ...others] = placesOf(alike);
    const more = others.length > 0 ? ` (and ${alike.length - places.size} like it)` : '';
    return `${named(places)}: ${text}${more}`;
  });
  return section(title, lines, { count: remarks.length, isCut: lines.length < remarks.length });
}

/** The places of each sentence. */
function placesOf(remarks: readonly Loss[]): Map<string, Set<string>> {
  const places = new Map<string, Set<string>>();
  for (const { at, detail } of remarks)
    places.set(detail, (places.get(detail) ?? new Set()).add(at));
  return places;
}

function named(places: ReadonlySet<string>): string {
  const more = places.size - NAMED;
  const first = [...places].slice(0, NAMED).join(', ');
  return `${first}${more > 0 ? ` and ${pluralize(more, 'other operation')}` : ''}`;
}

const messageOf = ({ message }: SpecProblem) => message;

/** About an operation, unless it is about the provider. */
function remarkOf({ message }: SpecProblem): Loss {
  const [, at = 'document', detail = message] = /^([A-Z]+ \S+): (.*)$/s.exec(message) ?? [];
  return { at, kind: 'warning', detail };
}

/** Results stay as the document describes them, until people decide otherwise. */
export function secretLines(
  tools: Parameters<typeof secretResults>[0],
  provider?: string,
): string[] {
  const secrets = secretResults(tools);
  const isUnnamed = secrets.some(({ fields }) => fields.some((field) => field.includes('*')));
  const hint =
    provider === undefined
      ? ''
      : `: to leave a field out, list it under "response.exclude" of its operation in ${overlayPath(provider)}${isUnnamed ? '; for "*", list the field before it' : ''}`;
  return section(
    `Secrets in results${hint}`,
    secrets.map(({ at, fields }) => `${at}: ${fields.join(', ')}`),
  );
}

/** One line for one of several documents. */
export function summaryLine(
  imported: OpenApiImport,
  { spec: { name }, warnings }: Checked<ProviderSpec>,
): string {
  const { file, tools } = imported;
  const details = outcomeText(imported, warnings);
  return `${file}: ${name}, ${pluralize(tools.length, 'tool')}${details === '' ? '' : ` (${details})`}`;
}

/** What became of the operations, in numbers: `2 left out, 1 changed`; empty if all are as they are described. */
export function outcomeText(imported: OpenApiImport, warnings: readonly SpecProblem[]): string {
  const { leftOut, changed, decided } = outcomeOf(imported);
  const secrets = secretResults(imported.tools).length;
  return [
    ...(leftOut.length > 0 ? [`${leftOut.length} left out`] : []),
    ...(changed.length > 0 ? [`${changed.length} changed`] : []),
    ...(decided.length > 0 ? [`${decided.length} decided`] : []),
    ...(warnings.length > 0 ? [pluralize(warnings.length, 'warning')] : []),
    ...(secrets > 0 ? [`secrets in ${pluralize(secrets, 'result')}`] : []),
  ].join(', ');
}

/** The import without its tools, for programs. */
export const reportJson = (imported: OpenApiImport, warnings: readonly SpecProblem[] = []) => ({
  file: imported.file,
  operations: imported.all.operations,
  tools: imported.tools.length,
  size: sizeOf(imported.tools),
  ...outcomeOf(imported),
  warnings: warnings.map(messageOf),
  secretResults: secretResults(imported.tools),
});

/** What became of the parts of a document that are not in the tools as it states them. */
export interface Outcome {
  /** Operations and arguments that no tool has. */
  leftOut: Loss[];
  /** Where a tool differs from its operation. */
  changed: Loss[];
  /** Where the document leaves a choice, or what no tool is for. */
  decided: Loss[];
}

/** Arguments that no tool has. */
const LEFT_OUT: ReadonlySet<string> = new Set(
  'body collision discriminator encoding extra-properties repeated-key required secret'.split(' '),
);

const DECIDED: ReadonlySet<string> = new Set(
  (
    'callbacks constant credential deprecated fragment ignored-header large links other-body other-responses pages preset readOnly ' +
    'security server sign-in unsigned webhooks'
  ).split(' '),
);

/** Remarks by what they mean for the user. */
export function outcomeOf({
  skipped,
  losses,
}: {
  skipped: readonly Skipped[];
  losses: readonly Loss[];
}): Outcome {
  const operations = skipped.map(({ at, reason, isChoice }) => ({
    ...{ at, kind: 'operation', detail: reason },
    isLost: isChoice !== true,
  }));
  const lost = (isLost: boolean) =>
    operations
      .filter((one) => one.isLost === isLost)
      .map(({ at, kind, detail }) => ({ at, kind, detail }));
  const isChange = ({ kind }: Loss) => !LEFT_OUT.has(kind) && !DECIDED.has(kind);
  return {
    leftOut: [...lost(true), ...losses.filter(({ kind }) => LEFT_OUT.has(kind))],
    changed: losses.filter(isChange),
    decided: [...lost(false), ...losses.filter(({ kind }) => DECIDED.has(kind))],
  };
}

type Defined = Parameters<typeof tokensOf>[0];

/** Tokens of a generated tool in `tools/list`. */
export const shownTokens = ({ inputSchema, ...tool }: Defined): number =>
  tokensOf({
    ...tool,
    inputSchema: isLarge(inputSchema) ? firstLevels({ ...inputSchema }) : inputSchema,
  });
