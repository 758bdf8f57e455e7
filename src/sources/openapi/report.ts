import { firstLevels, isLargeSchema } from '../../../runtime/src/call/schema/first-levels.js';
import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import type { SpecProblem } from '../../model/errors/spec.js';
import type { ProviderSpec } from '../../model/spec.js';
import { pluralize } from '../../model/text/pluralize.js';
import { type Loss, nonBlankText, type Skipped } from '../../openapi/model.js';
import { definitionTokens } from '../../remote/discovery.js';
import type { CheckedSpec } from '../../spec/check.js';
import { reportSection } from '../report-lines.js';
import type { OpenApiImport } from './import.js';
import { overlayPath } from './lock-files.js';
import { secretResults } from './secrets.js';

/** Returns the lines of the report about the operations. @param provider absent if the tools have no overlay */
export function reportLines(
  importedDocument: OpenApiImport,
  { provider, warnings = [] }: { provider?: string; warnings?: readonly SpecProblem[] } = {},
): string[] {
  const { file, tools, allOperations } = importedDocument;
  const { leftOut, changed: changedLosses, decided: decisions } = importOutcome(importedDocument);
  return [
    `${file}: ${pluralize(tools.length, 'tool')} from ${pluralize(allOperations.operations, 'operation')}.`,
    ...sizeLines(toolTokens(tools)),
    ...groupedSection('Left out', leftOut),
    ...summarizedSection('Changed', changedLosses),
    ...summarizedSection('Decided', decisions),
    ...groupedSection('Warnings', warnings.map(problemRemark)),
    ...secretLines(tools, provider),
  ];
}

/** Returns the tokens of the tool definitions, which each conversation that lists them costs. */
function toolTokens(tools: OpenApiImport['tools']) {
  const sizes = tools.map(({ tool }) => ({
    name: String(tool.name),
    tokens: shownTokens({
      name: String(tool.name),
      description: nonBlankText(tool.description),
      inputSchema: objectOrEmpty(tool.inputSchema),
    }),
  }));
  const [largest] = sizes.toSorted((a, b) => b.tokens - a.tokens);
  return {
    tokens: sizes.reduce((sum, { tokens }) => sum + tokens, 0),
    ...(largest && { largest }),
  };
}

function sizeLines({ tokens, largest }: ReturnType<typeof toolTokens>): string[] {
  if (!largest) return [];
  const [totalTokens, largestTokens] = [tokens, largest.tokens].map((count) =>
    count.toLocaleString('en'),
  );
  return [
    `  Their definitions have about ${totalTokens} tokens; the largest, "${largest.name}", has ${largestTokens}.`,
  ];
}

/** Maximum number of operations that a line names. */
const MAX_NAMED = 3;

/**
 * Returns a section with one line per sentence, even if several operations have it, because all of
 * them can have the same header.
 */
function groupedSection(title: string, remarks: readonly Loss[]): string[] {
  const places = placesBySentence(remarks);
  const lines = Array.from(
    places,
    ([text, placesOfText]) => `${listOfPlaces(placesOfText)}: ${text}`,
  );
  const isCut = [...places.values()].some(({ size }) => size > MAX_NAMED);
  return reportSection(title, lines, { count: remarks.length, isCut });
}

/** Returns a section with a line for each kind of remark: the first remark, and how many more there are. */
function summarizedSection(title: string, remarks: readonly Loss[]): string[] {
  const kinds = new Map<string, Loss[]>();
  for (const remark of remarks) kinds.set(remark.kind, [...(kinds.get(remark.kind) ?? []), remark]);
  const lines = [...kinds.values()].map((remarksOfKind) => {
    const [[text, places] = ['', new Set<string>()], ...otherPlaces] =
      placesBySentence(remarksOfKind);
    const moreText =
      otherPlaces.length > 0 ? ` (and ${remarksOfKind.length - places.size} like it)` : '';
    return `${listOfPlaces(places)}: ${text}${moreText}`;
  });
  return reportSection(title, lines, {
    count: remarks.length,
    isCut: lines.length < remarks.length,
  });
}

function placesBySentence(remarks: readonly Loss[]): Map<string, Set<string>> {
  const places = new Map<string, Set<string>>();
  for (const { at: place, detail } of remarks)
    places.set(detail, (places.get(detail) ?? new Set()).add(place));
  return places;
}

function listOfPlaces(places: ReadonlySet<string>): string {
  const omittedCount = places.size - MAX_NAMED;
  const first = [...places].slice(0, MAX_NAMED).join(', ');
  return `${first}${omittedCount > 0 ? ` and ${pluralize(omittedCount, 'other operation')}` : ''}`;
}

const problemMessage = ({ message }: SpecProblem) => message;

/** Returns a remark about an operation, or about the document. */
function problemRemark({ message }: SpecProblem): Loss {
  const [, place = 'document', detail = message] = /^([A-Z]+ \S+): (.*)$/s.exec(message) ?? [];
  return { at: place, kind: 'warning', detail };
}

/**
 * Returns lines about secrets in results, which stay as the document describes them until the
 * author decides otherwise.
 */
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
  return reportSection(
    `Secrets in results${hint}`,
    secrets.map(({ at: operationKey, fields }) => `${operationKey}: ${fields.join(', ')}`),
  );
}

/** Returns the summary on one line, if there are several documents. */
export function summaryLine(
  importedDocument: OpenApiImport,
  { spec: { name }, warnings }: CheckedSpec<ProviderSpec>,
): string {
  const { file, tools } = importedDocument;
  const details = outcomeText(importedDocument, warnings);
  return `${file}: ${name}, ${pluralize(tools.length, 'tool')}${details === '' ? '' : ` (${details})`}`;
}

/** Counts such as `2 left out, 1 difference from the document`; empty if all operations are imported as described. */
export function outcomeText(
  importedDocument: OpenApiImport,
  warnings: readonly SpecProblem[],
): string {
  const { leftOut, changed: changedLosses, decided: decisions } = importOutcome(importedDocument);
  const secrets = secretResults(importedDocument.tools).length;
  return [
    ...(leftOut.length > 0 ? [`${leftOut.length} left out`] : []),
    ...(changedLosses.length > 0
      ? [`${pluralize(changedLosses.length, 'difference')} from the document`]
      : []),
    ...(decisions.length > 0 ? [pluralize(decisions.length, 'decision')] : []),
    ...(warnings.length > 0 ? [pluralize(warnings.length, 'warning')] : []),
    ...(secrets > 0 ? [`secrets in ${pluralize(secrets, 'result')}`] : []),
  ].join(', ');
}

/** Returns the report as data, without the tools. */
export const reportJson = (
  importedDocument: OpenApiImport,
  warnings: readonly SpecProblem[] = [],
) => ({
  file: importedDocument.file,
  operations: importedDocument.allOperations.operations,
  tools: importedDocument.tools.length,
  size: toolTokens(importedDocument.tools),
  ...importOutcome(importedDocument),
  warnings: warnings.map(problemMessage),
  secretResults: secretResults(importedDocument.tools),
});

/** The losses of a document, grouped by what they mean for the user. */
export interface ImportOutcome {
  /** Operations and arguments that no tool has. */
  leftOut: Loss[];
  /** Differences between a tool and its operation. */
  changed: Loss[];
  /** Choices that the import made, and content for which there are no tools. */
  decided: Loss[];
}

/** Kinds of losses for arguments that no tool has. */
const OMITTED_ARGUMENT_LOSSES: ReadonlySet<string> = new Set(
  'body collision discriminator encoding extra-properties repeated-key required secret'.split(' '),
);

const DECIDED_LOSSES: ReadonlySet<string> = new Set(
  (
    'callbacks constant credential deprecated fragment idempotency ignored-header large links other-body other-responses pages ' +
    'preset readOnly security server sign-in unsigned untyped-file webhooks'
  ).split(' '),
);

/** Groups remarks by what they mean for the user. */
export function importOutcome({
  skipped,
  losses,
}: {
  skipped: readonly Skipped[];
  losses: readonly Loss[];
}): ImportOutcome {
  const operations = skipped.map(({ operation, reason, isChoice }) => ({
    ...{ at: operation, kind: 'operation', detail: reason },
    isLost: isChoice !== true,
  }));
  const lossesBy = (isLost: boolean) =>
    operations
      .filter((remark) => remark.isLost === isLost)
      .map(({ at: place, kind, detail }) => ({ at: place, kind, detail }));
  const isChange = ({ kind }: Loss) =>
    !OMITTED_ARGUMENT_LOSSES.has(kind) && !DECIDED_LOSSES.has(kind);
  return {
    leftOut: [...lossesBy(true), ...losses.filter(({ kind }) => OMITTED_ARGUMENT_LOSSES.has(kind))],
    changed: losses.filter(isChange),
    decided: [...lossesBy(false), ...losses.filter(({ kind }) => DECIDED_LOSSES.has(kind))],
  };
}

type ToolDefinition = Parameters<typeof definitionTokens>[0];

/** Returns the tokens of a generated tool in `tools/list`. */
export const shownTokens = ({ inputSchema, ...tool }: ToolDefinition): number =>
  definitionTokens({
    ...tool,
    inputSchema: isLargeSchema(inputSchema) ? firstLevels({ ...inputSchema }) : inputSchema,
  });
